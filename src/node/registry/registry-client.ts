import { hash } from 'node:crypto';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { createAuthorizer, refused } from './authorizer.ts';
import type { AuthMemory } from './auth-memory.ts';
import type { CredentialSource } from './docker-credentials.ts';
import { locationOf, type HttpClient } from './http-client.ts';
import {
  AnswerTooLong,
  shownUrl,
  UnexpectedStatus,
  type HttpRequest,
  type HttpResponse,
  type Patience,
} from './http-exchange.ts';
import { nextPage } from './link-header.ts';
import { MEDIA_TYPES, parseManifest, type Descriptor } from './oci-manifest.ts';
import { apiHost, formatReference, type Reference } from '../../core/images/reference.ts';

/** A manifest as the registry keeps it; its bytes have its digest. */
export interface StoredManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
}

/**
 * One registry, spoken to by the distribution API. Everything that is read is hashed: no byte counts that its digest does
 * not vouch for. All methods throw SluiceError NETWORK_FAILED, ACCESS_DENIED, ADDRESS_REFUSED; reading also SOURCE_CHANGED.
 */
export interface RegistryClient {
  /** By the digest of the reference if there is one, else by its tag. Undefined when there is no such manifest. */
  findManifest(reference: Reference): Promise<StoredManifest | undefined>;
  readBlob(reference: Reference, descriptor: Descriptor): Promise<Buffer>;
  /** One page of what refers to a digest; the first, or the one that the page before named. */
  listReferrers(reference: Reference, digest: string, options?: ReferrersOptions): Promise<ReferrersPage>;
  /** Does nothing when the registry has the blob. */
  writeBlob(reference: Reference, mediaType: string, bytes: Uint8Array): Promise<Descriptor>;
  /** Under the tag of the reference. */
  writeManifest(reference: Reference, mediaType: string, bytes: Uint8Array): Promise<Descriptor>;
}

export interface ReferrersOptions {
  /** Wanted type; not every registry knows how to choose. */
  readonly artifactType?: string;
  readonly page?: URL;
}

export type ReferrersPage =
  | {
      readonly kind: 'page';
      readonly referrers: readonly Descriptor[];
      readonly next?: URL;
      /** There is more, at an address that is not asked. */
      readonly isCut: boolean;
      readonly isFiltered: boolean;
    }
  /** `isRouteMissing`: the registry has no such API at all; otherwise it says so of this repository alone. */
  | { readonly kind: 'unsupported'; readonly isRouteMissing: boolean };

export interface RegistryLimits {
  /** Bytes of a manifest, and of one blob. */
  readonly manifest: number;
  readonly blob: number;
}

/** OCI asks registries to take manifests of 4 MiB, so none is larger. */
const LIMITS: RegistryLimits = { manifest: 4 * 1024 * 1024, blob: 64 * 1024 * 1024 };

export interface RegistryOptions {
  readonly client: HttpClient;
  /** As it stands in references. */
  readonly registry: string;
  readonly plainHttp: boolean;
  readonly credentials: CredentialSource;
  readonly limits?: RegistryLimits;
  /** For how long answers are waited for. */
  readonly patience?: Patience;
  /** What other clients of the registry have learnt, and whose credentials these are. */
  readonly memory?: AuthMemory;
  readonly owner?: string;
  /** What to say when nothing that we have lets us in at a place. */
  readonly denied?: (place: string) => SluiceError;
}

export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const { client, registry, patience } = options;
  const limits = options.limits ?? LIMITS;
  const known = noted(options.credentials);
  const authorizer = createAuthorizer({ ...options, credentials: known.source });
  const denied = options.denied ?? ((place: string) => refused(registry, known.hasAny(), place));
  const base = `${options.plainHttp ? 'http' : 'https'}://${apiHost(registry)}/v2`;
  const at = ({ repository }: Reference, rest: string): URL => new URL(`${base}/${repository}/${rest}`);

  const send = async (request: HttpRequest, scope: string): Promise<HttpResponse> => {
    const attempts = authorizer.attempts(scope);
    const patient = patience === undefined ? request : { ...request, patience };
    let attempt = await attempts.next();
    while (attempt.done !== true) {
      const answer = await client.send(withAuthorization(patient, attempt.value));
      if (!isRefusal(answer, request)) return answer;
      attempt = await attempts.next(answer);
    }
    throw denied(shownUrl(request.url));
  };

  return {
    findManifest: async (reference) => {
      const url = at(reference, `manifests/${reference.digest ?? reference.tag ?? 'latest'}`);
      const headers = { accept: Object.values(MEDIA_TYPES).join(', ') };
      const answer = await send({ method: 'GET', url, headers, maxBytes: limits.manifest }, pull(reference));
      return answer.status === 404 ? undefined : toManifest(expectStatus(answer, 200), reference);
    },
    readBlob: async (reference, descriptor) => {
      const url = at(reference, `blobs/${descriptor.digest}`);
      if (descriptor.size > limits.blob) throw tooLarge(reference, descriptor, limits.blob);
      const answer = await send({ method: 'GET', url, headers: {}, maxBytes: descriptor.size }, pull(reference));
      return verified(expectStatus(answer, 200).body, descriptor.digest, formatReference(reference));
    },
    listReferrers: async (reference, digest, { artifactType, page } = {}) => {
      const url = page ?? at(reference, `referrers/${digest}`);
      if (page === undefined && artifactType !== undefined) url.searchParams.set('artifactType', artifactType);
      const headers = { accept: MEDIA_TYPES.index };
      return toReferrers(await send({ method: 'GET', url, headers, maxBytes: limits.manifest }, pull(reference)), url);
    },
    writeBlob: async (reference, mediaType, bytes) => {
      const descriptor = describe(mediaType, bytes);
      const url = at(reference, `blobs/${descriptor.digest}`);
      const present = await send({ method: 'HEAD', url, headers: {}, maxBytes: 0 }, push(reference));
      if (present.status !== 200) await upload(send, at(reference, 'blobs/uploads/'), reference, descriptor, bytes);
      return descriptor;
    },
    writeManifest: async (reference, mediaType, bytes) => {
      const url = at(reference, `manifests/${reference.tag ?? 'latest'}`);
      const request = { url, headers: { 'content-type': mediaType }, body: bytes, maxBytes: LIMIT_OF_ANSWERS };
      expectStatus(await send({ ...request, method: 'PUT' }, push(reference)), 201);
      return describe(mediaType, bytes);
    },
  };
}

/** Remembers whether there were any credentials. */
function noted(credentials: CredentialSource): { readonly source: CredentialSource; hasAny(): boolean } {
  let hasAny = false;
  return {
    hasAny: () => hasAny,
    source: async function* source() {
      for await (const one of credentials()) {
        hasAny ||= one !== undefined;
        yield one;
      }
    },
  };
}

const LIMIT_OF_ANSWERS = 1024 * 1024;

const pull = ({ repository }: Reference): string => `repository:${repository}:pull`;
const push = ({ repository }: Reference): string => `repository:${repository}:pull,push`;

/** Storage that the registry refers to is not who may ask for our credentials. */
const isRefusal = ({ status, url }: HttpResponse, asked: HttpRequest): boolean =>
  (status === 401 || status === 403) && url.origin === asked.url.origin;

const withAuthorization = (request: HttpRequest, authorization: string | undefined): HttpRequest =>
  authorization === undefined ? request : { ...request, headers: { ...request.headers, authorization } };

type Send = (request: HttpRequest, scope: string) => Promise<HttpResponse>;

/** In one piece: policies are small. */
async function upload(
  send: Send,
  url: URL,
  reference: Reference,
  { digest }: Descriptor,
  body: Uint8Array,
): Promise<void> {
  const begun = expectStatus(
    await send({ method: 'POST', url, headers: {}, maxBytes: LIMIT_OF_ANSWERS }, push(reference)),
    202,
  );
  const place = locationOf(url, begun.headers);
  // Another host would be given our credentials, or what is to be kept.
  if (place === undefined || place.origin !== url.origin)
    throw new SluiceError('NETWORK_FAILED', `${shownUrl(url)} names no place on the same host to upload to`);
  place.searchParams.set('digest', digest);
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await send({ method: 'PUT', url: place, headers, body, maxBytes: LIMIT_OF_ANSWERS }, push(reference));
  expectStatus(answer, 201);
}

function describe(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf('sha256', bytes), size: bytes.length };
}

const digestOf = (algorithm: string, bytes: Uint8Array): string => `${algorithm}:${hash(algorithm, bytes)}`;

/** How registries say that they have no referrers; 501 is not in the standard, and is meant so. */
const NO_REFERRERS: ReadonlySet<number> = new Set([400, 404, 405, 501]);

/** Says something about a name or a digest, so there is an API that was asked about it. */
const KNOWS_REFERRERS = /^(?:NAME_|MANIFEST_|DIGEST_|DENIED|NOT_FOUND)/;

function toReferrers(answer: HttpResponse, url: URL): ReferrersPage {
  const { status, headers, body } = answer;
  if (NO_REFERRERS.has(status))
    return { kind: 'unsupported', isRouteMissing: !KNOWS_REFERRERS.test(codeOf(answer) ?? '') };
  expectStatus(answer, 200);
  // Some answer every path with a page for people.
  if (mediaTypeOf(answer) !== MEDIA_TYPES.index) return { kind: 'unsupported', isRouteMissing: true };
  const index = parseManifest(body, shownUrl(url));
  const next = nextPage(headers['link'] ?? '', url);
  return {
    kind: 'page',
    referrers: index.kind === 'index' ? index.manifests : [],
    isFiltered: /\bartifactType\b/.test(String(headers['oci-filters-applied'] ?? '')),
    // Another host would be given our token, and could name anything.
    isCut: next !== undefined && next.origin !== url.origin,
    ...(next?.origin === url.origin ? { next } : {}),
  };
}

const mediaTypeOf = ({ headers }: HttpResponse): string =>
  (headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase();

/** A tag says nothing about the content; a digest is held to, whoever named it. */
function toManifest(answer: HttpResponse, reference: Reference): StoredManifest {
  const { headers, body } = answer;
  const subject = formatReference(reference);
  const digest = reference.digest ?? digestOf('sha256', body);
  const claimed = reference.digest ?? headers['docker-content-digest'];
  const isCounted = reference.digest === undefined && claimed === digest;
  if (typeof claimed === 'string' && !isCounted) verified(body, claimed, subject);
  return { descriptor: { mediaType: mediaTypeOf(answer), digest, size: body.length }, bytes: body };
}

function verified(bytes: Buffer, digest: string, subject: string): Buffer {
  const [algorithm = ''] = digest.split(':');
  if (['sha256', 'sha512'].includes(algorithm) && digestOf(algorithm, bytes) === digest) return bytes;
  throw new SluiceError(
    'SOURCE_CHANGED',
    `${visible(subject)}: the registry sent other bytes than those of ${visible(digest)}; nothing of it is used`,
  );
}

function expectStatus(answer: HttpResponse, expected: number): HttpResponse {
  if (answer.status === expected) return answer;
  const code = codeOf(answer);
  throw new SluiceError(
    'NETWORK_FAILED',
    `${shownUrl(answer.url)} answered with status ${answer.status}${code === undefined ? '' : ` (${code})`}`,
    { cause: new UnexpectedStatus(answer.status) },
  );
}

/** Registries say what is wrong as `{"errors": [{"code", "message"}]}`. */
function codeOf({ body }: HttpResponse): string | undefined {
  return /"code"\s*:\s*"([A-Z_]{1,40})"/.exec(body.subarray(0, 4096).toString('latin1'))?.[1];
}

const tooLarge = (reference: Reference, { digest, size }: Descriptor, limit: number): SluiceError =>
  new SluiceError(
    'NETWORK_FAILED',
    `${formatReference(reference)}: blob ${digest} has ${size} bytes, and ${limit} is the limit`,
    { cause: new AnswerTooLong() },
  );

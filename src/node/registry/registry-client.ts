import { hash } from 'node:crypto';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { createAuthorizer, refused } from './authorizer.ts';
import type { Credentials } from './docker-credentials.ts';
import { locationOf, type HttpClient } from './http-client.ts';
import { shownUrl, type HttpRequest, type HttpResponse } from './http-exchange.ts';
import { MEDIA_TYPES, type Descriptor } from './oci-manifest.ts';
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
  /** Does nothing when the registry has the blob. */
  writeBlob(reference: Reference, mediaType: string, bytes: Uint8Array): Promise<Descriptor>;
  /** Under the tag of the reference. */
  writeManifest(reference: Reference, mediaType: string, bytes: Uint8Array): Promise<Descriptor>;
}

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
  readonly credentials: () => Promise<Credentials | undefined>;
  readonly limits?: RegistryLimits;
}

export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const { client, registry, credentials } = options;
  const limits = options.limits ?? LIMITS;
  const found = once(credentials);
  const authorizer = createAuthorizer(client, registry, found);
  const base = `${options.plainHttp ? 'http' : 'https'}://${apiHost(registry)}/v2`;
  const at = ({ repository }: Reference, rest: string): URL => new URL(`${base}/${repository}/${rest}`);

  const send = async (request: HttpRequest, scope: string): Promise<HttpResponse> => {
    const known = authorizer.known(scope);
    const answer = await client.send(known === undefined ? request : withAuthorization(request, known));
    if (answer.status !== 401) return allowed(answer, request);
    const authorization = await authorizer.authorize(answer, scope);
    if (authorization === undefined) throw refused(registry, (await found()) !== undefined, shownUrl(request.url));
    return allowed(await client.send(withAuthorization(request, authorization)), request);
  };
  const allowed = async (answer: HttpResponse, { url }: HttpRequest): Promise<HttpResponse> => {
    if (answer.status !== 401 && answer.status !== 403) return answer;
    throw refused(registry, (await found()) !== undefined, shownUrl(url));
  };

  return {
    findManifest: async (reference) => {
      const url = at(reference, `manifests/${reference.digest ?? reference.tag ?? 'latest'}`);
      const headers = { accept: Object.values(MEDIA_TYPES).join(', ') };
      const answer = await send({ method: 'GET', url, headers, maxBytes: limits.manifest }, pull(reference));
      return answer.status === 404 ? undefined : toManifest(expectStatus(answer, 200, url), reference);
    },
    readBlob: async (reference, descriptor) => {
      const url = at(reference, `blobs/${descriptor.digest}`);
      if (descriptor.size > limits.blob) throw tooLarge(reference, descriptor, limits.blob);
      const answer = await send({ method: 'GET', url, headers: {}, maxBytes: descriptor.size }, pull(reference));
      return verified(expectStatus(answer, 200, url).body, descriptor.digest, formatReference(reference));
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
      expectStatus(await send({ ...request, method: 'PUT' }, push(reference)), 201, url);
      return describe(mediaType, bytes);
    },
  };
}

/** Credentials are looked for once; a helper may ask the user for a finger on a key. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const LIMIT_OF_ANSWERS = 1024 * 1024;

const pull = ({ repository }: Reference): string => `repository:${repository}:pull`;
const push = ({ repository }: Reference): string => `repository:${repository}:pull,push`;

const withAuthorization = (request: HttpRequest, authorization: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, authorization },
});

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
    url,
  );
  const place = locationOf(url, begun.headers);
  // Another host would be given our credentials, or what is to be kept.
  if (place === undefined || place.origin !== url.origin)
    throw new SluiceError('NETWORK_FAILED', `${shownUrl(url)} names no place on the same host to upload to`);
  place.searchParams.set('digest', digest);
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await send({ method: 'PUT', url: place, headers, body, maxBytes: LIMIT_OF_ANSWERS }, push(reference));
  expectStatus(answer, 201, place);
}

function describe(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf('sha256', bytes), size: bytes.length };
}

const digestOf = (algorithm: string, bytes: Uint8Array): string => `${algorithm}:${hash(algorithm, bytes)}`;

/** A tag says nothing about the content; a digest is held to, whoever named it. */
function toManifest({ headers, body }: HttpResponse, reference: Reference): StoredManifest {
  const subject = formatReference(reference);
  const announced = headers['docker-content-digest'];
  if (typeof announced === 'string' && reference.digest === undefined) verified(body, announced, subject);
  const digest = reference.digest ?? digestOf('sha256', body);
  const mediaType = (headers['content-type'] ?? '').replace(/;.*$/s, '').trim();
  return { descriptor: { mediaType, digest, size: body.length }, bytes: verified(body, digest, subject) };
}

function verified(bytes: Buffer, digest: string, subject: string): Buffer {
  const [algorithm = ''] = digest.split(':');
  if (['sha256', 'sha512'].includes(algorithm) && digestOf(algorithm, bytes) === digest) return bytes;
  throw new SluiceError(
    'SOURCE_CHANGED',
    `${visible(subject)}: the registry sent other bytes than those of ${visible(digest)}; nothing of it is used`,
  );
}

function expectStatus(answer: HttpResponse, expected: number, url: URL): HttpResponse {
  if (answer.status === expected) return answer;
  throw new SluiceError('NETWORK_FAILED', `${shownUrl(url)} answered with status ${answer.status}${saidBy(answer)}`);
}

/** Registries say what is wrong as `{"errors": [{"code", "message"}]}`. */
function saidBy({ body }: HttpResponse): string {
  const [, code] = /"code"\s*:\s*"([A-Z_]{1,40})"/.exec(body.subarray(0, 4096).toString('latin1')) ?? [];
  return code === undefined ? '' : ` (${code})`;
}

const tooLarge = (reference: Reference, { digest, size }: Descriptor, limit: number): SluiceError =>
  new SluiceError(
    'NETWORK_FAILED',
    `${formatReference(reference)}: blob ${digest} has ${size} bytes, and ${limit} is the limit`,
  );

import type { ServerResponse } from 'node:http';
import { MEDIA_TYPES, type Descriptor } from '../../src/node/registry/oci-manifest.ts';
import { TestServer, type Answer, type SeenRequest } from './http-server.ts';
import { describeBytes, digestOf, EMPTY_CONFIG, manifestBytes, type ReferrerContent } from './oci-content.ts';

/** A fault that a test puts in front of the registry; true when it has answered. */
export type Interception = (request: SeenRequest, response: ServerResponse) => boolean;

/**
 * A registry on loopback that holds what a test puts there and answers as the standard says, except where a test wants it to
 * misbehave: `intercept` sees every request first.
 */
export class FakeRegistry implements AsyncDisposable {
  intercept: Interception = () => false;
  /** How many referrers there are in a page; absent: all. */
  pageSize: number | undefined;
  hasReferrersApi = true;
  filtersReferrers = true;
  readonly repository = 'acme/app';
  readonly #manifests = new Map<string, Buffer>();
  readonly #blobs = new Map<string, Buffer>();
  readonly #referrers = new Map<string, Descriptor[]>();
  #server: TestServer | undefined;

  /** @param port absent: any that is free */
  static async start(port?: number): Promise<FakeRegistry> {
    const registry = new FakeRegistry();
    const answer: Answer = (request, response) => {
      if (!registry.intercept(request, response)) registry.answer(request.url, response);
    };
    registry.#server = await TestServer.start(answer, port);
    return registry;
  }

  get server(): TestServer {
    if (this.#server === undefined) throw new Error('the registry has not started');
    return this.#server;
  }

  get host(): string {
    return this.server.host;
  }

  /** Method and path of every request, without queries. */
  get asked(): readonly string[] {
    return this.server.seen.map(({ method, url }) => `${method} ${url.replace(/\?.*$/s, '')}`);
  }

  addBlob(
    mediaType: string,
    bytes: string | Uint8Array,
    annotations: Readonly<Record<string, string>> = {},
  ): Descriptor {
    const descriptor = describeBytes(mediaType, bytes, annotations);
    this.#blobs.set(descriptor.digest, Buffer.from(bytes));
    return descriptor;
  }

  addManifest(bytes: Buffer, tag?: string, mediaType: string = MEDIA_TYPES.manifest): Descriptor {
    const descriptor = describeBytes(mediaType, bytes);
    this.#manifests.set(descriptor.digest, bytes);
    if (tag !== undefined) this.#manifests.set(tag, bytes);
    return descriptor;
  }

  addImage(tag = 'v1', content = 'layer'): Descriptor {
    const layer = this.addBlob('application/vnd.oci.image.layer.v1.tar', content);
    return this.addManifest(manifestBytes({ layers: [layer] }), tag);
  }

  /** Lists a descriptor as a referrer, whether it is one or not. */
  listReferrer(subject: string, descriptor: Descriptor): void {
    this.#referrers.set(subject, [...(this.#referrers.get(subject) ?? []), descriptor]);
  }

  addReferrer(subject: Descriptor, content: ReferrerContent): Descriptor {
    const { artifactType, layerType = artifactType, annotations = {} } = content;
    const layer = this.addBlob(layerType, content.content);
    const { mediaType, digest, size } = subject;
    const manifest = manifestBytes({
      artifactType,
      config: EMPTY_CONFIG,
      layers: [layer],
      subject: { mediaType, digest, size },
      annotations,
    });
    const descriptor = { ...this.addManifest(manifest), artifactType, annotations };
    this.listReferrer(digest, descriptor);
    return descriptor;
  }

  /** As the standard says: for faults that only delay it. */
  answer(url: string, response: ServerResponse): void {
    const asked = new URL(url, `http://${this.host}`);
    const [, kind = '', name = ''] = /^\/v2\/.+\/(manifests|blobs|referrers)\/([^/]+)$/.exec(asked.pathname) ?? [];
    if (kind === 'referrers' && this.hasReferrersApi) return this.#answerReferrers(asked, name, response);
    const body =
      kind === 'manifests' ? this.#manifests.get(name) : kind === 'blobs' ? this.#blobs.get(name) : undefined;
    if (body === undefined) return missing(kind, response);
    const headers = kind === 'manifests' ? manifestHeaders(body) : { 'content-type': 'application/octet-stream' };
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
  }

  #answerReferrers(asked: URL, digest: string, response: ServerResponse): void {
    const type = this.filtersReferrers ? asked.searchParams.get('artifactType') : null;
    const all = (this.#referrers.get(digest) ?? []).filter((one) => type === null || one.artifactType === type);
    const from = Number(asked.searchParams.get('from') ?? 0);
    const until = this.pageSize === undefined ? all.length : from + this.pageSize;
    const next = new URL(asked);
    next.searchParams.set('from', String(until));
    response
      .writeHead(200, {
        'content-type': MEDIA_TYPES.index,
        ...(type === null ? {} : { 'oci-filters-applied': 'artifactType' }),
        ...(until < all.length ? { link: `<${next.pathname}${next.search}>; rel="next"` } : {}),
      })
      .end(manifestBytes({ manifests: all.slice(from, until) }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}

function manifestHeaders(body: Buffer): Readonly<Record<string, string>> {
  const value: { readonly mediaType?: string } = JSON.parse(body.toString('utf8'));
  return { 'content-type': value.mediaType ?? MEDIA_TYPES.manifest, 'docker-content-digest': digestOf(body) };
}

/** As registries say it; a path that a registry does not know at all has no such words. */
function missing(kind: string, response: ServerResponse): void {
  const codes: Readonly<Record<string, string>> = { manifests: 'MANIFEST_UNKNOWN', blobs: 'BLOB_UNKNOWN' };
  const code = codes[kind];
  if (code === undefined) return void response.writeHead(404).end('404 page not found\n');
  return void response.writeHead(404, { 'content-type': 'application/json' }).end(`{"errors":[{"code":"${code}"}]}`);
}

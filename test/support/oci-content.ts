import { createHash } from 'node:crypto';
import { MEDIA_TYPES, type Descriptor } from '../../src/node/registry/oci-manifest.ts';

/** Where something is pushed to: a repository of a registry on loopback, without TLS. */
export interface PushTarget {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly repository: string;
  /** A value for `authorization`. */
  readonly authorization?: string;
}

export interface ManifestContent {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const digestOf = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** What names some bytes. */
export function describeBytes(
  mediaType: string,
  bytes: Uint8Array | string,
  annotations: Readonly<Record<string, string>> = {},
): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: Buffer.byteLength(bytes), annotations };
}

export const EMPTY_CONFIG: Descriptor = describeBytes('application/vnd.oci.empty.v1+json', '{}');

/** The text of a manifest of version 2. */
export function manifestBytes({ mediaType = MEDIA_TYPES.manifest, ...content }: ManifestContent): Buffer {
  const isIndex = content.manifests !== undefined;
  const parts = isIndex ? {} : { config: EMPTY_CONFIG, layers: [] };
  const type = isIndex && mediaType === MEDIA_TYPES.manifest ? MEDIA_TYPES.index : mediaType;
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...parts, ...content }));
}

/** Pushes a blob, in one piece. */
export async function pushBlob(
  target: PushTarget,
  mediaType: string,
  bytes: Uint8Array | string,
  annotations: Readonly<Record<string, string>> = {},
): Promise<Descriptor> {
  const descriptor = describeBytes(mediaType, bytes, annotations);
  const begun = await push(target, 'POST', 'blobs/uploads/', new Uint8Array(), {});
  const place = new URL(begun.headers.get('location') ?? '', `http://${target.host}`);
  place.searchParams.set('digest', descriptor.digest);
  await push(target, 'PUT', place, Buffer.from(bytes), { 'content-type': 'application/octet-stream' });
  return descriptor;
}

/** Pushes a manifest under a tag, or under its digest alone. */
export async function pushManifest(target: PushTarget, bytes: Uint8Array, tag?: string): Promise<Descriptor> {
  const value: { readonly mediaType: string; readonly artifactType?: string } = JSON.parse(
    Buffer.from(bytes).toString('utf8'),
  );
  const descriptor = describeBytes(value.mediaType, bytes);
  await push(target, 'PUT', `manifests/${tag ?? descriptor.digest}`, bytes, { 'content-type': value.mediaType });
  return value.artifactType === undefined ? descriptor : { ...descriptor, artifactType: value.artifactType };
}

/** An image of one layer, as small as can be. */
export async function pushImage(target: PushTarget, tag: string, content = 'layer'): Promise<Descriptor> {
  const config = await pushBlob(target, 'application/vnd.oci.image.config.v1+json', '{}');
  const layer = await pushBlob(target, 'application/vnd.oci.image.layer.v1.tar', content);
  return pushManifest(target, manifestBytes({ config, layers: [layer] }), tag);
}

/** A manifest that refers to another one, with one layer: what `cosign attest`, `notation sign` and makers of SBOMs push. */
export async function pushReferrer(
  target: PushTarget,
  subject: Descriptor,
  { artifactType, layerType = artifactType, content, annotations = {} }: ReferrerContent,
): Promise<Descriptor> {
  const config = await pushBlob(target, EMPTY_CONFIG.mediaType, '{}');
  const layer = await pushBlob(target, layerType, content);
  const { mediaType, digest, size } = subject;
  const manifest = { artifactType, config, layers: [layer], subject: { mediaType, digest, size }, annotations };
  return pushManifest(target, manifestBytes(manifest));
}

export interface ReferrerContent {
  readonly artifactType: string;
  readonly layerType?: string;
  readonly content: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

async function push(
  { host, repository, authorization }: PushTarget,
  method: 'POST' | 'PUT',
  place: string | URL,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const url = typeof place === 'string' ? `http://${host}/v2/${repository}/${place}` : place;
  const known = authorization === undefined ? {} : { authorization };
  const answer = await fetch(url, { method, body: Buffer.from(body), headers: { ...headers, ...known } });
  if (!answer.ok) throw new Error(`${method} ${String(url)}: ${answer.status} ${await answer.text()}`);
  return answer;
}

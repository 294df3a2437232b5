import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { isDigest } from '../../core/images/reference.ts';

export const MEDIA_TYPES = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

/** Names a blob or a manifest by its content. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Of a manifest: what it is, where somebody says so. */
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What a registry keeps under a tag. */
export type OciManifest = (
  | {
      readonly kind: 'manifest';
      readonly config: Descriptor | undefined;
      readonly layers: readonly Descriptor[];
      readonly annotations: Readonly<Record<string, string>>;
      readonly artifactType?: string;
      /** The digest of what it refers to. */
      readonly subject?: string;
    }
  | { readonly kind: 'index'; readonly manifests: readonly Descriptor[] }
) & {
  /** What it calls itself. */
  readonly mediaType?: string;
};

/**
 * Reads the text of a manifest. Without a media type inside it is told by its shape, as OCI allows.
 * @param subject what it is the manifest of, for messages
 * @throws SluiceError BUNDLE_INVALID
 */
export function parseManifest(bytes: Uint8Array, subject: string): OciManifest {
  const value = parse(bytes);
  const complain = (problem: string): SluiceError =>
    new SluiceError('BUNDLE_INVALID', `the manifest of ${subject} ${problem}`);
  if (!isJsonObject(value) || value['schemaVersion'] !== 2) throw complain('is none of version 2');
  if (Array.isArray(value['layers']) && Array.isArray(value['manifests']))
    throw complain('is a manifest and an index at once');
  const descriptors = (list: JsonValue | undefined): readonly Descriptor[] =>
    (Array.isArray(list) ? list : []).map((one) => {
      const descriptor = toDescriptor(one);
      if (descriptor === undefined) throw complain('names something without a media type, a digest and a size');
      return descriptor;
    });
  const { mediaType, artifactType } = value;
  const itself = typeof mediaType === 'string' ? { mediaType } : {};
  if (Array.isArray(value['manifests']))
    return { kind: 'index', ...itself, manifests: descriptors(value['manifests']) };
  if (!Array.isArray(value['layers'])) throw complain('has no layers');
  const refersTo = toDescriptor(value['subject'])?.digest;
  return {
    kind: 'manifest',
    ...itself,
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(refersTo === undefined ? {} : { subject: refersTo }),
    config: toDescriptor(value['config']),
    layers: descriptors(value['layers']),
    annotations: texts(value['annotations']),
  };
}

function toDescriptor(value: JsonValue | undefined): Descriptor | undefined {
  if (!isJsonObject(value)) return undefined;
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const { artifactType } = value;
  const named = typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {};
  return { mediaType, digest, size, ...named, annotations: texts(value['annotations']) };
}

function texts(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const object: JsonObject = isJsonObject(value) ? value : {};
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
  );
}

function parse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

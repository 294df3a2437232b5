import type { SignatureFormat, SignatureMaterial } from '../../../core/images/signature-material.ts';
import { canonicalJson } from '../../../core/evaluate/canonical-json.ts';
import type { Descriptor } from '../../registry/oci-manifest.ts';
import { isMissing } from './image-fault.ts';
import { IMAGE_LIMITS, type Place } from './place.ts';

/** Reads the blobs of signatures: each once, none that is too large, and all together no more than the limit. */
export interface MaterialReader {
  /** A text says why it was not read. */
  read(layer: Layer): Promise<FoundMaterial | string>;
}

export interface Layer {
  readonly format: SignatureFormat;
  readonly descriptor: Descriptor;
  readonly place: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface FoundMaterial {
  /** Equal keys are the same material. */
  readonly key: string;
  readonly material: SignatureMaterial;
}

/** What was found in one of the ways of looking. */
export interface PlaceSearch {
  readonly found: readonly FoundMaterial[];
  /** `tag sha256-97fc22….sig (not found)` */
  readonly lookedIn: readonly string[];
}

/** Bytes of all blobs that one search keeps. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The layer alone says what these are; of the others, annotations hold the signature. */
const WHOLE: ReadonlySet<SignatureFormat> = new Set(['bundle', 'notation-jws', 'notation-cose']);

export function createMaterialReader({ client, reference }: Place): MaterialReader {
  const blobs = new Map<string, Promise<Uint8Array | string>>();
  let left = MOST_BYTES;

  const fetchBlob = async (descriptor: Descriptor): Promise<Uint8Array | string> => {
    const { size } = descriptor;
    if (size > IMAGE_LIMITS.blob) return `left out: ${size} bytes, and ${IMAGE_LIMITS.blob} is the limit`;
    if (size > left) return `left out: with it, there would be more than ${MOST_BYTES} bytes`;
    left -= size;
    try {
      return await client.readBlob(reference, descriptor);
    } catch (error) {
      if (isMissing(error)) return 'left out: the registry does not have its content';
      throw error;
    }
  };
  const blobOf = (descriptor: Descriptor): Promise<Uint8Array | string> => {
    const known = blobs.get(descriptor.digest);
    if (known !== undefined) return known;
    const fetched = fetchBlob(descriptor);
    blobs.set(descriptor.digest, fetched);
    return fetched;
  };

  return {
    read: async ({ format, descriptor, place, annotations }) => {
      const bytes = await blobOf(descriptor);
      if (typeof bytes === 'string') return bytes;
      const distinguishing = WHOLE.has(format) ? '' : canonicalJson(annotations);
      const key = `${format} ${descriptor.digest} ${distinguishing}`;
      return { key, material: { format, place, bytes, annotations } };
    },
  };
}

import type { ImageAnswer } from '../../../core/images/image-answer.ts';
import { formatReference, type Reference } from '../../../core/images/reference.ts';
import type { ImageManifest } from '../../../core/images/signature-material.ts';
import { MEDIA_TYPES, parseManifest } from '../../registry/oci-manifest.ts';
import type { StoredManifest } from '../../registry/registry-client.ts';
import { fault, toFault, type ImageFault } from './image-fault.ts';
import { worst } from './mirrors.ts';
import type { Place } from './place.ts';

/** Reads the manifest from the first place that gives one. Its bytes have the digest that was asked for, whoever sent them. */
export async function readImage(places: readonly Place[]): Promise<ImageAnswer<ImageManifest>> {
  const faults: ImageFault[] = [];
  for (const place of places) {
    const answer = await readFrom(place);
    if (answer.kind === 'ok') return answer;
    faults.push(answer);
  }
  return worst(faults) ?? fault('IMG_NOT_FOUND', 'there is no place where the image could be');
}

async function readFrom({ reference, client }: Place): Promise<ImageAnswer<ImageManifest>> {
  try {
    const stored = await client.findManifest(reference);
    return stored === undefined ? notFound(reference) : { kind: 'ok', value: toImage(stored, reference) };
  } catch (error) {
    return toFault(error, reference.registry);
  }
}

const notFound = ({ registry, repository, tag, digest }: Reference): ImageFault =>
  fault(
    'IMG_NOT_FOUND',
    `registry ${registry} has no ${digest ?? `tag ${tag ?? 'latest'}`} in ${repository}; check the name, and whether it was pushed`,
  );

/** @throws SluiceError BUNDLE_INVALID when it is no manifest of a kind that is known */
function toImage({ descriptor, bytes }: StoredManifest, reference: Reference): ImageManifest {
  const { kind, mediaType = descriptor.mediaType } = parseManifest(bytes, formatReference(reference));
  return { digest: descriptor.digest, mediaType: KNOWN.has(mediaType) ? mediaType : MEDIA_TYPES[kind], bytes };
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(MEDIA_TYPES));

import type { ImageAnswer } from '../../../core/images/image-answer.ts';
import type { Reference } from '../../../core/images/reference.ts';
import type { SignatureMaterial, SignatureSearch } from '../../../core/images/signature-material.ts';
import { toFault, type ImageFault } from './image-fault.ts';
import { createMaterialReader, type PlaceSearch } from './material-reader.ts';
import { worst } from './mirrors.ts';
import type { Place } from './place.ts';
import { findReferrers } from './referrers.ts';
import { findTagged } from './tagged-signatures.ts';

/**
 * Looks for whatever claims to sign the digest, in the first place that has any of it. Nothing is only nothing when the last
 * place, which is where the image says that it is, says so.
 */
export async function findSignatures(
  places: readonly Place[],
  image: Reference,
  digest: string,
): Promise<ImageAnswer<SignatureSearch>> {
  const lookedIn: string[] = [];
  let faults: readonly ImageFault[] = [];
  for (const place of places) {
    const answer = await searchPlace(place, image, digest);
    if (answer.kind === 'fault') {
      faults = [...faults, answer];
      lookedIn.push(`${place.reference.registry} (${answer.code}: it could not be asked)`);
    } else {
      faults = [];
      lookedIn.push(...answer.value.lookedIn);
      if (answer.value.material.length > 0) return { kind: 'ok', value: { ...answer.value, lookedIn } };
    }
  }
  return worst(faults) ?? { kind: 'ok', value: { material: [], lookedIn } };
}

async function searchPlace(place: Place, image: Reference, digest: string): Promise<ImageAnswer<SignatureSearch>> {
  const reader = createMaterialReader(place);
  try {
    const found = await Promise.all([
      findReferrers(place, digest, reader),
      findTagged(place, digest, 'sig', reader),
      findTagged(place, digest, 'att', reader),
    ]);
    return { kind: 'ok', value: united(found, whereOf(place.reference, image)) };
  } catch (error) {
    return toFault(error, place.reference.registry);
  }
}

/** The same thing may be found in several ways. */
function united(searches: readonly PlaceSearch[], where: string): SignatureSearch {
  const distinct = new Map<string, SignatureMaterial>();
  for (const { key, material } of searches.flatMap(({ found }) => found))
    if (!distinct.has(key)) distinct.set(key, material);
  return {
    material: [...distinct.values()],
    lookedIn: searches.flatMap(({ lookedIn }) => lookedIn).map((one) => `${one}${where}`),
  };
}

/** Said only where it is not where the image is. */
const whereOf = (place: Reference, image: Reference): string =>
  place.registry === image.registry && place.repository === image.repository
    ? ''
    : ` in ${place.registry}/${place.repository}`;

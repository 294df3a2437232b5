import { invalidImage, namesOf, renamed } from '../decide-image.ts';
import type { ImageCode } from '../image-code.ts';
import type { ImageFinding } from '../image-fact.ts';
import { formatReference, readReference, type Reference } from '../reference.ts';
import type { ImagesLock, LockedImage } from './images-lock.ts';
import { NOTHING_FOUND } from '../nothing-found.ts';

/**
 * What a lock knows of an image, without a network: what was found out under the very authorities that hold now, or that it
 * is of no use.
 * @param ref as it is written in an object
 * @param authorities digest of the authorities and trust roots that hold now
 */
export function lockedFinding(lock: ImagesLock, ref: string, authorities: string): ImageFinding {
  const reference = readReference(ref);
  if (typeof reference === 'string') return invalidImage(ref, reference);
  const locked = entryOf(lock, reference);
  if (locked === undefined)
    return skipped(ref, reference, 'IMG_NOT_LOCKED', `is not in the lock file, and nobody was asked; ${NEXT}`);
  if (reference.digest !== undefined && reference.digest !== locked.digest)
    return skipped(
      ref,
      reference,
      'IMG_LOCK_STALE',
      `is in the lock file as ${locked.digest}, another digest; ${NEXT}`,
    );
  if (locked.authorities !== authorities)
    return skipped(
      ref,
      reference,
      'IMG_LOCK_STALE',
      `was verified on ${locked.verifiedOn} under other authorities or trust roots than sluice.yaml has now; ${NEXT}`,
    );
  return renamed(locked.finding, ref, reference);
}

const NEXT = 'run "sluice image lock" and commit images.lock.json';

/** The key of an image in a lock: its name in the whole form. */
export const lockKey = (reference: Reference): string => formatReference(reference);

/** A signature is of a digest: whoever pins a tag that is locked need not lock it again. */
function entryOf({ images }: ImagesLock, reference: Reference): LockedImage | undefined {
  const { digest, ...named } = reference;
  const own = images.get(lockKey(reference));
  if (own !== undefined || digest === undefined) return own;
  const byTag = named.tag === undefined ? undefined : images.get(lockKey(named));
  if (byTag?.digest === digest) return byTag;
  return withDigest(images, reference) ?? byTag;
}

function withDigest(
  images: ImagesLock['images'],
  { registry, repository, digest }: Reference,
): LockedImage | undefined {
  for (const locked of images.values()) {
    const { finding } = locked;
    if (locked.digest === digest && finding.registry === registry && finding.repository === repository) return locked;
  }
  return undefined;
}

function skipped(ref: string, reference: Reference, code: ImageCode, message: string): ImageFinding {
  return {
    ...namesOf(ref, reference),
    ...(reference.digest === undefined ? {} : { digest: reference.digest }),
    status: 'skipped',
    code,
    message,
    ...NOTHING_FOUND,
  };
}

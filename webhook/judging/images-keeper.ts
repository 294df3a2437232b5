import { serialize } from 'node:v8';
import { decideUnasked } from '../../src/core/images/decide-unasked.ts';
import { cachedInspector, type ImageLookup } from '../../src/node/images/cached-inspector.ts';
import type { ImageInspector } from '../../src/node/images/create-image-inspector.ts';
import { createFindingCache } from '../../src/node/images/finding-cache.ts';
import type { PullSecretReader } from '../../src/node/images/pull-secret-reader.ts';
import { createAdmissionImages, type AdmissionImages } from '../admission/admission-images.ts';
import type { ImagesNeed } from './load-judges.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;

/** Gives what finds out about images by a config. */
export type ImagesKeeper = (need: ImagesNeed) => Promise<AdmissionImages>;

export interface ImagesKeeperOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absent: pull secrets of pods are not read. */
  readonly pullSecrets?: PullSecretReader | undefined;
  readonly onLookup?: ((lookup: ImageLookup) => void) | undefined;
}

/**
 * Images are asked about again and again, by users who need not be trusted: answers are remembered, and this machine is none's
 * registry. What was found out is kept while a config says the same of who must have signed.
 */
export function createImagesKeeper(options: ImagesKeeperOptions): ImagesKeeper {
  let kept: { readonly key: string; readonly inspector: ImageInspector } | undefined;
  return async (need) => {
    const key = keyOf(need);
    if (kept?.key !== key) kept = { key, inspector: await open(need, options) };
    const { authorities, places } = need.images;
    return createAdmissionImages({
      inspector: kept.inspector,
      places,
      now: Date.now,
      pullSecrets: options.pullSecrets,
      isAsked: (name) => decideUnasked(name, authorities).kind === 'open',
    });
  };
}

/** Where objects name images changes nothing of what is known about an image. */
function keyOf({ images, registries }: ImagesNeed): string {
  return serialize([{ ...images, places: [] }, registries]).toString('latin1');
}

async function open(need: ImagesNeed, { env, onLookup }: ImagesKeeperOptions): Promise<ImageInspector> {
  const { openImageInspector } = await import('../../src/node/images/open-image-inspector.ts');
  const { cacheMinutes, staleIfErrorHours } = need.images;
  const cache = createFindingCache({
    now: Date.now,
    verifiedMs: cacheMinutes * MS_PER_MINUTE,
    staleMs: staleIfErrorHours * MS_PER_HOUR,
  });
  const asked = openImageInspector({ config: need, env, allowLoopback: false, now: () => new Date() });
  return cachedInspector(asked, cache, onLookup);
}

import type { ImageLookup } from '../../src/node/images/cached-inspector.ts';
import { Counter } from './counter.ts';
import type { Metric } from './metric.ts';

export interface ImageMetrics {
  readonly metrics: readonly Metric[];
  readonly observe: (lookup: ImageLookup) => void;
}

/** How often registries had to be asked about images, and how often not. */
export function createImageMetrics(): ImageMetrics {
  const lookups = new Counter({
    name: 'sluice_image_lookups_total',
    help: 'Images that were looked up: remembered (hit), being asked about already (shared), asked about (miss), asked about in vain (stale).',
  });
  return { metrics: [lookups], observe: (result) => lookups.add({ result }) };
}

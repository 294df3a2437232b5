import type { Reading } from './search.ts';
import { configMap } from './shapes/config-map.ts';
import { secret } from './shapes/secret.ts';

/** What is known of kinds, by `group/kind`; the core group is empty. */
export const SHAPES: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['/Secret', secret],
  ['/ConfigMap', configMap],
]);

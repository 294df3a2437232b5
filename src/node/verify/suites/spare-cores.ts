import { availableParallelism } from 'node:os';
import { setOptimising } from '../../engine/engine-module.ts';
import { setPatience } from '../../evaluation/patience.ts';

/**
 * Has V8 leave the cores to the threads that run suites, when there are no others, or optimise in the background as usual. It is for the
 * second thread to ask for it, once it has started (see `setPatience`).
 */
export function spareCores(isSparing: boolean): void {
  if (availableParallelism() > 2) return;
  setOptimising(!isSparing);
  setPatience(isSparing);
}

import type { Source } from './source.ts';
import type { SharedWork } from './worker-protocol.ts';

/** Some of the sources, which nobody else judges, and the place of the first. */
export interface Chunk {
  readonly from: number;
  readonly sources: readonly Source[];
}

/** The first thread goes on from the front, where it may have read ahead, and those that help from the back. */
export type End = 'front' | 'back';

/** Places of the two numbers of `SharedWork.taken`. */
const ALL = 0;
const FROM_BACK = 1;

/** Work that nobody has begun. */
export const toShare = (sources: readonly Source[]): SharedWork => ({ sources, taken: new SharedArrayBuffer(8) });

/**
 * Takes chunks of sources until none is left. The numbers are shared, so a thread with small files simply takes more.
 * @param end one thread alone goes on from the front
 */
export function* claimChunks({ sources, taken }: SharedWork, end: End): Generator<Chunk, void, undefined> {
  const numbers = new Int32Array(taken);
  for (let front = 0; ;) {
    const wanted = chunkSize(sources.length - Atomics.load(numbers, ALL));
    const count = Math.min(wanted, sources.length - Atomics.add(numbers, ALL, wanted));
    if (count <= 0) return;
    const from = end === 'front' ? front : sources.length - Atomics.add(numbers, FROM_BACK, count) - count;
    front += count;
    yield { from, sources: sources.slice(from, from + count) };
  }
}

/** Enough to make the exchange cheap, and few enough to wait for. */
const MOST_FILES = 256;
const LEAST_FILES = 32;

/** A batch takes another thread, which bounds its time, to begin and to end; the last ones are small, so that threads end together. */
const chunkSize = (left: number): number => Math.max(LEAST_FILES, Math.min(MOST_FILES, Math.floor(left / 16)));

import type { Source } from './source.ts';
import { CHUNK_FILES, type SharedWork } from './worker-protocol.ts';

/** Some of the sources, which nobody else judges, and the place of the first. */
export interface Chunk {
  readonly from: number;
  readonly sources: readonly Source[];
}

/**
 * Takes chunks of sources until none is left. The counter is shared, so a thread with small files simply takes more.
 * @param size how many to take next; few, so that threads end together
 */
export function* claimChunks(
  { sources, cursor }: SharedWork,
  size: () => number = () => CHUNK_FILES,
): Generator<Chunk, void, undefined> {
  const claimed = new Int32Array(cursor);
  for (;;) {
    const count = size();
    const from = Atomics.add(claimed, 0, count);
    if (from >= sources.length) return;
    yield { from, sources: sources.slice(from, from + count) };
  }
}

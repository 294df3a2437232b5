import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import type { Format } from '../formats/format.ts';
import { parseFormat } from '../formats/parse-format.ts';
import { nextTurn } from '../next-turn.ts';
import type { FilesAhead } from './files-ahead.ts';
import { runWithin } from './run-within.ts';
import { formatOfSource, isForeignSource } from './source-format.ts';
import { readSource, type Source } from './source.ts';

export interface ReadAheadOptions {
  readonly parser: Format | undefined;
  /** Milliseconds for some files together. */
  readonly limitMs: number;
  /** Asked between them. */
  readonly isOver: () => boolean;
}

/** What is said meanwhile, above all that it is over, is heard between so many files. */
const FILES_AT_A_TIME = 128;

/**
 * Reads and parses manifests, one after the other, until it is over or enough is read. Whatever goes wrong with a file is left to who judges
 * it: it is met again, and reported, there.
 */
export async function readAhead(
  ahead: FilesAhead,
  sources: readonly Source[],
  { parser, limitMs, isOver }: ReadAheadOptions,
): Promise<void> {
  const manifests = sources.filter((source) => !isForeignSource(source, parser));
  for (let from = 0; from < manifests.length && !ahead.isFull; from += FILES_AT_A_TIME) {
    await nextTurn();
    if (isOver()) return;
    const some = manifests.slice(from, from + FILES_AT_A_TIME);
    const read = runWithin(limitMs, () => some.forEach((source) => readOne(ahead, source, parser)));
    if (read.kind === 'timeout') return;
  }
}

function readOne(ahead: FilesAhead, source: Source, parser: Format | undefined): void {
  if (ahead.isFull) return;
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return;
  ahead.add(source, { bytes: read.bytes, parsed: parseFormat(formatOfSource(source, parser), read.bytes) });
}

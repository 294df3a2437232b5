import { closeSync, openSync, readSync } from 'node:fs';
import { readSource, type Source } from '../../evaluation/source.ts';
import { isArchive, readArchive } from './read-archive.ts';

/** What archives among some sources hold. */
export interface UnpackedSources {
  /** Files in archives, as text: `bundle.zip!notes.txt`. */
  readonly sources: readonly Source[];
  /** What could not be read of them. */
  readonly faults: readonly { readonly path: string; readonly code: 'INPUT_UNREADABLE'; readonly message: string }[];
}

/** Enough to tell an archive by: a tar archive says so at byte 257. */
const HEAD_BYTES = 512;

/**
 * Unpacks the archives among some sources, in memory. Manifests are none, whatever they are called.
 * @param maxBytes of one archive; a larger one is reported as a file that is too large, like any other
 */
export async function unpackSources(sources: readonly Source[], maxBytes: number): Promise<UnpackedSources> {
  const unpacked: { sources: Source[]; faults: UnpackedSources['faults'][number][] } = { sources: [], faults: [] };
  for (const source of sources) {
    if (source.isText !== true || !isArchive(headOf(source))) continue;
    const read = readSource(source, maxBytes);
    if (read.kind === 'fault') continue;
    const { change } = source;
    for await (const entry of readArchive({ path: source.path, bytes: read.bytes })) {
      if (entry.kind === 'file') {
        unpacked.sources.push({ path: entry.path, bytes: entry.bytes, isText: true, ...(change && { change }) });
      } else {
        const message = `${entry.path}: ${entry.reason}; what is in it was not searched for secrets`;
        unpacked.faults.push({ path: entry.path, code: 'INPUT_UNREADABLE', message });
      }
    }
  }
  return unpacked;
}

function headOf(source: Source): Uint8Array {
  if ('bytes' in source) return source.bytes.subarray(0, HEAD_BYTES);
  const head = new Uint8Array(HEAD_BYTES);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(source.absolute, 'r');
    return head.subarray(0, readSync(descriptor, head));
  } catch {
    // Whoever judges it says why it cannot be read.
    return new Uint8Array();
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

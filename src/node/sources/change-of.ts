import type { Change, LineRange } from '../../core/model/change.ts';
import { addedLines, commonLines } from '../../core/secrets/added-lines.ts';
import type { Blob } from './read-blobs.ts';

/**
 * What a change brings to a file: the lines that are in none of the versions it was made from. A version that cannot be read
 * has no lines to compare with, so everything counts as brought.
 */
export function changeOf(
  id: string,
  bytes: Uint8Array,
  befores: readonly string[],
  contents: ReadonlyMap<string, Blob>,
): Change {
  if (befores.includes(id)) return { added: [] };
  let added: readonly LineRange[] | undefined;
  const text = latin1(bytes);
  for (const before of befores) {
    const earlier = contents.get(before);
    if (earlier?.kind !== 'bytes' || isWide(earlier.bytes) || isWide(bytes)) continue;
    const brought = addedLines(latin1(earlier.bytes), text);
    added = added === undefined ? brought : commonLines(added, brought);
  }
  return added === undefined ? {} : { added };
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

/** UTF-16, whose line ends are not single bytes. */
const isWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

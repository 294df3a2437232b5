import { once } from 'node:events';
import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import { messageOf } from '../../../core/errors.ts';
import { visible } from '../../../core/report/safe-text.ts';
import type { ArchiveAllowance } from './archive-limits.ts';
import type { NamedEntry } from './read-zip.ts';

/**
 * The files of a tar archive; links and folders hold nothing. If it breaks off, or is broken, the last entry says so: its name is
 * empty, as what is wrong belongs to no file.
 */
export async function readTar(bytes: Uint8Array, allowance: ArchiveAllowance): Promise<readonly NamedEntry[]> {
  const entries: NamedEntry[] = [];
  const parser = new Parser({ strict: true, onReadEntry: (entry) => collect(entry, parser, entries, allowance) });
  const end = once(parser, 'end');
  try {
    parser.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await end;
  } catch (error) {
    // What a listener throws leaves the parser in the middle of its work, which then has no end.
    end.catch(() => undefined);
    entries.push({ name: '', reason: visible(messageOf(error)) });
  }
  return entries;
}

function collect(entry: ReadEntry, parser: Parser, entries: NamedEntry[], allowance: ArchiveAllowance): void {
  const isFile = entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'ContiguousFile';
  const tooMany = isFile ? allowance.takeFile() : undefined;
  if (tooMany !== undefined) {
    parser.abort(new Error(tooMany));
    return;
  }
  const isTooLarge = entry.size > allowance.mostBytes(entry.size);
  if (isFile && isTooLarge) entries.push({ name: entry.path, reason: allowance.reasonAgainst(entry.size) });
  if (!isFile || isTooLarge) {
    entry.resume();
    return;
  }
  allowance.takeBytes(entry.size);
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  entry.on('end', () => {
    const bytes = Buffer.concat(chunks);
    entries.push({ name: entry.path, ...(bytes.length < entry.size ? { reason: 'it breaks off' } : { bytes }) });
  });
}

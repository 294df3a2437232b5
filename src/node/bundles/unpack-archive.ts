import { gunzipSync } from 'node:zlib';
import { once } from 'node:events';
import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { safePath, SOURCE_LIMITS, SourceFiles, type SourceFile } from './source-file.ts';

/** Headers of tar, besides the files. */
const OVERHEAD_BYTES = SOURCE_LIMITS.files * 1024;

/**
 * The files of a gzipped tar archive, in memory: nothing is written until all of it is known to be harmless.
 * @param source for messages
 * @throws SluiceError BUNDLE_INVALID for anything but folders and ordinary files, for paths that lead elsewhere, and above the limits
 */
export async function unpackArchive(bytes: Uint8Array, source: string): Promise<readonly SourceFile[]> {
  const tar = decompress(bytes, source);
  const files = new SourceFiles(source);
  const parser = new Parser({ strict: true, onReadEntry: (entry) => readEntry(entry, files, source) });
  parser.on('ignoredEntry', ({ path }: ReadEntry) =>
    parser.abort(notPlain(source, path, 'an entry of an unknown kind')),
  );
  const end = once(parser, 'end');
  try {
    parser.end(Buffer.from(tar));
    await end;
  } catch (error) {
    // What a listener throws leaves the parser in the middle of its work, which then has no end.
    end.catch(() => undefined);
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('BUNDLE_INVALID', `${source}: it is no tar archive: ${visible(messageOf(error))}`, {
      cause: error,
    });
  }
  return files.all();
}

function decompress(bytes: Uint8Array, source: string): Buffer {
  if (bytes.length > SOURCE_LIMITS.archiveBytes)
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${source} has ${bytes.length} bytes; the limit is ${SOURCE_LIMITS.archiveBytes}`,
    );
  try {
    const tar = gunzipSync(bytes, { maxOutputLength: SOURCE_LIMITS.allBytes + OVERHEAD_BYTES });
    // The parser would unpack what is packed again, without our limit.
    if (tar.readUInt16BE(0) !== 0x1f8b && tar.readUInt32BE(0) !== 0x28b52ffd) return tar;
    throw new Error('it is compressed twice');
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const problem = isTooLarge
      ? `unpacked, it is larger than ${SOURCE_LIMITS.allBytes} bytes`
      : `it is no gzipped tar archive: ${visible(messageOf(error))}`;
    throw new SluiceError('BUNDLE_INVALID', `${source}: ${problem}`, { cause: error });
  }
}

function readEntry(entry: ReadEntry, files: SourceFiles, source: string): void {
  if (entry.type === 'Directory') {
    safePathOfFolder(entry.path, source);
    entry.resume();
    return;
  }
  if (entry.type !== 'File' && entry.type !== 'OldFile' && entry.type !== 'ContiguousFile')
    throw notPlain(source, entry.path, entry.type);
  const path = safePath(entry.path, source);
  files.announce(path, entry.size);
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  entry.on('end', () => files.add({ path, bytes: Buffer.concat(chunks) }));
}

/** `./` is the bundle itself. */
function safePathOfFolder(path: string, source: string): void {
  if (!/^[./]*$/.test(path) || path.includes('..')) safePath(path, source);
}

const notPlain = (source: string, path: string, type: string): SluiceError =>
  new SluiceError(
    'BUNDLE_INVALID',
    `${source}: ${visible(path)} is ${type === 'SymbolicLink' || type === 'Link' ? 'a link' : visible(type)}; a bundle holds folders and ordinary files`,
  );

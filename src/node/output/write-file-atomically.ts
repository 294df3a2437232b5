import { randomUUID } from 'node:crypto';
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { reasonOf } from '../files/walk-files.ts';
import { makeFolders } from '../files/make-folders.ts';

/**
 * Writes a file so that nobody ever sees half of it: to a draft beside it, then by rename. Missing folders are made. What is
 * no regular file (`/dev/stderr`, a pipe) is written to directly, and a link stays a link.
 * @throws SluiceError OUTPUT_FAILED
 */
export function writeFileAtomically(file: string, chunks: Iterable<string | Uint8Array>): void {
  try {
    if (isSpecial(file)) writeChunks(file, chunks, 'a');
    else writeDraftAndRename(targetOf(file), chunks);
  } catch (error) {
    // What the chunks' maker throws is not a fault of the file.
    if (!isSystemError(error)) throw error;
    throw new SluiceError('OUTPUT_FAILED', `cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function isSpecial(file: string): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  return info !== undefined && !info.isFile() && !info.isDirectory();
}

const targetOf = (file: string): string =>
  statSync(file, { throwIfNoEntry: false }) === undefined ? file : realpathSync(file);

function writeDraftAndRename(file: string, chunks: Iterable<string | Uint8Array>): void {
  makeFolders(path.dirname(file));
  const draft = `${file}.${randomUUID().slice(0, 8)}.draft`;
  try {
    writeChunks(draft, chunks, 'wx');
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeChunks(file: string, chunks: Iterable<string | Uint8Array>, mode: 'a' | 'wx'): void {
  const descriptor = openSync(file, mode);
  try {
    for (const chunk of chunks) writeWhole(descriptor, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } finally {
    closeSync(descriptor);
  }
}

/** One call may write less than it was given. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

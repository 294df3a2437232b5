import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { ErrorCode } from '../../core/errors.ts';
import type { Change } from '../../core/model/change.ts';
import { reasonOf } from '../files/walk-files.ts';

/** Something to evaluate: a file on disk, or bytes that came from elsewhere (standard input, a Git object). */
export type Source = (
  { readonly path: string; readonly absolute: string } | { readonly path: string; readonly bytes: Uint8Array }
) & {
  readonly change?: Change;
  /** It is no manifest: it is searched for secrets, and no document of it is judged. */
  readonly isText?: boolean;
};

export type ReadSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly code: ErrorCode; readonly message: string };

/** Reads a source whole, unless it is larger than `maxBytes`: how large it is is asked before more than its beginning is read. */
export function readSource(source: Source, maxBytes: number): ReadSource {
  if ('bytes' in source) {
    return source.bytes.length > maxBytes
      ? tooLarge(source.bytes.length, maxBytes)
      : { kind: 'bytes', bytes: source.bytes };
  }
  let descriptor: number | undefined;
  try {
    descriptor = openSync(source.absolute, 'r');
    return readDescriptor(descriptor, maxBytes);
  } catch (error) {
    return { kind: 'fault', code: 'INPUT_UNREADABLE', message: `cannot be read: ${reasonOf(error)}` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** What is read before anybody asks how long a file is: most are shorter, and asking takes as long as reading. */
const first = Buffer.allocUnsafeSlow(64 * 1024);

function readDescriptor(descriptor: number, maxBytes: number): ReadSource {
  let length = 0;
  for (let read = -1; read !== 0 && length < first.length; length += read)
    read = readSync(descriptor, first, length, first.length - length, null);
  const begin = Buffer.from(first.subarray(0, length));
  if (length < first.length && length <= maxBytes) return { kind: 'bytes', bytes: begin };
  const { size } = fstatSync(descriptor);
  if (Math.max(size, length) > maxBytes) return tooLarge(Math.max(size, length), maxBytes);
  return { kind: 'bytes', bytes: Buffer.concat([begin, readFileSync(descriptor)]) };
}

/** Bytes that tell whether a file is text, as Git looks at them. */
const HEAD_BYTES = 8000;

/** Whether a file begins as no text does. Its size does not matter. */
export function beginsBinary(source: Source): boolean {
  if ('bytes' in source) return isBinary(source.bytes);
  const descriptor = openSync(source.absolute, 'r');
  try {
    const head = new Uint8Array(HEAD_BYTES);
    return isBinary(head.subarray(0, readSync(descriptor, head)));
  } finally {
    closeSync(descriptor);
  }
}

/** Git's rule: a zero among the first bytes. */
export const isBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, HEAD_BYTES).includes(0);

const MEBIBYTE = 1024 * 1024;

const tooLarge = (size: number, limit: number): ReadSource => ({
  kind: 'fault',
  code: 'INPUT_TOO_LARGE',
  message:
    `is ${(size / MEBIBYTE).toFixed(1)} MiB; at most ${(limit / MEBIBYTE).toFixed(0)} MiB are read. ` +
    'Split it, or leave it out with --ignore',
});

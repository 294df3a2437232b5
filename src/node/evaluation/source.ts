import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import type { ErrorCode } from '../../core/errors.ts';
import type { LineRange } from '../../core/secrets/added-lines.ts';
import { reasonOf } from '../files/walk-files.ts';

/** What a change says about a file that it touches. */
export interface Change {
  /** The lines that it brings; absent: all. */
  readonly added?: readonly LineRange[];
  /** The commit that brings them; absent: one that is not made yet. */
  readonly commit?: string;
  /** Where several commits made the file what it is: the one that brought a secret, by the secret's fingerprint. */
  readonly commits?: Readonly<Record<string, string>>;
}

/** Something to evaluate: a file on disk, or bytes that came from elsewhere (standard input, a Git object). */
export type Source = (
  { readonly path: string; readonly absolute: string } | { readonly path: string; readonly bytes: Uint8Array }
) & {
  readonly change?: Change;
  /** No manifest, whatever its name says: searched for secrets, and judged by nothing else. */
  readonly searchOnly?: true;
};

export type ReadSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly code: ErrorCode; readonly message: string };

/** Reads a source whole, unless it is larger than `maxBytes`: the size is asked before the first byte is read. */
export function readSource(source: Source, maxBytes: number): ReadSource {
  if ('bytes' in source) {
    return source.bytes.length > maxBytes
      ? tooLarge(source.bytes.length, maxBytes)
      : { kind: 'bytes', bytes: source.bytes };
  }
  let descriptor: number | undefined;
  try {
    descriptor = openSync(source.absolute, 'r');
    const { size } = fstatSync(descriptor);
    if (size > maxBytes) return tooLarge(size, maxBytes);
    return { kind: 'bytes', bytes: readFileSync(descriptor) };
  } catch (error) {
    return { kind: 'fault', code: 'INPUT_UNREADABLE', message: `cannot be read: ${reasonOf(error)}` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const MEBIBYTE = 1024 * 1024;

const tooLarge = (size: number, limit: number): ReadSource => ({
  kind: 'fault',
  code: 'INPUT_TOO_LARGE',
  message:
    `is ${(size / MEBIBYTE).toFixed(1)} MiB; at most ${(limit / MEBIBYTE).toFixed(0)} MiB are read. ` +
    'Split it, or leave it out with --ignore',
});

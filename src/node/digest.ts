import { hash } from 'node:crypto';
import { sha256Hex } from '../core/sha256.ts';

/**
 * What a process hashes in JavaScript before it loads `node:crypto`, which takes 4 ms: the price of about 12 KiB. It is
 * less, because V8 begins to optimise a loop that runs long, which takes time from everything else.
 */
const BYTES_WITHOUT_CRYPTO = 2 * 1024;
let hashedBytes = 0;

/** SHA-256 as lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  // Once `node:crypto` is loaded it is faster for every length.
  if (hashedBytes <= BYTES_WITHOUT_CRYPTO) hashedBytes += content.length;
  return hashedBytes <= BYTES_WITHOUT_CRYPTO
    ? sha256Hex(typeof content === 'string' ? Buffer.from(content) : content)
    : hash('sha256', content);
}

/** One digest over several texts. */
export const sha256Of = (texts: Iterable<string>): string => sha256(withLengths(texts));

/** Texts joined with their lengths, so that moving a character from one to the next changes the whole. */
export const withLengths = (texts: Iterable<string>): string =>
  Array.from(texts, (text) => `${text.length}:${text}`).join('');

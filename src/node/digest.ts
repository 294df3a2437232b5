import { hash } from 'node:crypto';
import { sha256Hex } from '../core/sha256.ts';

/**
 * What a process hashes in JavaScript before it loads `node:crypto`, which takes 4 ms: the price of about 12 KiB. Less,
 * because a loop that runs long makes V8 optimise it.
 */
const BYTES_WITHOUT_CRYPTO = 4 * 1024;
let hashedBytes = 0;

/** SHA-256 as lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  // Once `node:crypto` is loaded it is faster for every length.
  if (hashedBytes <= BYTES_WITHOUT_CRYPTO) hashedBytes += content.length;
  return hashedBytes <= BYTES_WITHOUT_CRYPTO
    ? sha256Hex(typeof content === 'string' ? Buffer.from(content) : content)
    : hash('sha256', content);
}

/** One digest over several texts. Lengths go in too, so that moving a character from one text to the next changes it. */
export const sha256Of = (texts: Iterable<string>): string =>
  sha256(Array.from(texts, (text) => `${text.length}:${text}`).join(''));

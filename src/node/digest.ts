import { createHash, hash as hashOnce } from 'node:crypto';

/** SHA-256 as lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hashOnce('sha256', content);
}

/** One digest over several texts. Lengths go in too, so that moving a character from one text to the next changes it. */
export function sha256Of(texts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

import path from 'node:path';
import { sha256, withLengths } from '../digest.ts';
import { openCacheStore } from './cache-store.ts';

/** `sha256Of`, remembered or not. `what` names the kind of text; one kind never takes the place of another. */
export type DigestOf = (what: string, texts: Iterable<string>) => string;

/** Hashing less is cheaper than reading a file. */
const WORTH_LENGTH = 512;
/** Texts of each kind that are kept. Which of them share a place is left to chance: the last one wins. */
const SLOTS = 8;
const DIGEST_LENGTH = 64;

/**
 * Digests of long texts that are the same at most runs, such as policies. The text is kept beside its digest and compared
 * as a whole, so nothing can be taken for what it is not; that costs less than loading what hashes fast. The texts are in
 * the user's cache: they must be none under review, and hold no secret.
 */
export function openDigestMemo(cacheDir: string, onNotice: (message: string) => void): DigestOf {
  const store = openCacheStore({ folder: path.join(cacheDir, 'digests'), onNotice });
  return (what, texts) => {
    const text = withLengths(texts);
    if (text.length < WORTH_LENGTH) return sha256(text);
    const slot = `${what}-${text.length % SLOTS}`;
    const known = digestIn(store.read(slot), text);
    if (known !== undefined) return known;
    const digest = sha256(text);
    store.write(slot, Buffer.from(digest + text));
    return digest;
  };
}

function digestIn(entry: Uint8Array | undefined, text: string): string | undefined {
  if (entry === undefined) return undefined;
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  return bytes.subarray(DIGEST_LENGTH).equals(Buffer.from(text))
    ? bytes.toString('latin1', 0, DIGEST_LENGTH)
    : undefined;
}

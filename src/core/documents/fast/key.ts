import { resolvePlain, toKey } from '../values/plain-scalar.ts';
import { type Cursor, isBlankOrBreak } from './cursor.ts';
import { copyPlainLine, mayBeWord, plainStart, trimmed } from './plain.ts';
import { copyQuoted } from './quoted.ts';
import { put, putString } from './write.ts';

/** Keys this long may be too long for the complete reader, which counts characters up to 1,024. */
const LONG_KEY = 500;

/** Mappings with more keys than this are left to the complete reader, which looks them up in a map. */
const MANY_KEYS = 256;

/** `key`: written with its colon, and the cursor behind it. `none`: nothing written, nothing moved. `unsure`: not for this reader. */
export type KeyOutcome = 'key' | 'none' | 'unsure';

/** Reads the block mapping key at the cursor, if there is one. `first` is the place of the mapping's first key on the stack. */
export function readKey(cursor: Cursor, first: number): KeyOutcome {
  const { text, at, length } = cursor;
  const code = text.charCodeAt(at);
  const isQuoted = code === 0x22 || code === 0x27;
  const found = isQuoted ? copyQuotedKey(cursor, code) : copyPlainKey(cursor);
  if (!found) {
    cursor.at = at;
    cursor.length = length;
    return 'none';
  }
  const end = cursor.at;
  if (end - at > LONG_KEY || !isBlankOrBreak(text.charCodeAt(end + 1))) return 'unsure';
  if (!isQuoted && !retypeKey(cursor, at, end, length)) return 'unsure';
  cursor.at = end + 1;
  return addKey(cursor, first, length) ? 'key' : 'unsure';
}

/** Copies text up to the `:` that makes it a key; false when there is none on its line. */
function copyPlainKey(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (plainStart(text, at) === 0) return false;
  put(cursor, 0x22);
  copyPlainLine(cursor);
  put(cursor, 0x22);
  return text.charCodeAt(cursor.at) === 0x3a;
}

function copyQuotedKey(cursor: Cursor, quote: number): boolean {
  const { text } = cursor;
  put(cursor, 0x22);
  let at = copyQuoted(cursor, quote);
  put(cursor, 0x22);
  if (text.charCodeAt(at) !== quote) return false;
  do at += 1;
  while (text.charCodeAt(at) === 0x20);
  cursor.at = at;
  return text.charCodeAt(at) === 0x3a;
}

/** Rewrites a plain key that is a boolean or a number; false when it is null or merges. */
function retypeKey(cursor: Cursor, at: number, end: number, start: number): boolean {
  const { text } = cursor;
  const kind = plainStart(text, at);
  if (kind === 1) return text.charCodeAt(at) !== 0x3c || trimmed(text, at, end) !== '<<';
  // Two quotes stand around what was written.
  if (kind === 2 && !mayBeWord(text, at, cursor.length - start - 2)) return true;
  const key = toKey(resolvePlain(trimmed(text, at, end)));
  if (key === undefined) return false;
  cursor.length = start;
  putString(cursor, key);
  return true;
}

/** Puts the key that was written from `start` on among those of its mapping; false when it is there, or when they are too many. */
export function addKey(cursor: Cursor, first: number, start: number): boolean {
  const { keys, out, length } = cursor;
  let hash = 0;
  for (let at = start; at < length; at++) hash = (Math.imul(hash, 31) + (out[at] ?? 0)) | 0;
  for (let index = first; index < keys.count; index++) {
    if (keys.hashes[index] === hash && isSameKey(cursor, index, start)) return false;
  }
  keys.hashes[keys.count] = hash;
  keys.starts[keys.count] = start;
  keys.ends[keys.count] = length;
  keys.count += 1;
  put(cursor, 0x3a);
  return keys.count - first <= MANY_KEYS;
}

function isSameKey({ keys, out, length }: Cursor, index: number, start: number): boolean {
  const otherStart = keys.starts[index] ?? 0;
  if ((keys.ends[index] ?? 0) - otherStart !== length - start) return false;
  for (let at = start; at < length; at++) {
    if (out[at] !== out[otherStart + at - start]) return false;
  }
  return true;
}

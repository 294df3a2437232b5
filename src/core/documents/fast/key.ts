import { byteAt, type Cursor, isBlankOrBreak } from './cursor.ts';
import { copyPlainLine, plainStart, trimmedEnd } from './plain.ts';
import { copyQuoted } from './quoted.ts';
import { endKey, START } from './typed.ts';
import { put } from './write.ts';

/** Keys this long may be too long for the complete reader, which counts characters up to 1,024. */
export const LONG_KEY = 500;

/** Mappings with more keys than this are left to the complete reader, which looks them up in a map. */
const MANY_KEYS = 256;

/** `key`: written with its colon, and the cursor behind it. `none`: nothing written, nothing moved. `unsure`: not for this reader. */
export type KeyOutcome = 'key' | 'none' | 'unsure';

/** Reads the block mapping key at the cursor, if there is one. `first` is the place of the mapping's first key on the stack. */
export function readKey(cursor: Cursor, first: number): KeyOutcome {
  const { bytes, at, length } = cursor;
  const code = byteAt(bytes, at);
  const isQuoted = code === 0x22 || code === 0x27;
  const kind = isQuoted ? START.none : plainStart(bytes, at);
  if (!(isQuoted ? copyQuotedKey(cursor, code) : kind !== START.none && copyPlainKey(cursor))) {
    cursor.at = at;
    cursor.length = length;
    return 'none';
  }
  const end = cursor.at;
  if (end - at > LONG_KEY || !isBlankOrBreak(byteAt(bytes, end + 1))) return 'unsure';
  if (!isQuoted && !endKey(cursor, length, at, trimmedEnd(bytes, end), kind)) return 'unsure';
  cursor.at = end + 1;
  return addKey(cursor, first, length) ? 'key' : 'unsure';
}

/** Copies text up to the `:` that makes it a key, without a closing quote; false when there is no colon on its line. */
function copyPlainKey(cursor: Cursor): boolean {
  put(cursor, 0x22);
  copyPlainLine(cursor);
  return byteAt(cursor.bytes, cursor.at) === 0x3a;
}

function copyQuotedKey(cursor: Cursor, quote: number): boolean {
  if (!copyQuoted(cursor, quote)) return false;
  while (byteAt(cursor.bytes, cursor.at) === 0x20) cursor.at += 1;
  return byteAt(cursor.bytes, cursor.at) === 0x3a;
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

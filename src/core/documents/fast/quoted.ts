import { readDoubleQuoted, readSingleQuoted } from '../yaml/quoted-text.ts';
import type { Cursor } from './cursor.ts';
import { encode, put, putString } from './write.ts';

/** Writes the quoted scalar at the cursor and moves behind its closing quote. */
export function readQuoted(cursor: Cursor, quote: number): boolean {
  const { text, at, length } = cursor;
  put(cursor, 0x22);
  const end = copyQuoted(cursor, quote);
  if (text.charCodeAt(end) === quote && (quote === 0x22 || text.charCodeAt(end + 1) !== 0x27)) {
    put(cursor, 0x22);
    cursor.at = end + 1;
    return true;
  }
  // Escapes, doubled quotes and further lines are left to the complete reader's functions.
  const scalar = quote === 0x22 ? readDoubleQuoted(text, at) : readSingleQuoted(text, at);
  if (scalar.end > cursor.end) return false;
  cursor.length = length;
  putString(cursor, scalar.value);
  cursor.at = scalar.end;
  return true;
}

/** Copies characters that stand for themselves; the offset of the first one that does not, or of the closing quote. */
export function copyQuoted(cursor: Cursor, quote: number): number {
  const { text, out } = cursor;
  let at = cursor.at + 1;
  let to = cursor.length;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) {
      to = encode(out, to, text, at);
      at += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      continue;
    }
    if (code === quote || code === 0x5c || code === 0x22 || code < 0x20) break;
    out[to++] = code;
    at += 1;
  }
  cursor.length = to;
  return at;
}

import { readDoubleQuoted, readSingleQuoted } from '../yaml/quoted-text.ts';
import { byteAt, type Cursor, isAscii } from './cursor.ts';
import { put, putString } from './write.ts';

/** Bytes that may not simply be copied: quotes, the backslash and controls. */
const SPECIAL: Uint8Array = new Uint8Array(256).fill(1, 0, 0x20).fill(1, 0x22, 0x23).fill(1, 0x27, 0x28).fill(1, 0x5c, 0x5d);

/** The second characters of escapes that JSON has, too. YAML does not know `\/`. */
const JSON_ESCAPES = '"\\bfnrt';

/** Writes the quoted scalar at the cursor and moves behind its closing quote. */
export function readQuoted(cursor: Cursor, quote: number): boolean {
  const { length, at, text } = cursor;
  if (copyQuoted(cursor, quote)) return true;
  // Rare escapes and further lines, by the complete reader's functions.
  if (!isAscii(cursor)) return false;
  const scalar = quote === 0x22 ? readDoubleQuoted(text, at) : readSingleQuoted(text, at);
  cursor.length = length;
  putString(cursor, scalar.value);
  cursor.at = scalar.end;
  return true;
}

/** Copies a quoted text of one line and moves behind it; false at the first thing in it that JSON writes in another way. */
export function copyQuoted(cursor: Cursor, quote: number): boolean {
  const { bytes, out } = cursor;
  let at = cursor.at + 1;
  let to = cursor.length;
  out[to++] = 0x22;
  for (;;) {
    const code = byteAt(bytes, at);
    if (SPECIAL[code] !== 0) {
      const copied = quote === 0x22 ? doubleQuotedLength(bytes, at, code) : singleQuotedLength(bytes, at, code);
      if (copied === 0) break;
      // Within single quotes, what stands for itself needs an escape in JSON.
      if (quote === 0x27 && code !== 0x27) out[to++] = 0x5c;
      if (copied === 2) {
        if (quote === 0x22) out[to++] = code;
        at += 1;
      }
    }
    out[to++] = byteAt(bytes, at);
    at += 1;
  }
  out[to++] = 0x22;
  cursor.length = to;
  if (byteAt(bytes, at) !== quote) return false;
  cursor.at = at + 1;
  return true;
}

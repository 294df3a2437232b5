import { readDoubleQuoted, readSingleQuoted } from '../yaml/quoted-text.ts';
import { byteAt, type Cursor, isAscii } from './cursor.ts';
import { putString } from './write.ts';

/** Writes the quoted scalar at the cursor and moves behind its closing quote. */
export function readQuoted(cursor: Cursor, quote: number): boolean {
  if (copyQuoted(cursor, quote)) return true;
  // Rare escapes and further lines, by the complete reader's functions.
  if (!isAscii(cursor)) return false;
  const { text, at } = cursor;
  const scalar = quote === 0x22 ? readDoubleQuoted(text, at) : readSingleQuoted(text, at);
  putString(cursor, scalar.value);
  cursor.at = scalar.end;
  return true;
}

/** Copies a quoted text of one line and moves behind it. False, and nothing done, when JSON has no like of something in it. */
export function copyQuoted(cursor: Cursor, quote: number): boolean {
  return quote === 0x22 ? copyDoubleQuoted(cursor) : copySingleQuoted(cursor);
}

/** What may follow a backslash in JSON as well. YAML does not know `\/`. */
const SHARED_ESCAPES: Uint8Array = escapeTable();

function escapeTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (const letter of '"\\bfnrt') table[letter.charCodeAt(0)] = 1;
  return table;
}

function copyDoubleQuoted(cursor: Cursor): boolean {
  const { bytes, out } = cursor;
  let at = cursor.at + 1;
  let to = cursor.length;
  out[to++] = 0x22;
  for (let code = bytes[at] ?? 0; code !== 0x22; code = bytes[++at] ?? 0) {
    if (code < 0x20) return false;
    out[to++] = code;
    if (code !== 0x5c) continue;
    const escaped = byteAt(bytes, ++at);
    if (SHARED_ESCAPES[escaped] === 0) return false;
    out[to++] = escaped;
  }
  out[to++] = 0x22;
  cursor.length = to;
  cursor.at = at + 1;
  return true;
}

function copySingleQuoted(cursor: Cursor): boolean {
  const { bytes, out } = cursor;
  let at = cursor.at + 1;
  let to = cursor.length;
  out[to++] = 0x22;
  for (let code = bytes[at] ?? 0; code >= 0x20; code = bytes[++at] ?? 0) {
    if (code === 0x27 && byteAt(bytes, ++at) !== 0x27) {
      out[to++] = 0x22;
      cursor.length = to;
      cursor.at = at;
      return true;
    }
    if (code === 0x22 || code === 0x5c) out[to++] = 0x5c;
    out[to++] = code;
  }
  return false;
}

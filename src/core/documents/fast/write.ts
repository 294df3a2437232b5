import { encodeCodePoint } from '../utf8.ts';
import type { Cursor } from './cursor.ts';

/** Appends one ASCII character. */
export function put(cursor: Cursor, code: number): void {
  cursor.out[cursor.length++] = code;
}

/** Appends ASCII text that needs no escapes. */
export function putAscii(cursor: Cursor, text: string): void {
  for (let at = 0; at < text.length; at++) put(cursor, text.charCodeAt(at));
}

/** Appends bytes of a text with the escapes of a JSON string. No byte is a control other than a tab. */
export function putBytes(cursor: Cursor, start: number, end: number): void {
  const { bytes, out } = cursor;
  let to = cursor.length;
  for (let at = start; at < end; at++) {
    const code = bytes[at] ?? 0;
    if (code === 0x22 || code === 0x5c || code === 0x09) out[to++] = 0x5c;
    out[to++] = code === 0x09 ? 0x74 : code;
  }
  cursor.length = to;
}

/** Appends text of any kind as a JSON string. Slow: for the few that are not copied from the bytes of the document. */
export function putString(cursor: Cursor, text: string): void {
  for (const character of JSON.stringify(text)) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) put(cursor, code);
    else cursor.length = encodeCodePoint(code, cursor.out, cursor.length);
  }
}

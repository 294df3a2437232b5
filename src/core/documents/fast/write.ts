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
  const json = JSON.stringify(text);
  for (let at = 0; at < json.length; at++) {
    const code = json.codePointAt(at) ?? 0;
    putCodePoint(cursor, code);
    if (code > 0xffff) at += 1;
  }
}

function putCodePoint(cursor: Cursor, code: number): void {
  if (code < 0x80) return put(cursor, code);
  if (code < 0x800) put(cursor, 0xc0 | (code >> 6));
  else {
    if (code < 0x10000) put(cursor, 0xe0 | (code >> 12));
    else {
      put(cursor, 0xf0 | (code >> 18));
      put(cursor, 0x80 | ((code >> 12) & 63));
    }
    put(cursor, 0x80 | ((code >> 6) & 63));
  }
  put(cursor, 0x80 | (code & 63));
}

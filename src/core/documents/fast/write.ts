import type { Cursor } from './cursor.ts';

/** Appends one ASCII character. */
export function put(cursor: Cursor, code: number): void {
  cursor.out[cursor.length++] = code;
}

/** Appends ASCII text that needs no escapes. */
export function putAscii(cursor: Cursor, text: string): void {
  const { out } = cursor;
  let to = cursor.length;
  for (let at = 0; at < text.length; at++) out[to++] = text.charCodeAt(at);
  cursor.length = to;
}

/** Appends text as a JSON string. */
export function putString(cursor: Cursor, text: string): void {
  put(cursor, 0x22);
  putText(cursor, text, 0, text.length);
  put(cursor, 0x22);
}

/** Appends a stretch of text with the escapes of a JSON string. */
export function putText(cursor: Cursor, text: string, start: number, end: number): void {
  const { out } = cursor;
  let to = cursor.length;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) {
      to = encode(out, to, text, at);
      if (code >= 0xd800 && code <= 0xdbff) at += 1;
    } else if (code >= 0x20 && code !== 0x22 && code !== 0x5c) out[to++] = code;
    else to = escape(out, to, code);
  }
  cursor.length = to;
}

const HEX = '0123456789abcdef';

/** The letters of the escapes for the controls from backspace to carriage return; vertical tab has none. */
const LETTERS = 'btn fr';

/** Writes one ASCII character that JSON strings must escape. */
export function escape(out: Uint8Array, start: number, code: number): number {
  let to = start;
  out[to++] = 0x5c;
  if (code === 0x22 || code === 0x5c) out[to++] = code;
  else if (code >= 0x08 && code <= 0x0d && code !== 0x0b) out[to++] = LETTERS.charCodeAt(code - 0x08);
  else {
    out[to++] = 0x75;
    out[to++] = 0x30;
    out[to++] = 0x30;
    out[to++] = HEX.charCodeAt(code >> 4);
    out[to++] = HEX.charCodeAt(code & 15);
  }
  return to;
}

/** Writes the character at an offset, which is not ASCII, as UTF-8. A surrogate pair counts as one. */
export function encode(out: Uint8Array, start: number, text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  let to = start;
  if (code < 0x800) out[to++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) out[to++] = 0xe0 | (code >> 12);
    else {
      out[to++] = 0xf0 | (code >> 18);
      out[to++] = 0x80 | ((code >> 12) & 63);
    }
    out[to++] = 0x80 | ((code >> 6) & 63);
  }
  out[to++] = 0x80 | (code & 63);
  return to;
}

import type { DocumentFault } from './document.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createLineIndex } from './line-index.ts';
import { decodeUtf8 as decodeUtf8Here, sequenceLength, type Utf8Decoder } from './utf8.ts';

export type DecodedText = { readonly text: string } | { readonly fault: DocumentFault };

/**
 * Decodes the bytes of a file: UTF-8 with or without a byte order mark, UTF-16 with one. What does not decode is a fault at the
 * first bad byte, never a replacement character. `maxLength` is in bytes.
 */
export function decodeText(
  bytes: Uint8Array,
  decodeUtf8: Utf8Decoder = decodeUtf8Here,
  maxLength: number = DEFAULT_LIMITS.maxLength,
): DecodedText {
  if (bytes.length > maxLength) {
    return {
      fault: {
        code: 'size-limit',
        message: `the file is longer than ${maxLength} bytes: split it`,
        line: 1,
        column: 1,
      },
    };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 0);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 1);
  const text = decodeUtf8(bytes);
  if (text === undefined) return { fault: utf8Fault(bytes) };
  return { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

function utf8Fault(bytes: Uint8Array): DocumentFault {
  let line = 1;
  let column = 1;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (;;) {
    const length = sequenceLength(bytes, at);
    if (length === 0 || at >= bytes.length) break;
    column = bytes[at] === 0x0a ? 1 : column + (length === 4 ? 2 : 1);
    line += bytes[at] === 0x0a ? 1 : 0;
    at += length;
  }
  return encodingFault(`byte ${at} of the file is not UTF-8: save the file as UTF-8`, line, column);
}

function encodingFault(message: string, line: number, column: number): DocumentFault {
  return { code: 'encoding', message, line, column };
}

/** Code units that are decoded at once: String.fromCharCode takes them as arguments. */
const UNITS_AT_ONCE = 4096;

/** Decodes what stands behind a UTF-16 mark. `low` is the place of the less significant byte in a pair. */
function decodeUtf16(bytes: Uint8Array, low: 0 | 1): DecodedText {
  let text = '';
  for (let at = 2; at + 1 < bytes.length; at += 2 * UNITS_AT_ONCE) {
    const length = Math.min(UNITS_AT_ONCE, (bytes.length - at) >> 1);
    text += String.fromCharCode(...Array.from({ length }, (_, unit) => unitAt(bytes, at + 2 * unit, low)));
  }
  const lone = /[\ud800-\udfff]/u.exec(text);
  if (lone === null && bytes.length % 2 === 0) return { text };
  const { line, column } = createLineIndex(text)(lone?.index ?? text.length);
  return { fault: encodingFault('this is half of a UTF-16 character: save the file as UTF-8', line, column) };
}

function unitAt(bytes: Uint8Array, at: number, low: 0 | 1): number {
  return ((bytes[at + 1 - low] ?? 0) << 8) | (bytes[at + low] ?? 0);
}

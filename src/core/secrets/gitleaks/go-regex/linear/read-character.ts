import { REPLACEMENT } from '../code-points.ts';

/**
 * Reads a character of a text. Answers are `code point · 8 + length`, so that no object is made for each; bytes that are no
 * UTF-8 are one replacement character each, as Go reads them.
 */
export type ReadCharacter = (text: string, offset: number) => number;

const LENGTH_BITS = 3;
const LENGTH_MASK = 7;

export const codePointIn = (read: number): number => read >> LENGTH_BITS;
export const lengthIn = (read: number): number => read & LENGTH_MASK;

const pack = (codePoint: number, length: number): number => (codePoint << LENGTH_BITS) | length;

const INVALID = pack(REPLACEMENT, 1);
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** The character at an offset of a text of bytes. */
function readBytes(text: string, offset: number): number {
  const lead = text.charCodeAt(offset);
  if (lead < 0x80) return pack(lead, 1);
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
  if (length === 1) return INVALID;
  let codePoint = lead & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const byte = text.charCodeAt(offset + i);
    if (!isContinuation(byte)) return INVALID;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  return isWellFormed(codePoint, length) ? pack(codePoint, length) : INVALID;
}

const SHORTEST = [0, 0, 0x80, 0x800, 0x10000];

const isWellFormed = (codePoint: number, length: number): boolean =>
  codePoint >= (SHORTEST[length] ?? 0) && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);

/** The character that ends at an offset of a text of bytes. */
function readBytesBefore(text: string, offset: number): number {
  const last = text.charCodeAt(offset - 1);
  if (last < 0x80) return pack(last, 1);
  for (let length = 2; length <= 4 && length <= offset; length++) {
    const byte = text.charCodeAt(offset - length);
    if (isContinuation(byte)) continue;
    const read = readBytes(text, offset - length);
    return lengthIn(read) === length ? read : INVALID;
  }
  return INVALID;
}

/** The character at an offset of an ordinary text. */
function readUnicode(text: string, offset: number): number {
  const codePoint = text.codePointAt(offset) ?? 0;
  return pack(codePoint, codePoint > 0xffff ? 2 : 1);
}

function readUnicodeBefore(text: string, offset: number): number {
  const pair = offset >= 2 ? (text.codePointAt(offset - 2) ?? 0) : 0;
  return pair > 0xffff ? pack(pair, 2) : pack(text.charCodeAt(offset - 1), 1);
}

/** How the characters of a text are read, forwards and backwards. */
export interface CharacterReader {
  readonly at: ReadCharacter;
  readonly before: ReadCharacter;
}

export const BYTE_READER: CharacterReader = { at: readBytes, before: readBytesBefore };
export const UNICODE_READER: CharacterReader = { at: readUnicode, before: readUnicodeBefore };

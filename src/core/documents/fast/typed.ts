import { resolvePlain, toJson, toKey } from '../values/plain-scalar.ts';
import { byteAt, type Cursor } from './cursor.ts';
import { put, putAscii, putString } from './write.ts';

/** How plain text begins: with an indicator (none begins), as text, as a word or a number that may be of another type. */
export const START = { none: 0, text: 1, word: 2, number: 3 } as const;

/** What numbers consist of, the names of infinity included. */
const NUMBER_BYTES: Uint8Array = numberTable();

function numberTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of '0123456789abcdefABCDEFxXoO_+-.inIN') table[character.charCodeAt(0)] = 1;
  return table;
}

/** Longer numbers are left to the complete reader. */
const LONG_NUMBER = 1000;

/**
 * Ends a scalar whose text was copied from `outStart` on: by a quote, or by writing it again as what it is. The text stands
 * between two offsets of the document. False for infinities and NaN, which JSON lacks.
 */
export function endScalar(cursor: Cursor, outStart: number, start: number, end: number, kind: number): boolean {
  if (!mayBeTyped(cursor.bytes, start, end, kind)) {
    put(cursor, 0x22);
    return true;
  }
  if (end - start > LONG_NUMBER) return false;
  const json = toJson(resolvePlain(asciiText(cursor, start, end)));
  if (json === undefined) return false;
  cursor.length = outStart;
  putAscii(cursor, json);
  return true;
}

/** As `endScalar`, for a key. False when it is null or merges. */
export function endKey(cursor: Cursor, outStart: number, start: number, end: number, kind: number): boolean {
  if (!mayBeTyped(cursor.bytes, start, end, kind)) {
    put(cursor, 0x22);
    return byteAt(cursor.bytes, start) !== 0x3c || asciiText(cursor, start, end) !== '<<';
  }
  const key = toKey(resolvePlain(asciiText(cursor, start, end)));
  if (key === undefined) return false;
  cursor.length = outStart;
  putString(cursor, key);
  return true;
}

function mayBeTyped(bytes: Uint8Array, start: number, end: number, kind: number): boolean {
  if (kind === START.word) return mayBeWord(bytes, start, end);
  if (kind !== START.number) return false;
  for (let at = start; at < end; at++) {
    if (NUMBER_BYTES[bytes[at] ?? 0] === 0) return false;
  }
  return true;
}

/** Whether text that begins like a boolean or null may be one, by its length and second letter. */
function mayBeWord(bytes: Uint8Array, start: number, end: number): boolean {
  const second = (bytes[start + 1] ?? 0) | 0x20;
  switch (end - start) {
    case 1:
      return true;
    case 2: // on, no
      return second === 0x6e || second === 0x6f;
    case 3: // yes, off
      return second === 0x65 || second === 0x66;
    case 4: // true, null
      return second === 0x72 || second === 0x75;
    case 5: // false
      return second === 0x61;
    default:
      return false;
  }
}

function asciiText({ bytes }: Cursor, start: number, end: number): string {
  return Reflect.apply(String.fromCharCode, undefined, bytes.subarray(start, end));
}

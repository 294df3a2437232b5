import type { ParseLimits } from '../limits.ts';
import { resolvePlain, toJson } from '../values/plain-scalar.ts';
import { duplicateKey, ReadFault, tooDeep } from '../read-fault.ts';
import { checkJsonCharacters } from '../unusual-characters.ts';
import { skipBlanks, stringEnd } from './json-text.ts';
import { childOf } from './locate-in-json.ts';

/** One value of a JSON text, and the same value written compactly. */
export interface JsonPart {
  readonly start: number;
  readonly end: number;
  readonly json: string;
}

/** What a JSON text holds. A fault ends the reading: where the faulty value ends is not known. */
export interface JsonText {
  readonly values: readonly JsonPart[];
  readonly fault?: ReadFault;
}

interface Cursor {
  readonly text: string;
  readonly maxDepth: number;
  at: number;
  depth: number;
  /** The value so far, written compactly, up to `copied`; what follows in the text is compact already. */
  json: string;
  copied: number;
}

/**
 * Reads a text that is strict JSON from end to end: one value, or several in a row as kubectl takes them. Undefined when it is
 * no JSON. Numbers are written as for YAML; equal keys are a fault. One value more than
 * the limit allows is read, so that the caller sees that there are too many.
 */
export function readJson(text: string, { maxDepth, maxDocuments }: ParseLimits): JsonText | undefined {
  const cursor: Cursor = { text, maxDepth, at: 0, depth: 0, json: '', copied: 0 };
  const values: JsonPart[] = [];
  try {
    checkJsonCharacters(text);
    for (cursor.at = skipBlanks(text, 0); cursor.at < text.length; cursor.at = skipBlanks(text, cursor.at)) {
      if (values.length > maxDocuments) break;
      const start = cursor.at;
      cursor.json = '';
      cursor.copied = start;
      if (!readValue(cursor)) return undefined;
      copyTo(cursor, cursor.at);
      values.push({ start, end: cursor.at, json: cursor.json });
    }
    return { values };
  } catch (error) {
    if (error instanceof ReadFault) return { values, fault: error };
    throw error;
  }
}

/** Takes over what stands before an offset. Most of it is written as it stands: a compact text is taken over at once. */
function copyTo(cursor: Cursor, end: number): void {
  if (cursor.copied < end) cursor.json += cursor.text.slice(cursor.copied, end);
  cursor.copied = end;
}

/** Writes something else for what stands between an offset and the cursor. */
function rewrite(cursor: Cursor, start: number, json: string): void {
  copyTo(cursor, start);
  cursor.json += json;
  cursor.copied = cursor.at;
}

function readValue(cursor: Cursor): boolean {
  switch (cursor.text.charCodeAt(cursor.at)) {
    case 0x7b:
      return readObject(cursor);
    case 0x5b:
      return readArray(cursor);
    case 0x22:
      return readString(cursor) !== undefined;
    default:
      return readWord(cursor, 'true') || readWord(cursor, 'false') || readWord(cursor, 'null') || readNumber(cursor);
  }
}

function enter(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > cursor.maxDepth) throw tooDeep(cursor.maxDepth, cursor.at);
}

/** Moves over blanks, which are not written. */
function pass(cursor: Cursor): void {
  // There are none in what a program wrote for another.
  if (cursor.text.charCodeAt(cursor.at) > 0x20) return;
  const { at } = cursor;
  cursor.at = skipBlanks(cursor.text, at);
  rewrite(cursor, at, '');
}

/** Moves over blanks and one character; false when another one stands there. */
function take(cursor: Cursor, code: number): boolean {
  pass(cursor);
  if (cursor.text.charCodeAt(cursor.at) !== code) return false;
  cursor.at += 1;
  return true;
}

function readArray(cursor: Cursor): boolean {
  enter(cursor);
  cursor.at += 1;
  let closed = take(cursor, 0x5d);
  while (!closed) {
    pass(cursor);
    if (!readValue(cursor)) return false;
    closed = take(cursor, 0x5d);
    if (!closed && !take(cursor, 0x2c)) return false;
  }
  cursor.depth -= 1;
  return true;
}

function readObject(cursor: Cursor): boolean {
  enter(cursor);
  const start = cursor.at;
  const keys = new Keys();
  cursor.at += 1;
  let closed = take(cursor, 0x7d);
  while (!closed) {
    if (!readKey(cursor, start, keys)) return false;
    pass(cursor);
    if (!readValue(cursor)) return false;
    closed = take(cursor, 0x7d);
    if (!closed && !take(cursor, 0x2c)) return false;
  }
  cursor.depth -= 1;
  return true;
}

/** More are looked up in a set, which costs more than it saves for fewer. */
const FEW_KEYS = 12;

/** The keys of one object. */
class Keys {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** False when it is there already. */
  add(key: string): boolean {
    if (this.#many === undefined && this.#few.length < FEW_KEYS) {
      if (this.#few.includes(key)) return false;
      this.#few.push(key);
      return true;
    }
    this.#many ??= new Set(this.#few);
    const { size } = this.#many;
    return this.#many.add(key).size > size;
  }
}

/** Writes a key with its colon. `object` is the offset of the object that it belongs to. */
function readKey(cursor: Cursor, object: number, keys: Keys): boolean {
  pass(cursor);
  const { at } = cursor;
  if (cursor.text.charCodeAt(at) !== 0x22) return false;
  const json = readString(cursor);
  if (json === undefined || !take(cursor, 0x3a)) return false;
  if (!keys.add(json)) {
    const key: string = JSON.parse(json);
    throw duplicateKey(key, at, childOf(cursor.text, object, key)?.at);
  }
  return true;
}

/** The string at the cursor in the one form that JSON.stringify gives it, so that equal strings are equal texts. */
function readString(cursor: Cursor): string | undefined {
  const { text, at } = cursor;
  const end = stringEnd(text, at);
  if (end < 0) return undefined;
  cursor.at = end;
  const raw = text.slice(at, end);
  if (!raw.includes('\\')) return raw;
  const value: string = JSON.parse(raw);
  // Go's decoder turns the half of a surrogate pair into U+FFFD.
  const json = JSON.stringify(value.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  if (json !== raw) rewrite(cursor, at, json);
  return json;
}

function readWord(cursor: Cursor, word: string): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  return true;
}

/** Integers of so many digits are written as they stand. */
const PLAIN_DIGITS = 15;

function readNumber(cursor: Cursor): boolean {
  const { text, at } = cursor;
  let end = at;
  while ('+-.0123456789Ee'.includes(text.charAt(end)) && end < text.length) end += 1;
  const number = text.slice(at, end);
  cursor.at = end;
  if (number.length <= PLAIN_DIGITS && /^(?:0|[1-9][0-9]*)$/.test(number)) return true;
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/.test(number)) return false;
  const value = resolvePlain(number);
  // A number that no double can hold is text to the YAML reader.
  if (value.type === 'string') return false;
  const json = toJson(value);
  if (json === undefined) return false;
  if (json !== number) rewrite(cursor, at, json);
  return true;
}

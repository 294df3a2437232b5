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
  json: string;
}

/**
 * Reads a text that is strict JSON from end to end: one value, or several in a row as kubectl takes them. Undefined when it is
 * no JSON. Numbers are written as for YAML; equal keys are a fault. One value more than
 * the limit allows is read, so that the caller sees that there are too many.
 */
export function readJson(text: string, { maxDepth, maxDocuments }: ParseLimits): JsonText | undefined {
  const cursor: Cursor = { text, maxDepth, at: 0, depth: 0, json: '' };
  const values: JsonPart[] = [];
  try {
    checkJsonCharacters(text);
    for (cursor.at = skipBlanks(text, 0); cursor.at < text.length; cursor.at = skipBlanks(text, cursor.at)) {
      if (values.length > maxDocuments) break;
      const start = cursor.at;
      cursor.json = '';
      if (!readValue(cursor)) return undefined;
      values.push({ start, end: cursor.at, json: cursor.json });
    }
    return { values };
  } catch (error) {
    if (error instanceof ReadFault) return { values, fault: error };
    throw error;
  }
}

function readValue(cursor: Cursor): boolean {
  switch (cursor.text.charCodeAt(cursor.at)) {
    case 0x7b:
      return readObject(cursor);
    case 0x5b:
      return readArray(cursor);
    case 0x22: {
      const string = readString(cursor);
      if (string === undefined) return false;
      cursor.json += string;
      return true;
    }
    default:
      return readWord(cursor, 'true') || readWord(cursor, 'false') || readWord(cursor, 'null') || readNumber(cursor);
  }
}

function enter(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > cursor.maxDepth) throw tooDeep(cursor.maxDepth, cursor.at);
}

/** Moves over blanks and one character; false when another one stands there. */
function take(cursor: Cursor, code: number): boolean {
  cursor.at = skipBlanks(cursor.text, cursor.at);
  if (cursor.text.charCodeAt(cursor.at) !== code) return false;
  cursor.at += 1;
  return true;
}

function readArray(cursor: Cursor): boolean {
  enter(cursor);
  cursor.at += 1;
  cursor.json += '[';
  let closed = take(cursor, 0x5d);
  while (!closed) {
    cursor.at = skipBlanks(cursor.text, cursor.at);
    if (!readValue(cursor)) return false;
    closed = take(cursor, 0x5d);
    if (!closed && !take(cursor, 0x2c)) return false;
    cursor.json += closed ? '' : ',';
  }
  cursor.depth -= 1;
  cursor.json += ']';
  return true;
}

function readObject(cursor: Cursor): boolean {
  enter(cursor);
  const start = cursor.at;
  const keys = new Set<string>();
  cursor.at += 1;
  cursor.json += '{';
  let closed = take(cursor, 0x7d);
  while (!closed) {
    if (!readKey(cursor, start, keys)) return false;
    cursor.at = skipBlanks(cursor.text, cursor.at);
    if (!readValue(cursor)) return false;
    closed = take(cursor, 0x7d);
    if (!closed && !take(cursor, 0x2c)) return false;
    cursor.json += closed ? '' : ',';
  }
  cursor.depth -= 1;
  cursor.json += '}';
  return true;
}

/** Writes a key with its colon. `object` is the offset of the object that it belongs to. */
function readKey(cursor: Cursor, object: number, keys: Set<string>): boolean {
  cursor.at = skipBlanks(cursor.text, cursor.at);
  const { at } = cursor;
  if (cursor.text.charCodeAt(at) !== 0x22) return false;
  const json = readString(cursor);
  if (json === undefined || !take(cursor, 0x3a)) return false;
  if (keys.has(json)) {
    const key: string = JSON.parse(json);
    throw duplicateKey(key, at, childOf(cursor.text, object, key)?.at);
  }
  keys.add(json);
  cursor.json += `${json}:`;
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
  return JSON.stringify(value.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

function readWord(cursor: Cursor, word: string): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  cursor.json += word;
  return true;
}

function readNumber(cursor: Cursor): boolean {
  const { text, at } = cursor;
  let end = at;
  while ('+-.0123456789Ee'.includes(text.charAt(end)) && end < text.length) end += 1;
  const number = text.slice(at, end);
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/.test(number)) return false;
  const value = resolvePlain(number);
  // A number that no double can hold is text to the YAML reader.
  if (value.type === 'string') return false;
  cursor.json += toJson(value);
  cursor.at = end;
  return true;
}

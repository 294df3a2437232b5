import { createObject, createSet } from './collection.ts';
import { createNumber } from './number.ts';
import { type RegoEntry, RegoObject, RegoSet, type RegoValue } from './value.ts';

/** Where the reading of a text stands; `skipSpace` first, then look at the next character. */
interface Reader {
  readonly text: string;
  position: number;
}

const ESCAPE = 0x5c;
const QUOTE = 0x22;
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', a: '\u0007', v: '\v' };

/**
 * Reads a ground Rego term: JSON, sets `{1, 2}` and `set()`, keys that are not strings. This is what `opa_value_dump`
 * and OPA's own printer write. Throws a SyntaxError with the offset, never with the text, which may be secret.
 */
export function parseTerm(text: string): RegoValue {
  const reader: Reader = { text, position: 0 };
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.position < text.length) throw unexpected(reader);
  return value;
}

function readValue(reader: Reader): RegoValue {
  skipSpace(reader);
  const first = reader.text.charAt(reader.position);
  switch (first) {
    case '"':
      return readString(reader);
    case '[':
      return readArray(reader);
    case '{':
      return readBraces(reader);
    case 'n':
      return readWord(reader, 'null', null);
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 's':
      return readWord(reader, 'set()', new RegoSet([]));
    default:
      return readNumber(reader);
  }
}

function readArray(reader: Reader): readonly RegoValue[] {
  const values: RegoValue[] = [];
  reader.position++;
  if (skipTo(reader, ']')) return values;
  do values.push(readValue(reader));
  while (skipTo(reader, ','));
  expect(reader, ']');
  return values;
}

// Only after the first value do a colon or a comma tell an object from a set.
function readBraces(reader: Reader): RegoObject | RegoSet {
  reader.position++;
  if (skipTo(reader, '}')) return new RegoObject([]);
  const first = readValue(reader);
  return skipTo(reader, ':') ? readObject(reader, first) : readSet(reader, first);
}

function readObject(reader: Reader, firstKey: RegoValue): RegoObject {
  const entries: RegoEntry[] = [[firstKey, readValue(reader)]];
  while (skipTo(reader, ',')) {
    const key = readValue(reader);
    expect(reader, ':');
    entries.push([key, readValue(reader)]);
  }
  expect(reader, '}');
  return createObject(entries);
}

function readSet(reader: Reader, first: RegoValue): RegoSet {
  const members: RegoValue[] = [first];
  while (skipTo(reader, ',')) members.push(readValue(reader));
  expect(reader, '}');
  return createSet(members);
}

function readString(reader: Reader): string {
  const { text } = reader;
  const start = ++reader.position;
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === ESCAPE) return readEscapedString(reader, start, i);
    if (unit !== QUOTE) continue;
    reader.position = i + 1;
    return text.slice(start, i);
  }
  throw unexpected(reader);
}

function readEscapedString(reader: Reader, start: number, firstEscape: number): string {
  const { text } = reader;
  let value = text.slice(start, firstEscape);
  reader.position = firstEscape;
  while (reader.position < text.length) {
    const character = text.charAt(reader.position++);
    if (character === '"') return value;
    value += character === '\\' ? readEscape(reader) : character;
  }
  throw unexpected(reader);
}

function readEscape(reader: Reader): string {
  const letter = reader.text.charAt(reader.position++);
  if (letter === '"' || letter === '\\' || letter === '/') return letter;
  const digits = { x: 2, u: 4, U: 8 }[letter];
  if (digits === undefined) return ESCAPED[letter] ?? fail(reader);
  const code = reader.text.slice(reader.position, reader.position + digits);
  if (!/^[\da-fA-F]+$/.test(code) || code.length < digits) return fail(reader);
  reader.position += digits;
  const value = Number.parseInt(code, 16);
  // \x80 and above is one byte of a string that is not UTF-8.
  if (letter === 'x') return String.fromCharCode(value < 0x80 ? value : 0xdc00 + value);
  return value <= 0x10ffff ? String.fromCodePoint(value) : fail(reader);
}

function readNumber(reader: Reader): ReturnType<typeof createNumber> {
  const number = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
  number.lastIndex = reader.position;
  const text = number.exec(reader.text)?.[0];
  if (text === undefined) return fail(reader);
  reader.position += text.length;
  return createNumber(text);
}

function readWord<Value>(reader: Reader, word: string, value: Value): Value {
  if (!reader.text.startsWith(word, reader.position)) return fail(reader);
  reader.position += word.length;
  return value;
}

function skipSpace(reader: Reader): void {
  while (' \n\t\r'.includes(reader.text.charAt(reader.position)) && reader.position < reader.text.length)
    reader.position++;
}

function skipTo(reader: Reader, character: string): boolean {
  skipSpace(reader);
  if (reader.text.charAt(reader.position) !== character) return false;
  reader.position++;
  return true;
}

function expect(reader: Reader, character: string): void {
  if (!skipTo(reader, character)) fail(reader);
}

function fail(reader: Reader): never {
  throw unexpected(reader);
}

function unexpected({ position }: Reader): SyntaxError {
  return new SyntaxError(`not a Rego term: unexpected text at offset ${position}`);
}

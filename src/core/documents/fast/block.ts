import { resolvePlain, toKey } from '../plain-scalar.ts';
import { type Cursor, finishLine, toToken } from './cursor.ts';
import { readFlow } from './flow.ts';
import { addKey } from './key-list.ts';
import { plainEnd, plainStart, quoteJson, readScalar, trimmed } from './scalar.ts';

/** Keys this long may be too long for the complete reader, which counts characters up to 1,024. */
const LONG_KEY = 500;

/**
 * Writes the document between two offsets, both at the start of a line, as JSON: nothing when it holds no token at all. False
 * when it is not made of what the fast reader knows.
 */
export function readDocument(cursor: Cursor, start: number, end: number): boolean {
  cursor.json = '';
  cursor.depth = 0;
  cursor.end = end;
  toToken(cursor, start);
  cursor.start = cursor.at;
  return cursor.column < 0 || (readNode(cursor, cursor.column, -1) && cursor.column < 0);
}

/** Writes the node at the cursor, which stands at `column` inside a collection at column `parent`. */
function readNode(cursor: Cursor, column: number, parent: number): boolean {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  if (code === 0x2d && isBlankOrBreak(text.charCodeAt(at + 1))) return readSequence(cursor, column);
  const keyEnd = findKeyEnd(text, at, code);
  if (keyEnd >= 0) return readMapping(cursor, column, keyEnd);
  return readInline(cursor, code, parent);
}

/** A flow collection or a scalar. */
function readInline(cursor: Cursor, code: number, parent: number): boolean {
  if (code === 0x5b || code === 0x7b) return readFlow(cursor) && finishLine(cursor);
  return readScalar(cursor, parent);
}

function isBlankOrBreak(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}

/** Offset of the `:` that makes the text at an offset a key, -1 when there is none on its line. */
function findKeyEnd(text: string, start: number, code: number): number {
  if (code === 0x22 || code === 0x27) return findQuotedKeyEnd(text, start, code);
  if (plainStart(text, start) === 0) return -1;
  const end = plainEnd(text, start);
  return text.charCodeAt(end) === 0x3a ? end : -1;
}

function findQuotedKeyEnd(text: string, start: number, quote: number): number {
  let at = start + 1;
  let code = text.charCodeAt(at);
  while (code !== quote && code !== 0x0a && code !== 0x5c) code = text.charCodeAt(++at);
  if (code !== quote) return -1;
  code = text.charCodeAt(++at);
  while (code === 0x20) code = text.charCodeAt(++at);
  return code === 0x3a && isBlankOrBreak(text.charCodeAt(at + 1)) ? at : -1;
}

function enter(cursor: Cursor): boolean {
  cursor.depth += 1;
  return cursor.depth <= cursor.maxDepth;
}

/** A block mapping whose first key ends at `firstKeyEnd`. */
function readMapping(cursor: Cursor, column: number, firstKeyEnd: number): boolean {
  if (!enter(cursor)) return false;
  const { text } = cursor;
  const keys: string[] = [];
  let keyEnd = firstKeyEnd;
  cursor.json += '{';
  for (;;) {
    if (keyEnd < 0 || !readKey(cursor, keyEnd, keys)) return false;
    cursor.at = keyEnd + 1;
    if (!readValue(cursor, column)) return false;
    if (cursor.column !== column) break;
    cursor.json += ',';
    keyEnd = findKeyEnd(text, cursor.at, text.charCodeAt(cursor.at));
  }
  cursor.json += '}';
  cursor.depth -= 1;
  return cursor.column < column;
}

/** Writes the key between the cursor and its `:`. */
function readKey(cursor: Cursor, keyEnd: number, keys: string[]): boolean {
  const { text, at } = cursor;
  if (keyEnd - at > LONG_KEY) return false;
  const key = keyText(text, at, keyEnd);
  if (key === undefined || !addKey(keys, key)) return false;
  cursor.json += `${quoteJson(key)}:`;
  return true;
}

/** What a key is in JSON; undefined when it is none or merges. */
function keyText(text: string, at: number, keyEnd: number): string | undefined {
  const code = text.charCodeAt(at);
  const key = trimmed(text, at, keyEnd);
  if (code === 0x22) return key.slice(1, -1);
  if (code === 0x27) return key.includes("''", 1) && key.length > 2 ? undefined : key.slice(1, -1);
  if (plainStart(text, at) === 1) return key === '<<' ? undefined : key;
  return code > 0x39 && key.length > 5 ? key : toKey(resolvePlain(key));
}

/** The value behind `key:`, on the same line or below. */
function readValue(cursor: Cursor, column: number): boolean {
  const { text } = cursor;
  let at = cursor.at;
  let code = text.charCodeAt(at);
  while (code === 0x20) code = text.charCodeAt(++at);
  cursor.at = at;
  if (code !== 0x0a && code !== 0x23) return readInline(cursor, code, column);
  toToken(cursor, text.indexOf('\n', at) + 1);
  if (cursor.column > column) return readNode(cursor, cursor.column, column);
  if (cursor.column === column && isEntry(cursor)) return readSequence(cursor, column);
  cursor.json += 'null';
  return true;
}

function isEntry({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === 0x2d && isBlankOrBreak(text.charCodeAt(at + 1));
}

/** A block sequence whose `-` stand at `column`. It may end at a key of the same column. */
function readSequence(cursor: Cursor, column: number): boolean {
  if (!enter(cursor)) return false;
  cursor.json += '[';
  for (;;) {
    if (!readEntry(cursor, column)) return false;
    if (cursor.column !== column || !isEntry(cursor)) break;
    cursor.json += ',';
  }
  cursor.json += ']';
  cursor.depth -= 1;
  return cursor.column <= column;
}

function readEntry(cursor: Cursor, column: number): boolean {
  const { text } = cursor;
  const dash = cursor.at;
  let at = dash + 1;
  let code = text.charCodeAt(at);
  while (code === 0x20) code = text.charCodeAt(++at);
  cursor.at = at;
  if (code !== 0x0a && code !== 0x23) return readNode(cursor, column + at - dash, column);
  toToken(cursor, text.indexOf('\n', at) + 1);
  if (cursor.column > column) return readNode(cursor, cursor.column, column);
  cursor.json += 'null';
  return true;
}

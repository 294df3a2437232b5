import { readBlock } from './block-scalar.ts';
import { byteAt, type Cursor, enter, finishLine, isBlankOrBreak, lineEnd, toToken } from './cursor.ts';
import { readFlow } from './flow.ts';
import { readKey } from './key.ts';
import { readPlain } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { put, putAscii } from './write.ts';

/**
 * Writes the document at the cursor as JSON: nothing when it holds no token at all. False when it is not made of what the fast
 * reader knows.
 */
export function readDocument(cursor: Cursor): boolean {
  cursor.length = 0;
  cursor.depth = 0;
  cursor.keys.count = 0;
  toToken(cursor, 0);
  return cursor.column < 0 || (readNode(cursor, cursor.column, -1) && cursor.column < 0);
}

/** Writes the node at the cursor, which stands at `column` inside a collection at column `parent`. */
function readNode(cursor: Cursor, column: number, parent: number): boolean {
  if (isEntry(cursor)) return readSequence(cursor, column);
  const { length } = cursor;
  const first = cursor.keys.count;
  put(cursor, 0x7b);
  let outcome = readKey(cursor, first);
  if (outcome === 'none') {
    cursor.length = length;
    return readInline(cursor, parent);
  }
  if (!enter(cursor)) return false;
  for (;;) {
    if (outcome !== 'key' || !readValue(cursor, column)) return false;
    if (cursor.column !== column) break;
    put(cursor, 0x2c);
    outcome = readKey(cursor, first);
  }
  put(cursor, 0x7d);
  cursor.depth -= 1;
  cursor.keys.count = first;
  return cursor.column < column;
}

type Reader = (cursor: Cursor, parent: number) => boolean;

/** What reads a value on one line with its indicator, by its first byte. */
const READERS: readonly Reader[] = readerTable();

function readerTable(): readonly Reader[] {
  const table = Array.from({ length: 256 }, (): Reader => readPlain);
  table[0x22] = (cursor) => readQuoted(cursor, 0x22) && finishLine(cursor);
  table[0x27] = (cursor) => readQuoted(cursor, 0x27) && finishLine(cursor);
  table[0x5b] = (cursor) => readFlow(cursor) && finishLine(cursor);
  table[0x7b] = (cursor) => readFlow(cursor) && finishLine(cursor);
  table[0x7c] = readBlock;
  table[0x3e] = readBlock;
  return table;
}

/** A flow collection or a scalar, and nothing else on its last line. */
function readInline(cursor: Cursor, parent: number): boolean {
  const read = READERS[byteAt(cursor.bytes, cursor.at)] ?? readPlain;
  return read(cursor, parent);
}

/** The value behind `key:`, on the same line or below. */
function readValue(cursor: Cursor, column: number): boolean {
  if (!toLowerLine(cursor)) return readInline(cursor, column);
  if (cursor.column > column) return readNode(cursor, cursor.column, column);
  if (cursor.column === column && isEntry(cursor)) return readSequence(cursor, column);
  putAscii(cursor, 'null');
  return true;
}

/** Skips blanks behind an indicator, and the line when nothing but a comment is left on it; true in that case. */
function toLowerLine(cursor: Cursor): boolean {
  const { bytes } = cursor;
  let at = cursor.at;
  let code = byteAt(bytes, at);
  while (code === 0x20) code = byteAt(bytes, ++at);
  cursor.at = at;
  if (code === 0x23) at = lineEnd(bytes, at);
  else if (code !== 0x0a) return false;
  toToken(cursor, at + 1);
  return true;
}

function isEntry({ bytes, at }: Cursor): boolean {
  return byteAt(bytes, at) === 0x2d && isBlankOrBreak(byteAt(bytes, at + 1));
}

/** A block sequence whose `-` stand at `column`. It may end at a key of the same column. */
function readSequence(cursor: Cursor, column: number): boolean {
  if (!enter(cursor)) return false;
  put(cursor, 0x5b);
  for (;;) {
    if (!readEntry(cursor, column)) return false;
    if (cursor.column !== column || !isEntry(cursor)) break;
    put(cursor, 0x2c);
  }
  put(cursor, 0x5d);
  cursor.depth -= 1;
  return cursor.column <= column;
}

function readEntry(cursor: Cursor, column: number): boolean {
  const dash = cursor.at;
  cursor.at += 1;
  if (!toLowerLine(cursor)) return readNode(cursor, column + cursor.at - dash, column);
  if (cursor.column > column) return readNode(cursor, cursor.column, column);
  putAscii(cursor, 'null');
  return true;
}

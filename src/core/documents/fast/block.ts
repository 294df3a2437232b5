import { readBlock } from './block-scalar.ts';
import { type Cursor, enter, finishLine, isBlankOrBreak, toToken } from './cursor.ts';
import { readFlow } from './flow.ts';
import { readKey } from './key.ts';
import { readPlain } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { put, putAscii } from './write.ts';

/**
 * Writes the document between two offsets, both at the start of a line, as JSON: nothing when it holds no token at all. False
 * when it is not made of what the fast reader knows.
 */
export function readDocument(cursor: Cursor, start: number, end: number): boolean {
  cursor.length = 0;
  cursor.depth = 0;
  cursor.keys.count = 0;
  cursor.end = end;
  toToken(cursor, start);
  cursor.start = cursor.at;
  return cursor.column < 0 || (readNode(cursor, cursor.column, -1) && cursor.column < 0);
}

/** Writes the node at the cursor, which stands at `column` inside a collection at column `parent`. */
function readNode(cursor: Cursor, column: number, parent: number): boolean {
  if (isEntry(cursor)) return readSequence(cursor, column);
  const { length } = cursor;
  const first = cursor.keys.count;
  put(cursor, 0x7b);
  switch (readKey(cursor, first)) {
    case 'key':
      return readMapping(cursor, column, first);
    case 'none':
      cursor.length = length;
      return readInline(cursor, parent);
    case 'unsure':
      return false;
  }
}

/** A flow collection or a scalar, and nothing else on its last line. */
function readInline(cursor: Cursor, parent: number): boolean {
  const code = cursor.text.charCodeAt(cursor.at);
  switch (code) {
    case 0x22:
    case 0x27:
      return readQuoted(cursor, code) && finishLine(cursor);
    case 0x5b:
    case 0x7b:
      return readFlow(cursor) && finishLine(cursor);
    case 0x7c:
    case 0x3e:
      return readBlock(cursor, parent);
    default:
      return readPlain(cursor, parent);
  }
}

/** A block mapping whose `{` and first key are written. `first` is the place of that key on the stack. */
function readMapping(cursor: Cursor, column: number, first: number): boolean {
  if (!enter(cursor) || !readValue(cursor, column)) return false;
  while (cursor.column === column) {
    put(cursor, 0x2c);
    if (readKey(cursor, first) !== 'key' || !readValue(cursor, column)) return false;
  }
  put(cursor, 0x7d);
  cursor.depth -= 1;
  cursor.keys.count = first;
  return cursor.column < column;
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
  const { text } = cursor;
  let at = cursor.at;
  let code = text.charCodeAt(at);
  while (code === 0x20) code = text.charCodeAt(++at);
  cursor.at = at;
  if (code === 0x23) at = text.indexOf('\n', at);
  else if (code !== 0x0a) return false;
  toToken(cursor, at + 1);
  return true;
}

function isEntry({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === 0x2d && isBlankOrBreak(text.charCodeAt(at + 1));
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

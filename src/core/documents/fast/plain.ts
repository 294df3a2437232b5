import { byteAt, type Cursor, isBlankOrBreak, lineEnd, toToken } from './cursor.ts';
import { endScalar, START } from './typed.ts';
import { put } from './write.ts';

/** START of plain text by its first byte. */
const STARTS: Uint8Array = startTable();

function startTable(): Uint8Array {
  const table = new Uint8Array(256).fill(START.text, 0x21).fill(START.none, 0x7f, 0x80);
  for (const indicator of '#,[]{}&*!|>\'"%@`') table[indicator.charCodeAt(0)] = START.none;
  for (const first of '~yYnNtTfFoO') table[first.charCodeAt(0)] = START.word;
  for (const first of '0123456789+-.') table[first.charCodeAt(0)] = START.number;
  return table;
}

/** How the plain text at an offset begins, in block context. */
export function plainStart(bytes: Uint8Array, at: number): number {
  const code = byteAt(bytes, at);
  if ((code === 0x2d || code === 0x3f || code === 0x3a) && isBlankOrBreak(byteAt(bytes, at + 1))) return START.none;
  return byteAt(STARTS, code);
}

/** Bytes of plain text that need a look: 1 tab, line feed, `#` and `:`, 2 what JSON escapes. All others are copied. */
const SPECIAL: Uint8Array = specialTable();

function specialTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (const stop of '\t\n#:') table[stop.charCodeAt(0)] = 1;
  for (const escaped of '"\\') table[escaped.charCodeAt(0)] = 2;
  return table;
}

/**
 * Copies the plain text of one line to the output, without the blanks at its end, and moves to where it stops: at the line
 * feed, at the `#` of a comment, at the `:` behind a key, or at a tab, which only the complete reader knows how to treat.
 */
export function copyPlainLine(cursor: Cursor): void {
  const { bytes, out } = cursor;
  let at = cursor.at;
  let to = cursor.length;
  for (;;) {
    const code = bytes[at] ?? 0;
    const special = SPECIAL[code];
    if (special === 2) out[to++] = 0x5c;
    else if (special === 1 && stopsPlain(bytes, at, code)) break;
    out[to++] = code;
    at += 1;
  }
  // Blanks in front of the stop belong to the text around the scalar.
  for (let blank = at - 1; bytes[blank] === 0x20; blank--) to -= 1;
  cursor.at = at;
  cursor.length = to;
}

function stopsPlain(bytes: Uint8Array, at: number, code: number): boolean {
  if (code === 0x3a) return isBlankOrBreak(byteAt(bytes, at + 1));
  return code !== 0x23 || byteAt(bytes, at - 1) === 0x20;
}

/** Offset behind the last byte before `end` that is no blank. */
export function trimmedEnd(bytes: Uint8Array, end: number): number {
  let to = end;
  while (bytes[to - 1] === 0x20) to -= 1;
  return to;
}

/** Writes the plain scalar at the cursor and moves to the next token. `parent` is the column of the collection that holds it. */
export function readPlain(cursor: Cursor, parent: number): boolean {
  const { bytes, at, length } = cursor;
  const start = plainStart(bytes, at);
  if (start === START.none) return false;
  if (start === START.number && readShortInteger(cursor, parent)) return true;
  put(cursor, 0x22);
  copyPlainLine(cursor);
  const end = cursor.at;
  if (!endPlainLine(cursor, parent)) return false;
  if (cursor.column > parent) return readFurtherLines(cursor, parent, end);
  return endScalar(cursor, length, at, trimmedEnd(bytes, end), start);
}

/** Moves to the token behind a line of plain text; false when that is no plain end, or a further line behind a comment. */
function endPlainLine(cursor: Cursor, parent: number): boolean {
  const { bytes, at } = cursor;
  const stop = byteAt(bytes, at);
  if (stop === 0x0a) {
    toToken(cursor, at + 1);
    return !cursor.skippedComment || cursor.column <= parent;
  }
  if (stop !== 0x23) return false;
  toToken(cursor, lineEnd(bytes, at) + 1);
  return cursor.column <= parent;
}

/** Reads an integer that means the same in JSON and fits a double; false, and nothing written, for anything else. */
function readShortInteger(cursor: Cursor, parent: number): boolean {
  const { bytes, at, out } = cursor;
  let end = at;
  let code = byteAt(bytes, end);
  let to = cursor.length;
  while (code >= 0x30 && code <= 0x39) {
    out[to++] = code;
    code = bytes[++end] ?? 0;
  }
  const digits = end - at;
  if (code !== 0x0a || digits === 0 || digits > 15 || (digits > 1 && byteAt(bytes, at) === 0x30)) return false;
  toToken(cursor, end + 1);
  if (cursor.column <= parent) {
    cursor.length = to;
    return true;
  }
  cursor.at = at;
  return false;
}

/** Folds the further lines of a plain scalar; the cursor is at the first of them, `end` at the line feed before. */
function readFurtherLines(cursor: Cursor, parent: number, end: number): boolean {
  let lastEnd = end;
  while (cursor.column > parent) {
    putFold(cursor, lastEnd);
    copyPlainLine(cursor);
    lastEnd = cursor.at;
    if (!endPlainLine(cursor, parent)) return false;
  }
  put(cursor, 0x22);
  return true;
}

/** What the line feeds from `start` to the cursor fold to: one is a space, more of them lose the first. */
function putFold(cursor: Cursor, start: number): void {
  const { bytes } = cursor;
  let breaks = -1;
  for (let at = start; at < cursor.at; at++) {
    if (bytes[at] === 0x0a) breaks += 1;
  }
  if (breaks === 0) put(cursor, 0x20);
  for (; breaks > 0; breaks--) putLineFeed(cursor);
}

export function putLineFeed(cursor: Cursor): void {
  put(cursor, 0x5c);
  put(cursor, 0x6e);
}

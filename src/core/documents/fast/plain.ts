import { resolvePlain, toJson } from '../values/plain-scalar.ts';
import { type Cursor, isBlankOrBreak, toToken } from './cursor.ts';
import { encode, escape, put, putAscii } from './write.ts';

/** How a scalar may begin: 0 an indicator, 1 text, 2 a word that may be of another type, 3 a number perhaps. */
const STARTS: Uint8Array = startTable();

function startTable(): Uint8Array {
  const table = new Uint8Array(128).fill(1, 0x21, 0x7f);
  for (const indicator of '#,[]{}&*!|>\'"%@`') table[indicator.charCodeAt(0)] = 0;
  for (const first of '~yYnNtTfFoO') table[first.charCodeAt(0)] = 2;
  for (const first of '0123456789+-.') table[first.charCodeAt(0)] = 3;
  return table;
}

/** The class of the plain text at an offset, 0 when none begins there in block context. */
export function plainStart(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return 1;
  if ((code === 0x2d || code === 0x3f || code === 0x3a) && isBlankOrBreak(text.charCodeAt(at + 1))) return 0;
  return STARTS[code] ?? 0;
}

/** The second letters, in lower case, of the words with another type than text, by the length of the word. */
const SECOND_LETTERS = ['', '', 'on', 'ef', 'ru', 'a'] as const;

/** Whether text that begins like a boolean or null may be one, by its length and second letter. */
export function mayBeWord(text: string, at: number, length: number): boolean {
  if (length > 5) return false;
  if (length === 1) return true;
  return SECOND_LETTERS[length]?.includes(String.fromCharCode(text.charCodeAt(at + 1) | 0x20)) ?? false;
}

/** Characters of a plain scalar that need a look: 1 tab, line feed, `#` and `:`, 2 what JSON escapes, 0 all others of ASCII. */
export const SPECIAL: Uint8Array = specialTable();

function specialTable(): Uint8Array {
  const table = new Uint8Array(128);
  for (const stop of '\t\n#:') table[stop.charCodeAt(0)] = 1;
  for (const escaped of '"\\') table[escaped.charCodeAt(0)] = 2;
  return table;
}

/**
 * Copies the plain text of one line to the output, without the blanks at its end, and moves to where it stops: at the line
 * feed, at the `#` of a comment, at the `:` behind a key, or at a tab, which only the complete reader knows how to treat.
 */
export function copyPlainLine(cursor: Cursor): void {
  const { text, out } = cursor;
  let at = cursor.at;
  let to = cursor.length;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) {
      to = encode(out, to, text, at);
      at += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      continue;
    }
    const special = SPECIAL[code];
    if (special === 0) out[to++] = code;
    else if (special === 2) to = escape(out, to, code);
    else if (stopsPlain(text, at, code)) break;
    else out[to++] = code;
    at += 1;
  }
  // Blanks in front of the stop belong to the text around the scalar.
  for (let blank = at - 1; text.charCodeAt(blank) === 0x20; blank--) to -= 1;
  cursor.at = at;
  cursor.length = to;
}

function stopsPlain(text: string, at: number, code: number): boolean {
  if (code === 0x3a) return isBlankOrBreak(text.charCodeAt(at + 1));
  return code !== 0x23 || text.charCodeAt(at - 1) === 0x20;
}

/** Writes the plain scalar at the cursor and moves to the next token. `parent` is the column of the collection that holds it. */
export function readPlain(cursor: Cursor, parent: number): boolean {
  const { text, at, length } = cursor;
  const start = plainStart(text, at);
  if (start === 0) return false;
  if (start === 3 && readShortInteger(cursor, parent)) return true;
  put(cursor, 0x22);
  copyPlainLine(cursor);
  const end = cursor.at;
  if (!endPlainLine(cursor, parent)) return false;
  if (cursor.column > parent) return readFurtherLines(cursor, parent, end);
  if (start === 3 || (start === 2 && mayBeWord(text, at, cursor.length - length - 1))) {
    return putTyped(cursor, length, trimmed(text, at, end));
  }
  put(cursor, 0x22);
  return true;
}

/** Moves to the token behind a line of plain text; false when that is no plain end, or a further line behind a comment. */
function endPlainLine(cursor: Cursor, parent: number): boolean {
  const { text, at } = cursor;
  const stop = text.charCodeAt(at);
  if (stop === 0x0a) {
    toToken(cursor, at + 1);
    return !cursor.skippedComment || cursor.column <= parent;
  }
  if (stop !== 0x23) return false;
  toToken(cursor, text.indexOf('\n', at) + 1);
  return cursor.column <= parent;
}

/** Cuts the text between two offsets without the blanks at its end. */
export function trimmed(text: string, start: number, end: number): string {
  let to = end;
  while (text.charCodeAt(to - 1) === 0x20) to -= 1;
  return text.slice(start, to);
}

/** Replaces what was written from `start` on by the JSON of a scalar that may be of any type. */
function putTyped(cursor: Cursor, start: number, value: string): boolean {
  const scalar = resolvePlain(value);
  if (scalar.type === 'string') {
    put(cursor, 0x22);
    return true;
  }
  const json = toJson(scalar);
  if (json === undefined) return false;
  cursor.length = start;
  putAscii(cursor, json);
  return true;
}

/** Reads an integer that means the same in JSON and fits a double; false, and nothing read, for anything else. */
function readShortInteger(cursor: Cursor, parent: number): boolean {
  const { text, at, out } = cursor;
  let end = at;
  let code = text.charCodeAt(end);
  let to = cursor.length;
  while (code >= 0x30 && code <= 0x39) {
    out[to++] = code;
    code = text.charCodeAt(++end);
  }
  const digits = end - at;
  if (code !== 0x0a || digits === 0 || digits > 15 || (digits > 1 && text.charCodeAt(at) === 0x30)) return false;
  toToken(cursor, end + 1);
  if (cursor.column <= parent) {
    cursor.length = to;
    return true;
  }
  cursor.at = at;
  return false;
}

/** Folds the further lines of a plain scalar; the cursor is at the first of them, `lineEnd` at the line feed before. */
function readFurtherLines(cursor: Cursor, parent: number, lineEnd: number): boolean {
  const { text } = cursor;
  let end = lineEnd;
  while (cursor.column > parent) {
    putFold(cursor, text, end);
    copyPlainLine(cursor);
    end = cursor.at;
    if (!endPlainLine(cursor, parent)) return false;
  }
  put(cursor, 0x22);
  return true;
}

/** What the line feeds from `start` to the cursor fold to: one is a space, more of them lose the first. */
function putFold(cursor: Cursor, text: string, start: number): void {
  let breaks = -1;
  for (let at = start; at < cursor.at; at++) {
    if (text.charCodeAt(at) === 0x0a) breaks += 1;
  }
  if (breaks === 0) put(cursor, 0x20);
  else for (; breaks > 0; breaks--) putAscii(cursor, '\\n');
}

import { resolvePlain, toJson } from '../plain-scalar.ts';
import { readBlockScalar, readDoubleQuoted, readSingleQuoted } from '../yaml/scalars.ts';
import { type Cursor, finishLine, toNextLine, toToken } from './cursor.ts';

/** How a scalar may begin: 0 an indicator, 1 text, 2 text that may be a boolean, null or number. */
const STARTS: Uint8Array = startTable();

function startTable(): Uint8Array {
  const table = new Uint8Array(128).fill(1, 0x21, 0x7f);
  for (const indicator of '#,[]{}&*!|>\'"%@`') table[indicator.charCodeAt(0)] = 0;
  for (const first of '0123456789+-.~yYnNtTfFoO') table[first.charCodeAt(0)] = 2;
  return table;
}

/** The class of the plain text at an offset, 0 when none begins there in block context. */
export function plainStart(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return 1;
  if (code === 0x2d || code === 0x3f || code === 0x3a) {
    const next = text.charCodeAt(at + 1);
    if (next === 0x20 || next === 0x0a || next === 0x09) return 0;
  }
  return STARTS[code] ?? 0;
}

/**
 * Offset where the plain text of one line stops: at its line feed, at the `#` of a comment, or at a `:` that makes it a key.
 * -1 for a tab, which the complete reader knows how to treat.
 */
export function plainEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code <= 0x3a) {
      if (code === 0x0a) return at;
      if (code === 0x3a) {
        const next = text.charCodeAt(at + 1);
        if (next === 0x20 || next === 0x0a) return at;
        if (next === 0x09) return -1;
      } else if (code === 0x23) {
        if (text.charCodeAt(at - 1) === 0x20) return at;
      } else if (code === 0x09) return -1;
    }
    at += 1;
  }
}

/** Cuts the text between two offsets without the blanks at its end. */
export function trimmed(text: string, start: number, end: number): string {
  let to = end;
  while (text.charCodeAt(to - 1) === 0x20) to -= 1;
  return text.slice(start, to);
}

export function quoteJson(value: string): string {
  return JSON.stringify(value);
}

/** Writes the scalar at the cursor and moves to the next token. `parent` is the column of the collection that holds it. */
export function readScalar(cursor: Cursor, parent: number): boolean {
  const { text } = cursor;
  switch (text.charCodeAt(cursor.at)) {
    case 0x22:
      return readQuoted(cursor, 0x22) && finishLine(cursor);
    case 0x27:
      return readQuoted(cursor, 0x27) && finishLine(cursor);
    case 0x7c:
      return readLiteral(cursor, parent);
    case 0x3e:
      return readBlockText(cursor, parent);
    default:
      return readPlain(cursor, parent);
  }
}

function readPlain(cursor: Cursor, parent: number): boolean {
  const { text, at } = cursor;
  const start = plainStart(text, at);
  if (start === 0) return false;
  const end = plainEnd(text, at);
  if (end < 0) return false;
  const stop = text.charCodeAt(end);
  if (stop === 0x3a) return false;
  const value = trimmed(text, at, end);
  cursor.at = end;
  toNextLine(cursor);
  if (cursor.column > parent) {
    if (stop === 0x23 || cursor.skippedComment) return false;
    return readFurtherLines(cursor, parent, value, end);
  }
  return writePlain(cursor, value, start);
}

function writePlain(cursor: Cursor, value: string, start: number): boolean {
  if (start === 2) {
    const json = typedJson(value);
    if (json === undefined) return false;
    cursor.json += json;
  } else cursor.json += quoteJson(value);
  return true;
}

/** JSON of plain text that may be a boolean, null or number; undefined for infinities and NaN. */
function typedJson(value: string): string | undefined {
  const code = value.charCodeAt(0);
  // Words of other types have five letters at most.
  if (code > 0x39 && value.length > 5) return quoteJson(value);
  return isShortInteger(value) ? value : toJson(resolvePlain(value));
}

/** Decimal digits that mean the same in JSON and fit a double. */
function isShortInteger(value: string): boolean {
  const { length } = value;
  if (length > 15 || (length > 1 && value.charCodeAt(0) === 0x30)) return false;
  for (let at = 0; at < length; at++) {
    const code = value.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** Folds the further lines of a plain scalar; the cursor is at the first of them, `lineEnd` at the line feed before. */
function readFurtherLines(cursor: Cursor, parent: number, first: string, lineEnd: number): boolean {
  const { text } = cursor;
  let value = first;
  let end = lineEnd;
  while (cursor.column > parent) {
    const start = cursor.at;
    if (cursor.skippedComment) return false;
    const breaks = countBreaks(text, end, start);
    value += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    end = plainEnd(text, start);
    if (end < 0 || text.charCodeAt(end) !== 0x0a) return false;
    value += trimmed(text, start, end);
    cursor.at = end;
    toNextLine(cursor);
  }
  cursor.json += quoteJson(value);
  return true;
}

function countBreaks(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) === 0x0a) breaks += 1;
  }
  return breaks;
}

/** Writes a quoted scalar and moves behind its closing quote. */
export function readQuoted(cursor: Cursor, quote: number): boolean {
  const { text, at } = cursor;
  let end = at + 1;
  let code = text.charCodeAt(end);
  while (code !== quote && code !== 0x5c && code !== 0x0a && code !== 0x22 && code !== 0x09) code = text.charCodeAt(++end);
  if (code === quote && (quote === 0x22 || text.charCodeAt(end + 1) !== 0x27)) {
    cursor.json += quote === 0x22 ? text.slice(at, end + 1) : `"${text.slice(at + 1, end)}"`;
    cursor.at = end + 1;
    return true;
  }
  const scalar = quote === 0x22 ? readDoubleQuoted(text, at) : readSingleQuoted(text, at);
  if (scalar.end > cursor.end) return false;
  cursor.json += quoteJson(scalar.value);
  cursor.at = scalar.end;
  return true;
}

/** Any block scalar, by the complete reader's own function. */
function readBlockText(cursor: Cursor, parent: number): boolean {
  const scalar = readBlockScalar(cursor.text, cursor.at, parent);
  cursor.json += quoteJson(scalar.value);
  return endBlock(cursor, scalar.end);
}

/** Moves to the token behind a block scalar, which ends at the start of a line or within its indentation. */
function endBlock(cursor: Cursor, end: number): boolean {
  cursor.skippedComment = false;
  toToken(cursor, cursor.text.lastIndexOf('\n', end - 1) + 1);
  return true;
}

/** A literal with the usual header: `|`, `|-` or `|+` and nothing else on the line. */
function readLiteral(cursor: Cursor, parent: number): boolean {
  const { text, end: limit } = cursor;
  let at = cursor.at + 1;
  let code = text.charCodeAt(at);
  const chomping = code === 0x2d || code === 0x2b ? code : 0;
  if (chomping !== 0) code = text.charCodeAt(++at);
  if (code !== 0x0a) return readBlockText(cursor, parent);
  const start = at + 1;
  at = start;
  code = text.charCodeAt(at);
  while (code === 0x20) code = text.charCodeAt(++at);
  const indent = at - start;
  if (indent <= parent || indent === 0 || code === 0x0a || code === 0x09) return readBlockText(cursor, parent);
  // `last` is the end of the last line with text, `lineStart` the start of the line in question.
  let last = text.indexOf('\n', at);
  let lineStart = last + 1;
  let ragged = false;
  while (lineStart < limit) {
    at = lineStart;
    const full = lineStart + indent;
    code = text.charCodeAt(at);
    while (code === 0x20 && at < full) code = text.charCodeAt(++at);
    if (code === 0x0a) {
      // An empty line that has some of the indentation: rare, and not what the cut below handles.
      if (at !== lineStart && at !== full) ragged = true;
      lineStart = at + 1;
    } else if (at === full) {
      last = text.indexOf('\n', at);
      lineStart = last + 1;
    } else if (code === 0x09) return false;
    else break;
  }
  if (ragged) return readBlockText(cursor, parent);
  const tail = chomping === 0x2d ? last : chomping === 0x2b ? lineStart : last + 1;
  cursor.json += quoteJson(text.slice(start + indent, tail).replaceAll(`\n${text.slice(start, start + indent)}`, '\n'));
  cursor.skippedComment = false;
  toToken(cursor, lineStart);
  return true;
}

import { ReadFault } from '../read-fault.ts';
import {
  breakLength,
  breakText,
  codeAt,
  END,
  hexValue,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDigit,
} from './characters.ts';

/** A scalar and the offset behind everything that was consumed for it. */
export interface ScalarText {
  readonly value: string;
  readonly end: number;
}

export interface PlainText extends ScalarText {
  /** Offset behind the last character of the scalar itself. */
  readonly contentEnd: number;
  /** True when line breaks were consumed behind the scalar: the next token may then be a key. */
  readonly brokeLine: boolean;
}

/** What stands between two words of a plain scalar. */
interface Gap {
  /** What the blanks and breaks between two words of a scalar fold to. */
  readonly text: string;
  readonly end: number;
  /** Offset of the last line that the gap opened, or -1. */
  readonly lineStart: number;
}

/** Folds a run of breaks: one is a space, more of them lose the first; LS and PS stand for themselves. */
function foldBreaks(first: string, rest: string): string {
  if (first !== '\n') return first + rest;
  return rest === '' ? ' ' : rest;
}

/** Reads blanks and breaks inside a quoted scalar. `broken` is set behind an escaped line break. */
function readQuotedGap(text: string, start: number, broken: boolean): ScalarText {
  let at = start;
  let first = '';
  let rest = '';
  let code = codeAt(text, at);
  while (isBlank(code) || isBreak(code)) {
    if (isBlank(code)) at += 1;
    else {
      if (broken) rest += breakText(code);
      else first = breakText(code);
      broken = true;
      at += breakLength(text, at);
    }
    code = codeAt(text, at);
  }
  if (!broken) return { value: text.slice(start, at), end: at };
  return { value: first === '' ? rest : foldBreaks(first, rest), end: at };
}

/** Reads a single quoted scalar that opens at `start`. */
export function readSingleQuoted(text: string, start: number): ScalarText {
  let value = '';
  let at = start + 1;
  for (;;) {
    const from = at;
    let code = codeAt(text, at);
    while (code !== 0x27 && !isBlankOrEnd(code)) code = codeAt(text, ++at);
    value += text.slice(from, at);
    if (code === END) throw unterminated(start);
    if (code !== 0x27) {
      const gap = readQuotedGap(text, at, false);
      value += gap.value;
      at = gap.end;
    } else if (codeAt(text, at + 1) === 0x27) {
      value += "'";
      at += 2;
    } else return { value, end: at + 1 };
  }
}

/** Reads a double quoted scalar that opens at `start`. */
export function readDoubleQuoted(text: string, start: number): ScalarText {
  let value = '';
  let at = start + 1;
  for (;;) {
    const from = at;
    let code = codeAt(text, at);
    while (code !== 0x22 && code !== 0x5c && !isBlankOrEnd(code)) code = codeAt(text, ++at);
    value += text.slice(from, at);
    if (code === END) throw unterminated(start);
    if (code === 0x22) return { value, end: at + 1 };
    if (code !== 0x5c || isBreak(codeAt(text, at + 1))) {
      const escaped = code === 0x5c;
      const gap = readQuotedGap(text, escaped ? at + 1 + breakLength(text, at + 1) : at, escaped);
      value += gap.value;
      at = gap.end;
    } else {
      const escape = readEscape(text, at);
      value += escape.value;
      at = escape.end;
    }
  }
}

function unterminated(start: number): ReadFault {
  return new ReadFault('syntax', 'this quoted text is never closed: add the closing quote', start);
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const HEX_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function readEscape(text: string, at: number): ScalarText {
  const letter = text.charAt(at + 1);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const length = HEX_ESCAPES.get(letter);
  if (length === undefined) {
    throw new ReadFault('syntax', 'unknown escape in double quoted text: write \\\\ for a backslash', at);
  }
  return { value: String.fromCodePoint(readHex(text, at, length)), end: at + 2 + length };
}

function readHex(text: string, at: number, length: number): number {
  let code = 0;
  for (let k = 0; k < length; k++) {
    const digit = hexValue(codeAt(text, at + 2 + k));
    if (digit < 0) throw new ReadFault('syntax', `this escape needs ${length} hexadecimal digits`, at);
    code = code * 16 + digit;
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    throw new ReadFault(
      'syntax',
      'this escape is no Unicode character: YAML wants one \\U escape, not a surrogate pair',
      at,
    );
  }
  return code;
}

/**
 * Reads a plain scalar. `lineStart` is the offset of column 0 of its line, `indent` the least column that a further line
 * must have in block context.
 */
export function readPlain(text: string, start: number, lineStart: number, indent: number, inFlow: boolean): PlainText {
  let value = '';
  let at = start;
  let contentEnd = start;
  let pending = '';
  let brokeLine = false;
  for (;;) {
    let code = codeAt(text, at);
    if (code === 0x23) break;
    const from = at;
    while (!isBlankOrEnd(code) && !endsPlain(text, at, code, inFlow)) code = codeAt(text, ++at);
    if (at > from) {
      value += pending + text.slice(from, at);
      pending = '';
      brokeLine = false;
      contentEnd = at;
    }
    if (code === END || !isBlankOrEnd(code)) break;
    const gap = readPlainGap(text, at, indent);
    pending = gap.text;
    at = gap.end;
    if (gap.lineStart >= 0) {
      brokeLine = true;
      lineStart = gap.lineStart;
    }
    if (!inFlow && at - lineStart < indent) break;
  }
  return { value, end: at, contentEnd, brokeLine };
}

function endsPlain(text: string, at: number, code: number, inFlow: boolean): boolean {
  if (code === 0x3a) return isBlankOrEnd(codeAt(text, at + 1));
  return inFlow && (code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d);
}

function readPlainGap(text: string, start: number, indent: number): Gap {
  let at = start;
  let first = '';
  let rest = '';
  let lineStart = -1;
  let code = codeAt(text, at);
  for (;;) {
    if (isBlank(code)) {
      if (code === 0x09 && lineStart >= 0 && at - lineStart < indent) throw tabIndents(at);
      at += 1;
    } else if (isBreak(code)) {
      if (lineStart >= 0) rest += breakText(code);
      else first = breakText(code);
      at += breakLength(text, at);
      lineStart = at;
    } else break;
    code = codeAt(text, at);
  }
  return { text: lineStart < 0 ? text.slice(start, at) : foldBreaks(first, rest), end: at, lineStart };
}

function tabIndents(at: number): ReadFault {
  return new ReadFault('syntax', 'a tab stands where only spaces may indent: replace it by spaces', at);
}

interface BlockHeader {
  readonly chomping: '' | '+' | '-';
  /** 1 to 9, or 0 when the first line decides. */
  readonly increment: number;
  readonly end: number;
}

function readChomping(code: number): '' | '+' | '-' {
  if (code === 0x2b) return '+';
  return code === 0x2d ? '-' : '';
}

/** Reads what stands behind `|` or `>`: chomping and indentation in either order, a comment, the line break. */
function readBlockHeader(text: string, start: number): BlockHeader {
  let at = start + 1;
  let chomping = readChomping(codeAt(text, at));
  if (chomping !== '') at += 1;
  let increment = 0;
  if (isDigit(codeAt(text, at))) {
    increment = codeAt(text, at) - 0x30;
    if (increment === 0) throw new ReadFault('syntax', 'the indentation of a block scalar is 1 to 9', at);
    at += 1;
    if (chomping === '') {
      chomping = readChomping(codeAt(text, at));
      if (chomping !== '') at += 1;
    }
  }
  while (isBlank(codeAt(text, at))) at += 1;
  if (codeAt(text, at) === 0x23) while (!isBreakOrEnd(codeAt(text, at))) at += 1;
  const code = codeAt(text, at);
  if (!isBreakOrEnd(code)) {
    throw new ReadFault('syntax', 'the text of a block scalar begins on the line below its | or >', at);
  }
  return { chomping, increment, end: code === END ? at : at + breakLength(text, at) };
}

interface BlockGap {
  readonly breaks: string;
  readonly at: number;
  readonly lineStart: number;
  readonly indent: number;
}

/** Skips indentation and empty lines. With `indent` 0 the deepest of these lines decides, at least `least`. */
function readBlockGap(text: string, start: number, indent: number, least: number): BlockGap {
  let at = start;
  let lineStart = start;
  let breaks = '';
  let deepest = 0;
  for (;;) {
    let code = codeAt(text, at);
    while (code === 0x20 && (indent === 0 || at - lineStart < indent)) code = codeAt(text, ++at);
    deepest = Math.max(deepest, at - lineStart);
    if (code === 0x09 && (indent === 0 || at - lineStart < indent)) {
      throw tabIndents(at);
    }
    if (!isBreak(code)) break;
    breaks += breakText(code);
    at += breakLength(text, at);
    lineStart = at;
  }
  return { breaks, at, lineStart, indent: indent === 0 ? Math.max(deepest, least, 1) : indent };
}

/** Reads a block scalar whose `|` or `>` stands at `start`, inside a collection at column `parentIndent` (-1 at the root). */
export function readBlockScalar(text: string, start: number, parentIndent: number): ScalarText {
  const literal = codeAt(text, start) === 0x7c;
  const header = readBlockHeader(text, start);
  const fixed = header.increment === 0 ? 0 : Math.max(parentIndent, 0) + header.increment;
  let gap = readBlockGap(text, header.end, fixed, parentIndent + 1);
  const indent = gap.indent;
  let value = '';
  let lineBreak = '';
  let afterBlank = false;
  while (gap.at - gap.lineStart === indent) {
    const code = codeAt(text, gap.at);
    if (code === END) break;
    const blank = isBlank(code);
    const folds = !literal && !afterBlank && !blank && lineBreak === '\n';
    if (!folds) value += lineBreak;
    else if (gap.breaks === '') value += ' ';
    value += gap.breaks;
    afterBlank = blank;
    let at = gap.at;
    while (!isBreakOrEnd(codeAt(text, at))) at += 1;
    value += text.slice(gap.at, at);
    const breakCode = codeAt(text, at);
    lineBreak = breakCode === END ? '' : breakText(breakCode);
    gap = readBlockGap(text, breakCode === END ? at : at + breakLength(text, at), indent, 0);
  }
  if (header.chomping !== '-') value += lineBreak;
  if (header.chomping === '+') value += gap.breaks;
  return { value, end: gap.at };
}

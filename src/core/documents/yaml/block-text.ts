import { ReadFault } from '../read-fault.ts';
import { breakLength, breakText, codeAt, END, isBlank, isBreak, isBreakOrEnd, isDigit } from './characters.ts';
import { type ScalarText, tabIndents } from './scalar-text.ts';

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
    const limit = indent === 0 ? Number.POSITIVE_INFINITY : lineStart + indent;
    while (at < limit && codeAt(text, at) === 0x20) at += 1;
    deepest = Math.max(deepest, at - lineStart);
    const code = codeAt(text, at);
    if (code === 0x09 && at < limit) throw tabIndents(at);
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

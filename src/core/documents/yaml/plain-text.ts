import { breakLength, breakText, codeAt, END, isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import { foldBreaks, type ScalarText, tabIndents } from './scalar-text.ts';

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

import { ReadFault } from '../read-fault.ts';
import { breakLength, breakText, codeAt, END, hexValue, isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import { foldBreaks, type ScalarText } from './scalar-text.ts';

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

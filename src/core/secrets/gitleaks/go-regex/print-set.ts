import {
  type CodePointRange,
  type CodePoints,
  complement,
  contains,
  intersection,
  MAX_CODE_POINT,
  REPLACEMENT,
} from './code-points.ts';
import { type ByteSequence, utf8Sequences } from './utf8-sequences.ts';

const ASCII: CodePoints = [[0, 0x7f]];
const BEYOND_ASCII: CodePoints = [[0x80, MAX_CODE_POINT]];
export const asciiOf = (set: CodePoints): CodePoints => intersection(set, ASCII);

const beyondAsciiOf = (set: CodePoints): CodePoints => intersection(set, BEYOND_ASCII);

export const isAscii = (set: CodePoints): boolean => beyondAsciiOf(set).length === 0;

export const hasAllBeyondAscii = (set: CodePoints): boolean => intersection(complement(set), BEYOND_ASCII).length === 0;

/** One character of the set in a text of bytes: a class, or a choice of the UTF-8 forms. */
export function printBytes(set: CodePoints): string {
  const beyond = beyondAsciiOf(set);
  if (beyond.length === 0) return printClass(set);
  const ascii = asciiOf(set);
  const forms = [...(ascii.length === 0 ? [] : [printClass(ascii)]), ...utf8Sequences(beyond).map(printSequence)];
  // Go reads a byte that is no UTF-8 as one replacement character.
  if (contains(set, REPLACEMENT)) forms.push(`(?!${ONE_BEYOND_ASCII})[\\x80-\\xff]`);
  return forms.length === 1 ? (forms[0] ?? '') : `(?:${forms.join('|')})`;
}

/** One character of the set in an ordinary text of JavaScript, for an expression with the flag `u`. */
export const printUnicode = (set: CodePoints): string => printClass(set);

const printSequence = (sequence: ByteSequence): string => sequence.map((range) => printClass([range])).join('');

const ONE_BEYOND_ASCII = `(?:${utf8Sequences(BEYOND_ASCII).map(printSequence).join('|')})`;

/** Any number of bytes, for a loop over a set that has all characters beyond ASCII. */
export const printAnyBytes = (ascii: CodePoints): string => printClass([...ascii, [0x80, 0xff]]);

/** Holds nowhere inside a character: there Go would not begin a match. */
export const NOT_INSIDE_CHARACTER: string = insideCharacter();

function insideCharacter(): string {
  const places = utf8Sequences(BEYOND_ASCII).flatMap((sequence) =>
    sequence.slice(1).map((_, index) => {
      const before = printSequence(sequence.slice(0, index + 1));
      return `(?<=${before})(?=${printSequence(sequence.slice(index + 1))})`;
    }),
  );
  return `(?!${places.join('|')})`;
}

function printClass(set: CodePoints): string {
  const [first, ...rest] = set;
  if (first !== undefined && rest.length === 0 && first[0] === first[1]) return printCharacter(first[0]);
  return `[${set.map(printRange).join('')}]`;
}

function printRange([low, high]: CodePointRange): string {
  if (low === high) return printCharacter(low);
  return `${printCharacter(low)}${high === low + 1 ? '' : '-'}${printCharacter(high)}`;
}

/** Letters, digits and a few marks stand for themselves everywhere; the rest is written as a number. */
function printCharacter(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  if (/^[0-9A-Za-z_ "'#%&,:;<=>@`~!]$/.test(text)) return text;
  if (codePoint <= 0xff) return `\\x${codePoint.toString(16).padStart(2, '0')}`;
  return `\\u{${codePoint.toString(16)}}`;
}

import { type CodePoints, complement, MAX_CODE_POINT } from './code-points.ts';
import { perlClass, unicodeClass } from './character-classes.ts';
import { foldCase } from './fold-case.ts';
import type { SourceCursor } from './source-cursor.ts';

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/**
 * Takes `\d`, `\W`, `\pL`, `\P{Greek}` and the like.
 * @returns undefined, and takes nothing, where none stands
 */
export function parseClassEscape(cursor: SourceCursor, ignoreCase: boolean): CodePoints | undefined {
  const perl = cursor.takeMatch(/\\([dswDSW])/y)?.[1];
  if (perl !== undefined) return classOf(perlClass(perl.toLowerCase()), perl !== perl.toLowerCase(), ignoreCase);
  const start = cursor.offset;
  const unicode = cursor.takeMatch(/\\([pP])/y)?.[1];
  if (unicode === undefined) return undefined;
  const { name, isNegated } = parseUnicodeName(cursor, start);
  const set = unicodeClass(name) ?? cursor.fail('there is no such class of Unicode', start);
  return classOf(set, (unicode === 'P') !== isNegated, ignoreCase);
}

/** A class with the flags worked in: folding comes before the complement, as in Go. */
export function classOf(set: CodePoints, isNegated: boolean, ignoreCase: boolean): CodePoints {
  const folded = ignoreCase ? foldCase(set) : set;
  return isNegated ? complement(folded) : folded;
}

function parseUnicodeName(cursor: SourceCursor, start: number): { name: string; isNegated: boolean } {
  const written = cursor.take('{') ? cursor.takeMatch(/([^}]*)\}/y)?.[1] : cursor.next();
  if (written === undefined || written === '')
    return cursor.fail('the name of a class of Unicode is not complete', start);
  return written.startsWith('^') ? { name: written.slice(1), isNegated: true } : { name: written, isNegated: false };
}

/** Takes an escape that stands for one character. */
export function parseCharacterEscape(cursor: SourceCursor): number {
  const start = cursor.offset;
  cursor.take('\\');
  if (cursor.isAtEnd) return cursor.fail('a backslash at the end', start);
  const octal = cursor.takeMatch(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
  if (octal !== undefined) return Number.parseInt(octal[0], 8);
  if (cursor.take('x')) return parseHex(cursor, start);
  const letter = cursor.next();
  if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter] ?? 0;
  if (/^[\x00-\x7f]$/.test(letter) && !/^[0-9A-Za-z]$/.test(letter)) return letter.charCodeAt(0);
  if (/^[1-9]$/.test(letter))
    return cursor.fail("a reference back to a group, which Go's expressions do not know", start);
  return cursor.fail('an escape that Go does not know', start);
}

function parseHex(cursor: SourceCursor, start: number): number {
  const digits = cursor.takeMatch(/\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2})/y);
  const value = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
  if (Number.isNaN(value) || value > MAX_CODE_POINT) return cursor.fail('an escape that Go does not know', start);
  return value;
}

const ASCII = 128;
/** One set for each letter, so that what compiles an expression knows them again. */
const SINGLES: readonly CodePoints[] = Array.from({ length: ASCII }, (_, codePoint) => [[codePoint, codePoint]]);
const FOLDED: readonly CodePoints[] = SINGLES.map(foldCase);

/** The set of one character, or of all its cases. */
export function single(codePoint: number, ignoreCase: boolean): CodePoints {
  const known = (ignoreCase ? FOLDED : SINGLES)[codePoint];
  if (known !== undefined) return known;
  const set: CodePoints = [[codePoint, codePoint]];
  return ignoreCase ? foldCase(set) : set;
}

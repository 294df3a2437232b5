import { posixClass } from './character-classes.ts';
import { type CodePointRange, type CodePoints, codePoints, complement } from './code-points.ts';
import { foldCase } from './fold-case.ts';
import { classOf, parseCharacterEscape, parseClassEscape } from './parse-escape.ts';
import type { SourceCursor } from './source-cursor.ts';

const UNCLOSED = 'a class of characters that is not closed: ] is missing';

/** Takes a class in brackets; the cursor stands on `[`. */
export function parseCharacterClass(cursor: SourceCursor, ignoreCase: boolean): CodePoints {
  const start = cursor.offset;
  cursor.take('[');
  const isNegated = cursor.take('^');
  const ranges: CodePointRange[] = [];
  // A ] at the very beginning is one of the characters.
  for (let isFirst = true; isFirst || cursor.peek() !== ']'; isFirst = false) {
    if (cursor.isAtEnd) cursor.fail(UNCLOSED, start);
    ranges.push(...parseMember(cursor, ignoreCase, start));
  }
  cursor.take(']');
  const set = codePoints(ranges);
  return isNegated ? complement(set) : set;
}

function parseMember(cursor: SourceCursor, ignoreCase: boolean, start: number): CodePoints {
  return (
    parseNamedClass(cursor, ignoreCase) ?? parseClassEscape(cursor, ignoreCase) ?? parseRange(cursor, ignoreCase, start)
  );
}

function parseNamedClass(cursor: SourceCursor, ignoreCase: boolean): CodePoints | undefined {
  const start = cursor.offset;
  const written = cursor.takeMatch(/\[:(.*?):\]/sy)?.[1];
  if (written === undefined) return undefined;
  const isNegated = written.startsWith('^');
  const set = posixClass(isNegated ? written.slice(1) : written);
  return classOf(set ?? cursor.fail('there is no such class of characters', start), isNegated, ignoreCase);
}

function parseRange(cursor: SourceCursor, ignoreCase: boolean, start: number): CodePoints {
  const from = cursor.offset;
  const low = parseClassCharacter(cursor, start);
  // [a-] holds a hyphen.
  const high = cursor.takeMatch(/-(?!\]|$)/y) === undefined ? low : parseClassCharacter(cursor, start);
  if (high < low) cursor.fail('a range of characters whose end is before its beginning', from);
  const range: CodePoints = [[low, high]];
  return ignoreCase ? foldCase(range) : range;
}

function parseClassCharacter(cursor: SourceCursor, start: number): number {
  if (cursor.isAtEnd) cursor.fail(UNCLOSED, start);
  return cursor.peek() === '\\' ? parseCharacterEscape(cursor) : (cursor.next().codePointAt(0) ?? 0);
}

import { type CodePointRange, type CodePoints, codePoints, contains, intersection } from './code-points.ts';

const LAST_ASCII = 0x7f;
/** No character above it has another case. */
const LAST_CASED = 0x1e943;
const LONG_S = 0x17f;
const KELVIN_SIGN = 0x212a;

const ASCII_UPPER: CodePoints = [[0x41, 0x5a]];
const ASCII_LOWER: CodePoints = [[0x61, 0x7a]];
const CASE_DISTANCE = 0x20;

/**
 * The set with every case of its members, as Go folds them: by Unicode's simple folding, where the long s is an `s` and the
 * kelvin sign a `k`.
 */
export function foldCase(set: CodePoints): CodePoints {
  const ascii = intersection(set, [[0, LAST_ASCII]]);
  return codePoints([...set, ...foldedAscii(ascii), ...foldedBeyondAscii(set)]);
}

function* foldedAscii(set: CodePoints): Generator<CodePointRange> {
  yield* intersection(set, ASCII_UPPER).map(([low, high]) => [low + CASE_DISTANCE, high + CASE_DISTANCE] as const);
  yield* intersection(set, ASCII_LOWER).map(([low, high]) => [low - CASE_DISTANCE, high - CASE_DISTANCE] as const);
  if (holdsLetter(set, 'k')) yield [KELVIN_SIGN, KELVIN_SIGN];
  if (holdsLetter(set, 's')) yield [LONG_S, LONG_S];
}

const holdsLetter = (set: CodePoints, letter: string): boolean =>
  contains(set, letter.charCodeAt(0)) || contains(set, letter.toUpperCase().charCodeAt(0));

function* foldedBeyondAscii(set: CodePoints): Generator<CodePointRange> {
  const cased = intersection(set, [[LAST_ASCII + 1, LAST_CASED]]);
  if (cased.length === 0) return;
  const orbits = orbitsBeyondAscii();
  for (const [low, high] of cased) {
    for (let codePoint = low; codePoint <= high; codePoint++) {
      for (const other of orbits.get(codePoint) ?? []) yield [other, other];
    }
  }
}

let known: ReadonlyMap<number, readonly number[]> | undefined;

/** Each cased character beyond ASCII with all that fold with it. Made at first need: hardly any rule has such a character. */
function orbitsBeyondAscii(): ReadonlyMap<number, readonly number[]> {
  known ??= makeOrbits();
  return known;
}

function makeOrbits(): ReadonlyMap<number, readonly number[]> {
  const related = new Map<number, Set<number>>();
  for (let codePoint = 0; codePoint <= LAST_CASED; codePoint++) {
    for (const other of otherCases(codePoint)) join(related, codePoint, other);
  }
  return new Map([...related].map(([codePoint, orbit]) => [codePoint, [...orbit]]));
}

/** Simple folding maps one character to one, so a case that takes two is none; JavaScript's `iu` folds the same way and decides. */
function otherCases(codePoint: number): readonly number[] {
  const text = String.fromCodePoint(codePoint);
  const cases = [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()];
  return cases
    .filter((other) => other !== text && [...other].length === 1 && foldsTo(text, other))
    .map((other) => other.codePointAt(0) ?? codePoint);
}

const foldsTo = (a: string, b: string): boolean => new RegExp(`^\\u{${hexOf(a)}}$`, 'iu').test(b);

const hexOf = (text: string): string => (text.codePointAt(0) ?? 0).toString(16);

/** Relations are transitive: µ, μ and Μ are one orbit, though µ and μ share only their upper case. */
function join(related: Map<number, Set<number>>, a: number, b: number): void {
  const orbit = new Set([a, b, ...(related.get(a) ?? []), ...(related.get(b) ?? [])]);
  for (const member of orbit) related.set(member, orbit);
}

import { linesOf } from '../documents/lines-of.ts';
import type { LineRange } from '../model/change.ts';

/**
 * The lines of `after` that `before` does not have, in order. A line that stands in both, in the same order among the others, is
 * not added; so a file of which only the line ends were converted brings nothing. Both texts have one character for each byte.
 */
export function addedLines(before: string, after: string): readonly LineRange[] {
  if (before === after) return [];
  const old = fileLines(before);
  const lines = fileLines(after);
  const isOld = markCommon(old, lines);
  return toRanges(lines.map((_, index) => isOld[index] !== 1));
}

/** What is in both: a line that a merge brings is one that none of its parents has. Both are in order. */
export function commonLines(a: readonly LineRange[], b: readonly LineRange[]): readonly LineRange[] {
  const common: LineRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined || other === undefined) break;
    const range = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (range.from <= range.to) common.push(range);
    if (one.to < other.to) i += 1;
    else j += 1;
  }
  return common;
}

/** What follows the last line end is a line only if there is something. */
function fileLines(text: string): readonly string[] {
  const lines = linesOf(text);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function toRanges(isAdded: readonly boolean[]): readonly LineRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const [index, added] of isAdded.entries()) {
    if (!added) continue;
    const last = ranges.at(-1);
    if (last?.to === index) last.to = index + 1;
    else ranges.push({ from: index + 1, to: index + 1 });
  }
  return ranges;
}

/** @returns 1 for each of `lines` that is one of `old` */
function markCommon(old: readonly string[], lines: readonly string[]): Uint8Array {
  const isOld = new Uint8Array(lines.length);
  const ids = new Map<string, number>();
  const idOf = (line: string): number => {
    const known = ids.get(line) ?? ids.size;
    if (known === ids.size) ids.set(line, known);
    return known;
  };
  const a = old.map(idOf);
  const b = lines.map(idOf);
  // What stands on one side alone is in no common sequence; without it most changes are a few steps.
  const inA = new Set(a);
  const inB = new Set(b);
  const places = b.map((_, place) => place).filter((place) => inA.has(b[place] ?? -1));
  for (const found of longestCommon(
    a.filter((id) => inB.has(id)),
    places.map((place) => b[place] ?? -1),
  )) {
    isOld[places[found] ?? -1] = 1;
  }
  return isOld;
}

/** Steps, times the length, that the search for the longest common sequence may take. */
const BUDGET = 20_000_000;
const MAX_STEPS = 1000;

/** The places in `b` of a common subsequence of `a` and `b`: a longest one, unless they are too different to look for it. */
function longestCommon(a: readonly number[], b: readonly number[]): readonly number[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const maxSteps = Math.min(MAX_STEPS, Math.floor(BUDGET / (middleA.length + middleB.length + 1)));
  const middle = shortestEdit(middleA, middleB, maxSteps) ?? notMoreOften(middleA, middleB);
  return [...range(0, head), ...middle.map((place) => place + head), ...range(b.length - tail, b.length)];
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * The places in `b` that a shortest edit script keeps: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
 * @returns undefined when the script is longer than `maxSteps`
 */
function shortestEdit(a: readonly number[], b: readonly number[], maxSteps: number): readonly number[] | undefined {
  // How far in `a` each diagonal was followed, for the steps so far: `reaches[n][n + 1 + diagonal]` after `n` steps.
  const reaches: Int32Array[] = [];
  for (let steps = 0; steps <= maxSteps; steps += 1) {
    const reach = new Int32Array(2 * steps + 3);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = enter(reaches[steps - 1], steps, diagonal).x;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reach[steps + 1 + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return keptOf(reaches, a.length, b.length);
    }
    reaches.push(reach);
  }
  return undefined;
}

/** Where a step comes to a diagonal: over a line of `b` from the diagonal above, or over one of `a` from the one below. */
function enter(
  before: Int32Array | undefined,
  steps: number,
  diagonal: number,
): { readonly x: number; readonly from: number } {
  if (before === undefined) return { x: 0, from: 0 };
  const below = before[steps + diagonal - 1] ?? 0;
  const above = before[steps + diagonal + 1] ?? 0;
  const isOverB = diagonal === -steps || (diagonal !== steps && below < above);
  return isOverB ? { x: above, from: diagonal + 1 } : { x: below + 1, from: diagonal - 1 };
}

/** Walks the steps back from the end: what was followed along a diagonal is in both. */
function keptOf(reaches: readonly Int32Array[], lengthA: number, lengthB: number): readonly number[] {
  const kept: number[] = [];
  let x = lengthA;
  let diagonal = lengthA - lengthB;
  for (let steps = reaches.length; steps >= 0; steps -= 1) {
    const entry = enter(reaches[steps - 1], steps, diagonal);
    for (; x > entry.x; x -= 1) kept.push(x - 1 - diagonal);
    x = entry.from > diagonal ? entry.x : entry.x - 1;
    diagonal = entry.from;
  }
  return kept;
}

/** For texts too different: a line is taken for an old one if it does not occur more often than it did. */
function notMoreOften(a: readonly number[], b: readonly number[]): readonly number[] {
  const more = new Map<number, number>();
  for (const id of b) more.set(id, (more.get(id) ?? 0) + 1);
  for (const id of a) more.set(id, (more.get(id) ?? 0) - 1);
  return b.map((_, place) => place).filter((place) => (more.get(b[place] ?? -1) ?? 1) <= 0);
}

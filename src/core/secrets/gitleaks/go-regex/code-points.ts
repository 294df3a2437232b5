/** A set of code points: inclusive ranges, sorted, neither touching nor overlapping. */
export type CodePoints = readonly CodePointRange[];
export type CodePointRange = readonly [low: number, high: number];

export const MAX_CODE_POINT = 0x10ffff;
/** What Go reads where bytes are no UTF-8: one for each such byte. */
export const REPLACEMENT = 0xfffd;

export const NO_CODE_POINT: CodePoints = [];
export const ANY_CODE_POINT: CodePoints = [[0, MAX_CODE_POINT]];
export const ANY_BUT_NEWLINE: CodePoints = [
  [0, 9],
  [11, MAX_CODE_POINT],
];

/** The set of all that the ranges hold, in any order. */
export function codePoints(ranges: Iterable<CodePointRange>): CodePoints {
  const sorted = [...ranges];
  if (sorted.length <= 1) return sorted;
  sorted.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function complement(set: CodePoints): CodePoints {
  const gaps: CodePointRange[] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= MAX_CODE_POINT) gaps.push([next, MAX_CODE_POINT]);
  return gaps;
}

/** What two sets have in common. */
export function intersection(a: CodePoints, b: CodePoints): CodePoints {
  const common: CodePointRange[] = [];
  for (let i = 0, j = 0; ;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const low = Math.max(left[0], right[0]);
    const high = Math.min(left[1], right[1]);
    if (low <= high) common.push([low, high]);
    if (left[1] < right[1]) i++;
    else j++;
  }
}

export function contains(set: CodePoints, codePoint: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = set[middle];
    if (range === undefined) return false;
    if (codePoint < range[0]) high = middle - 1;
    else if (codePoint > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}

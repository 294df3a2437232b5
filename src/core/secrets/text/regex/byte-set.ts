/**
 * The bytes that a place in a pattern takes: ranges, both ends included, in order and apart from each other. Patterns are taken
 * apart when a process has just started, so a set is small: most have one range.
 */
export type ByteSet = readonly ByteRange[];
export type ByteRange = readonly [from: number, to: number];

const LAST_BYTE = 0xff;

export const NO_BYTE: ByteSet = [];
export const ANY_BYTE: ByteSet = [[0, LAST_BYTE]];
export const DIGITS: ByteSet = [[0x30, 0x39]];
export const WORD: ByteSet = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]; // prettier-ignore
export const SPACE: ByteSet = [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0]]; // prettier-ignore
export const NO_LINE_BREAK: ByteSet = [[0, 0x09], [0x0b, 0x0c], [0x0e, LAST_BYTE]]; // prettier-ignore

/** Both ends included; what lies above 255 stands in no text of bytes. */
export const rangeOf = (from: number, to: number): ByteSet =>
  from > LAST_BYTE || from > to ? NO_BYTE : [[from, Math.min(to, LAST_BYTE)]];

/** The set of one byte; nothing when the code is none. */
export const byteOf = (code: number): ByteSet => rangeOf(code, code);

export const holdsByte = (set: ByteSet, byte: number): boolean => set.some(([from, to]) => from <= byte && byte <= to);

/** How many bytes are in a set. */
export const sizeOf = (set: ByteSet): number => set.reduce((size, [from, to]) => size + to - from + 1, 0);

export function unionOf(sets: readonly ByteSet[]): ByteSet {
  if (sets.length === 1) return sets[0] ?? NO_BYTE;
  const ranges: ByteRange[] = [];
  for (const set of sets) for (const range of set) ranges.push(range);
  ranges.sort(([a], [b]) => a - b);
  const union: ByteRange[] = [];
  for (const range of ranges) {
    const last = union.at(-1);
    if (last === undefined || range[0] > last[1] + 1) union.push(range);
    else if (range[1] > last[1]) union[union.length - 1] = [last[0], range[1]];
  }
  return union;
}

export function complementOf(set: ByteSet): ByteSet {
  const complement: ByteRange[] = [];
  let from = 0;
  for (const [start, end] of set) {
    if (start > from) complement.push([from, start - 1]);
    from = end + 1;
  }
  if (from <= LAST_BYTE) complement.push([from, LAST_BYTE]);
  return complement;
}

/** Capital letters of ASCII and of Latin-1; the small ones stand 32 behind them. */
const CAPITALS: readonly ByteRange[] = [[0x41, 0x5a], [0xc0, 0xd6], [0xd8, 0xde]]; // prettier-ignore
const TO_SMALL = 0x20;

/** With the other case of each letter. */
export function ignoringCase(set: ByteSet): ByteSet {
  const others = CAPITALS.flatMap(([first, last]) => [
    ...shifted(set, first, last, TO_SMALL),
    ...shifted(set, first + TO_SMALL, last + TO_SMALL, -TO_SMALL),
  ]);
  return others.length === 0 ? set : unionOf([set, others]);
}

const shifted = (set: ByteSet, first: number, last: number, by: number): readonly ByteRange[] =>
  set
    .filter(([from, to]) => from <= last && to >= first)
    .map(([from, to]) => [Math.max(from, first) + by, Math.min(to, last) + by] as const);

/** 1 for each byte that is in a set, for those who ask often. */
export function tableOf(set: ByteSet): Readonly<Uint8Array> {
  const table = new Uint8Array(LAST_BYTE + 1);
  for (const [from, to] of set) table.fill(1, from, to + 1);
  return table;
}

/** Which of the 256 bytes a place in a pattern takes: 1 for each that it does. Nothing changes one once it is made. */
export type ByteSet = Readonly<Uint8Array>;

export const ANY_BYTE: ByteSet = new Uint8Array(256).fill(1);

/** The bytes of some ranges, both ends included; what lies above 255 stands in no text of bytes. */
export function rangesOf(...ranges: readonly (readonly [number, number])[]): ByteSet {
  const set = new Uint8Array(256);
  for (const [from, to] of ranges) set.fill(1, from, Math.min(to, 255) + 1);
  return set;
}

export const complementOf = (set: ByteSet): ByteSet => Uint8Array.from(set, (member) => 1 - member);

/** The set of one byte; nothing when the code is none. The same object each time: patterns are made of them. */
export const byteOf = (code: number): ByteSet => BYTES[code] ?? NO_BYTE;

export const NO_BYTE: ByteSet = new Uint8Array(256);

const BYTES: readonly ByteSet[] = Array.from({ length: 256 }, (_, code) => rangesOf([code, code]));

export function unionOf(sets: readonly ByteSet[]): ByteSet {
  const union = new Uint8Array(256);
  for (const set of sets) for (let byte = 0; byte < 256; byte++) union[byte] = (union[byte] ?? 0) | (set[byte] ?? 0);
  return union;
}

/** With the other case of each letter, of ASCII and of Latin-1. */
export function ignoringCase(set: ByteSet): ByteSet {
  const known = FOLDED.get(set) ?? fold(set);
  FOLDED.set(set, known);
  return known;
}

const FOLDED = new WeakMap<ByteSet, ByteSet>();

function fold(set: ByteSet): ByteSet {
  const folded = Uint8Array.from(set);
  for (const [upper, lower] of CASES) {
    const member = (set[upper] ?? 0) | (set[lower] ?? 0);
    folded[upper] = member;
    folded[lower] = member;
  }
  return folded;
}

const CASES: readonly (readonly [number, number])[] = Array.from({ length: 256 }, (_, code) => code)
  .map((code) => [code, String.fromCharCode(code).toLowerCase().charCodeAt(0)] as const)
  .filter(([upper, lower]) => upper !== lower);

export const DIGITS: ByteSet = rangesOf([0x30, 0x39]);
export const WORD: ByteSet = rangesOf([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
export const SPACE: ByteSet = rangesOf([0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0]);
export const NO_LINE_BREAK: ByteSet = complementOf(rangesOf([0x0a, 0x0a], [0x0d, 0x0d]));

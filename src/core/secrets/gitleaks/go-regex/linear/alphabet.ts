import { type CodePoints, contains } from '../code-points.ts';
import { type Kind, kindOf } from './character-kinds.ts';
import type { Program } from './program.ts';

const ASCII = 128;
/** Beside line breaks and the characters of words, which assertions tell apart. */
const BOUNDARIES_OF_KINDS = [0, 0xa, 0xb, 0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b];

/** The characters as a program tells them apart: those that are in the same sets are one letter. */
export interface Alphabet {
  /** Number of letters. */
  readonly size: number;
  readonly letterOf: (codePoint: number) => number;
  /** By code point, for ASCII. */
  readonly ascii: Int32Array;
  readonly kinds: readonly Kind[];
  /** By place in the program: which letters are in the set of a `take`. */
  readonly takes: readonly (Uint8Array | undefined)[];
}

export function toAlphabet({ instructions }: Program): Alphabet {
  const sets = instructions.map((instruction) => (instruction.op === 'take' ? instruction.set : undefined));
  const starts = startsOfLetters(sets.filter((set) => set !== undefined));
  const known = new Map<CodePoints, Uint8Array>();
  const lettersIn = (set: CodePoints): Uint8Array => {
    const letters = known.get(set) ?? Uint8Array.from(starts, (start) => Number(contains(set, start)));
    known.set(set, letters);
    return letters;
  };
  const letterOf = (codePoint: number): number => placeOf(starts, codePoint);
  return {
    size: starts.length,
    letterOf,
    ascii: Int32Array.from({ length: ASCII }, (_, codePoint) => letterOf(codePoint)),
    kinds: starts.map(kindOf),
    takes: sets.map((set) => (set === undefined ? undefined : lettersIn(set))),
  };
}

/** A letter for each stretch between two places where a set begins or ends. */
function startsOfLetters(sets: readonly CodePoints[]): readonly number[] {
  const starts = new Set(BOUNDARIES_OF_KINDS);
  for (const set of new Set(sets)) {
    for (const [low, high] of set) {
      starts.add(low);
      starts.add(high + 1);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function placeOf(starts: readonly number[], codePoint: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= codePoint) low = middle;
    else high = middle - 1;
  }
  return low;
}

import type { CodePointRange, CodePoints } from './code-points.ts';
import { intersection } from './code-points.ts';

/** Bytes that follow each other, each within a range. */
export type ByteSequence = readonly CodePointRange[];

/** By length of their UTF-8 form; what is left out (surrogates) has none. */
const BY_LENGTH: readonly CodePoints[] = [
  [[0x80, 0x7ff]],
  [
    [0x800, 0xd7ff],
    [0xe000, 0xffff],
  ],
  [[0x10000, 0x10ffff]],
];

const BITS = 6;
const CONTINUATION = 0x80;

/** The UTF-8 forms of a set's characters beyond ASCII, as few sequences of ranges. */
export function utf8Sequences(set: CodePoints): readonly ByteSequence[] {
  return BY_LENGTH.flatMap((characters, index) =>
    intersection(set, characters).flatMap((range) => split(range, index + 1)),
  );
}

/** Splits a range until its lower bytes run over all of their values, or its higher bytes are the same. */
function split([low, high]: CodePointRange, continuations: number): readonly ByteSequence[] {
  for (let level = 1; level <= continuations; level++) {
    const mask = (1 << (BITS * level)) - 1;
    if ((low & ~mask) === (high & ~mask)) continue;
    if ((low & mask) !== 0)
      return [...split([low, low | mask], continuations), ...split([(low | mask) + 1, high], continuations)];
    if ((high & mask) !== mask)
      return [...split([low, (high & ~mask) - 1], continuations), ...split([high & ~mask, high], continuations)];
  }
  const ends = encode(high, continuations);
  return [encode(low, continuations).map((byte, index) => [byte, ends[index] ?? byte])];
}

function encode(codePoint: number, continuations: number): readonly number[] {
  const lead = (0xff << (7 - continuations)) & 0xff;
  const bytes = [lead | (codePoint >> (BITS * continuations))];
  for (let i = continuations - 1; i >= 0; i--) bytes.push(CONTINUATION | ((codePoint >> (BITS * i)) & 0x3f));
  return bytes;
}

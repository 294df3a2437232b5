import { byteOf, type ByteSet, NO_BYTE, sizeOf, unionOf, WORD } from './byte-set.ts';
import { matchLengthOf } from './match-length.ts';
import { partsOf } from './parts-of.ts';
import type { RegexNode } from './regex-node.ts';

/** So many bytes of a set in a row, which every match holds; they begin so far after its beginning. */
export interface RequiredRun {
  readonly set: ByteSet;
  readonly length: number;
  /** Both included. */
  readonly from: number;
  readonly to: number;
}

/** A part of a match: how many bytes it takes, and which. */
interface Stretch {
  readonly set: ByteSet;
  readonly min: number;
  readonly max: number;
}

/** Shorter runs stand everywhere. */
const SHORTEST_RUN = 8;
/** Sets with more bytes hold most of a text. */
const LARGEST_SET = 70;
/** It is looked for in so many bytes at most: about what names, operators and quotes before a value take. */
const LONGEST_WAY = 512;
/** What stands beside a run makes it longer when it adds few of these bytes to its set: the `-` of a UUID, the `_` of a prefix. */
const BYTES_OF_TOKENS = unionOf([WORD, byteOf(0x2d), byteOf(0x2e)]);
const FEW_BYTES = 2;

/**
 * The longest and rarest run of bytes that no match is without: of `key = [0-9a-f]{32}` the digits. To look for it in a text takes much
 * less than to try the pattern, and most places do not have it.
 */
export function requiredRun(node: RegexNode): RequiredRun | undefined {
  const stretches = (node.kind === 'sequence' ? node.parts : [node]).flatMap(stretchOf);
  const seeds = stretches.map(({ set, min }, at) => ({ at, weight: min * rarityOf(set) }));
  const best = seeds.toSorted((a, b) => b.weight - a.weight).find(({ at }) => wayTo(stretches, at) <= LONGEST_WAY);
  if (best === undefined || best.weight <= 0) return undefined;
  const run = grown(stretches, best.at);
  return run.length < SHORTEST_RUN ? undefined : run;
}

/** What only looks takes nothing. */
function stretchOf(node: RegexNode): readonly Stretch[] {
  if (node.kind === 'look') return [];
  const { min, max } = matchLengthOf(node);
  return [{ set: bytesOf(node), min, max }];
}

/** All bytes that a node may take. */
function bytesOf(node: RegexNode): ByteSet {
  if (node.kind === 'set') return node.set;
  if (node.kind === 'look') return NO_BYTE;
  if (node.kind === 'backreference') return bytesOf(node.body);
  return unionOf(partsOf(node).map(bytesOf));
}

/** Bits that a byte of the set tells; none of those that stand everywhere. */
const rarityOf = (set: ByteSet): number => (sizeOf(set) > LARGEST_SET ? 0 : 8 - Math.log2(Math.max(sizeOf(set), 1)));

const wayTo = (stretches: readonly Stretch[], at: number): number =>
  stretches.slice(0, at).reduce((way, { max }) => way + max, 0);

function grown(stretches: readonly Stretch[], seed: number): RequiredRun {
  let { set } = stretches[seed] ?? { set: NO_BYTE };
  const most = sizeOf(set) + FEW_BYTES;
  const takes = (at: number): boolean => {
    const { set: taken, min } = stretches[at] ?? { set: NO_BYTE, min: 0 };
    const wider = unionOf([set, taken]);
    const isNear = sizeOf(wider) <= (min === 0 ? sizeOf(set) : most);
    const isOfToken = sizeOf(unionOf([wider, BYTES_OF_TOKENS])) === sizeOf(unionOf([set, BYTES_OF_TOKENS]));
    if (!isNear || !isOfToken) return false;
    set = wider;
    return true;
  };
  let [first, last] = [seed, seed];
  while (last + 1 < stretches.length && takes(last + 1)) last++;
  while (first > 0 && takes(first - 1)) first--;
  const before = stretches.slice(0, first);
  return {
    set,
    length: stretches.slice(first, last + 1).reduce((length, { min }) => length + min, 0),
    from: before.reduce((from, { min }) => from + min, 0),
    to: before.reduce((to, { max }) => to + max, 0),
  };
}

import type { ByteSet } from './regex/byte-set.ts';
import type { Reach } from './regex/keyword-reach.ts';
import type { RequiredRun } from './regex/required-run.ts';

/** What is known of a pattern that is tried near its keywords; proved from it, and then no more than numbers. */
export interface NearProof {
  /** How far before the end of each keyword a match may begin, in the order of the keywords. */
  readonly reaches: readonly Reach[];
  /** What a match may begin with. */
  readonly first: ByteSet;
  readonly run?: RequiredRun;
}

/** A proof in one line, such as `4-4;6767;40,0,0,3039415a5f5f617a`. */
export function writeProof({ reaches, first, run }: NearProof): string {
  const parts = [reaches.map(({ min, max }) => `${min}-${max}`).join(','), writeSet(first)];
  if (run !== undefined) parts.push([run.length, run.from, run.to, writeSet(run.set)].join(','));
  return parts.join(';');
}

export function readProof(text: string): NearProof {
  const [reaches = '', first = '', run] = text.split(';');
  return {
    reaches: reaches.split(',').map(readReach),
    first: readSet(first),
    ...(run === undefined ? {} : { run: readRun(run) }),
  };
}

/** `Infinity-0` says that a keyword calls for nothing. */
function readReach(text: string): Reach {
  const [min, max] = text.split('-');
  return { min: Number(min), max: Number(max) };
}

function readRun(text: string): RequiredRun {
  const [length, from, to, set = ''] = text.split(',');
  return { length: Number(length), from: Number(from), to: Number(to), set: readSet(set) };
}

const writeSet = (set: ByteSet): string => set.map(([from, to]) => hexOf(from) + hexOf(to)).join('');
const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

const readSet = (text: string): ByteSet =>
  (text.match(/.{4}/g) ?? []).map((range) => [
    Number.parseInt(range.slice(0, 2), 16),
    Number.parseInt(range.slice(2), 16),
  ]);

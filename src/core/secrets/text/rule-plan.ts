import { type BoundedSearch, hasBoundedSearch } from './bounded-search.ts';
import { type NearProof, readProof, writeProof } from './near-proof.ts';
import { type ByteSet, tableOf } from './regex/byte-set.ts';
import { firstBytesOf } from './regex/first-bytes.ts';
import { type KeywordReach, keywordReach, type Reach, spreadOf, wholeReach } from './regex/keyword-reach.ts';
import { matchLengthOf } from './regex/match-length.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { partsOf } from './regex/parts-of.ts';
import type { RegexNode } from './regex/regex-node.ts';
import { requiredRun } from './regex/required-run.ts';
import { type RunTest, runTestOf } from './run-test.ts';

/**
 * How the matches of a pattern are found without trying it everywhere. Each way finds the very matches that a run over the whole
 * text would find; which ways are open is proved from the pattern.
 *
 * - `near`: every match holds a keyword, so it begins in a small reach before the end of one. It is tried there.
 * - `named`: the same, but for characters before the keyword that may be left out: where what follows them matches, the match begins
 *   as far before as these characters go.
 * - `window`: the reach is large, but matches are short: a window around the keyword is searched.
 * - `bounded`: the pattern has an engine of its own, which looks for beginnings in the reach before a keyword, or everywhere.
 * - `whole`: nothing of this is known, or there is no bound.
 */
export type RulePlan = NearPlan | NamedPlan | WindowPlan | BoundedPlan | WholePlan;

/** Where a pattern may begin: */
export interface Begins {
  /** so far before the end of a keyword, by the keyword's place in the rule; never before one that calls for nothing */
  readonly nearest: readonly number[];
  readonly farthest: readonly number[];
  /** and at most so far before the end of any; */
  readonly farthestOfAll: number;
  /** with one of these. */
  readonly first: Readonly<Uint8Array>;
}

export interface NearPlan {
  readonly kind: 'near';
  /** Made when it is first asked for: where a run is required, most rules never come so far. */
  readonly sticky: RegExp;
  /** Whether it was asked for. */
  readonly isMade: boolean;
  readonly begins: Begins;
  /** Without it no match begins at a place. */
  readonly run?: RunTest;
}

export interface NamedPlan {
  readonly kind: 'named';
  readonly sticky: RegExp;
  /** What may stand before the rest, and how many of it. */
  readonly before: Readonly<Uint8Array>;
  readonly most: number;
  /** The pattern without that, and where it may begin. */
  readonly rest: RegExp;
  readonly begins: Begins;
}

export interface WindowPlan {
  readonly kind: 'window';
  readonly sticky: RegExp;
  readonly global: RegExp;
  readonly reach: Reach;
  /** Characters that decide on a match: before its beginning, and from there on. */
  readonly behind: number;
  readonly length: number;
}

export interface BoundedPlan {
  readonly kind: 'bounded';
  readonly pattern: BoundedSearch;
  /** Absent: a match may begin anywhere. */
  readonly reach?: Reach;
}

export interface WholePlan {
  readonly kind: 'whole';
  readonly global: RegExp;
}

/** So many beginnings for one keyword are tried one by one. */
const SMALL_REACH = 16;
const LARGE_REACH = 256;
const LONGEST_WINDOW = 4096;

/** A pattern is tried on all of a text. */
export function wholePlan(pattern: RegExp): BoundedPlan | WholePlan {
  if (hasBoundedSearch(pattern)) return { kind: 'bounded', pattern };
  return { kind: 'whole', global: pattern.global && !pattern.sticky ? pattern : withFlag(pattern, 'g') };
}

/** @param keywords lower case; without any every place is tried */
export function planRule(pattern: RegExp, keywords: readonly string[]): RulePlan {
  if (hasBoundedSearch(pattern)) return planBounded(pattern, keywords);
  const whole = wholePlan(pattern);
  const node = keywords.length === 0 ? undefined : parseRegex(pattern);
  const reach = node && keywordReach(node, keywords);
  if (node === undefined || reach === undefined) return whole;
  const near = (): NearPlan => planNear(() => pattern, proveNear(node, keywords, reach));
  if (spreadOf(reach) <= SMALL_REACH) return near();
  const other = planNamed(pattern, node, keywords) ?? planWindow(pattern, node, reach);
  return other ?? (spreadOf(reach) <= LARGE_REACH ? near() : whole);
}

/**
 * The plan of a pattern of which that was proved before.
 * @param proof what `writeProof` wrote of the plan of the same pattern and the same keywords
 */
export function planProved(patternOf: () => RegExp, proof: string): RulePlan {
  return proof === WHOLE ? wholePlan(patternOf()) : planNear(patternOf, readProof(proof));
}

/** What `planProved` needs to know of a pattern; undefined where that must be found out again. */
export function provePlan(pattern: RegExp, keywords: readonly string[]): string | undefined {
  const { kind } = planRule(pattern, keywords);
  if (kind === 'whole') return WHOLE;
  const node = parseRegex(pattern);
  const reach = node && keywordReach(node, keywords);
  return kind !== 'near' || node === undefined || reach === undefined
    ? undefined
    : writeProof(proveNear(node, keywords, reach));
}

const WHOLE = 'whole';

function planNear(patternOf: () => RegExp, { reaches, first, run }: NearProof): NearPlan {
  let sticky: RegExp | undefined;
  return {
    kind: 'near',
    get sticky() {
      return (sticky ??= withFlag(patternOf(), 'y'));
    },
    get isMade() {
      return sticky !== undefined;
    },
    begins: beginsOf(reaches, first),
    ...(run && { run: runTestOf(run) }),
  };
}

function proveNear(node: RegexNode, keywords: readonly string[], reach: KeywordReach): NearProof {
  const run = requiredRun(node);
  return { reaches: reachesOf(keywords, reach), first: firstBytesOf(node), ...(run && { run }) };
}

function planBounded(pattern: RegExp & BoundedSearch, keywords: readonly string[]): RulePlan {
  const node = keywords.length === 0 ? undefined : parseRegex(pattern);
  const known = node && keywordReach(node, keywords);
  const reach = known && wholeReach(known);
  const isBounded = reach !== undefined && reach.max <= LONGEST_WINDOW;
  return isBounded ? { kind: 'bounded', pattern, reach } : { kind: 'bounded', pattern };
}

const reachesOf = (keywords: readonly string[], reach: KeywordReach): readonly Reach[] =>
  keywords.map((_, keyword) => reach.get(keyword) ?? NOWHERE);

const beginsOf = (reaches: readonly Reach[], first: ByteSet): Begins => ({
  nearest: reaches.map(({ min }) => min),
  farthest: reaches.map(({ max }) => max),
  farthestOfAll: Math.max(...reaches.map(({ max }) => max)),
  first: tableOf(first),
});

const NOWHERE: Reach = { min: Infinity, max: 0 };

/** Matches of it are found wherever `lastIndex` says: everywhere behind it (`g`), or right there (`y`). */
const withFlag = ({ source, flags }: RegExp, flag: 'g' | 'y'): RegExp =>
  new RegExp(source, `${flags.replaceAll(/[gyd]/g, '')}${flag}`);

function planNamed(pattern: RegExp, node: RegexNode, keywords: readonly string[]): RulePlan | undefined {
  const [begin, ...parts] = node.kind === 'sequence' ? node.parts : [];
  if (begin?.kind !== 'repeat' || begin.at !== 0 || begin.min > 0 || begin.body.kind !== 'set') return undefined;
  const rest: RegexNode = { kind: 'sequence', parts };
  const reach = keywordReach(rest, keywords);
  if (reach === undefined || spreadOf(reach) > SMALL_REACH || holdsBackreference(rest)) return undefined;
  return {
    kind: 'named',
    sticky: withFlag(pattern, 'y'),
    before: tableOf(begin.body.set),
    most: begin.max,
    rest: withFlag(new RegExp(pattern.source.slice(begin.end), pattern.flags), 'y'),
    begins: beginsOf(reachesOf(keywords, reach), firstBytesOf(rest)),
  };
}

function planWindow(pattern: RegExp, node: RegexNode, reach: KeywordReach): RulePlan | undefined {
  const { max, behind, ahead } = matchLengthOf(node);
  const length = max + ahead;
  if (length > LONGEST_WINDOW || behind > LONGEST_WINDOW) return undefined;
  const [sticky, global] = [withFlag(pattern, 'y'), withFlag(pattern, 'g')];
  return { kind: 'window', sticky, global, reach: wholeReach(reach), behind, length };
}

const holdsBackreference = (node: RegexNode): boolean =>
  node.kind === 'backreference' || partsOf(node).some(holdsBackreference);

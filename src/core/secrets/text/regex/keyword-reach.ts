import { buildKeywordAutomaton, type KeywordAutomaton } from '../keyword-automaton.ts';
import { type ByteSet, holdsByte, sizeOf } from './byte-set.ts';
import { addLengths, matchLengthOf, NO_LENGTH } from './match-length.ts';
import type { RegexNode, RegexRepeat } from './regex-node.ts';

/** From and to, both included. */
export interface Reach {
  readonly min: number;
  readonly max: number;
}

/** How far after the beginning of a match a keyword ends, by its place in the list of keywords. */
export type KeywordReach = ReadonlyMap<number, Reach>;

/**
 * Where in a match a keyword ends that every match holds: for each keyword that may be it, so many characters after the beginning.
 * Undefined when a match need not hold any.
 */
export function keywordReach(node: RegexNode, keywords: readonly string[]): KeywordReach | undefined {
  const automaton = buildKeywordAutomaton(keywords);
  const first = firstKeyword(node, automaton);
  if (first === undefined || spreadOf(first) <= SMALL_SPREAD) return first;
  return [first, ...inPart(node, automaton)].reduce((one, other) => (spreadOf(other) < spreadOf(one) ? other : one));
}

/** It is not worth the while to look for a smaller one. */
const SMALL_SPREAD = 4;

/** The most beginnings that one keyword calls for, but one. */
export const spreadOf = (reach: KeywordReach): number =>
  Math.max(...[...reach.values()].map(({ min, max }: Reach) => max - min));

/**
 * The first keyword may end anywhere before the one that the pattern spells, in characters that may be any: then the spelt one
 * says better where the match begins.
 */
function* inPart(node: RegexNode, automaton: KeywordAutomaton): Generator<KeywordReach> {
  if (node.kind !== 'sequence') return;
  for (let before = 1, length = NO_LENGTH; before < node.parts.length; before++) {
    length = addLengths(length, matchLengthOf(node.parts[before - 1] ?? node));
    if (length.max === Infinity) return;
    if (!isSpelt(node.parts[before]) || isSpelt(node.parts[before - 1])) continue;
    const { min, max } = length;
    const reach = firstKeyword({ kind: 'sequence', parts: node.parts.slice(before) }, automaton);
    if (reach === undefined) return; // What follows still less says that there is one.
    yield new Map([...reach].map(([keyword, ends]) => [keyword, { min: ends.min + min, max: ends.max + max }]));
  }
}

/** Whether a part takes one letter, in either case, or one of a few texts: there a keyword may begin. */
const isSpelt = (part: RegexNode | undefined): boolean =>
  part !== undefined && (part.kind === 'choice' || (part.kind === 'set' && sizeOf(part.set) <= 2));

/**
 * Where the first keyword in a match ends. The proof follows the pattern and the automaton of the keywords side by side: whatever
 * text the pattern takes, in which states may the automaton be, and how long may that text be? A pattern takes no more than its
 * nodes say, so nothing is overlooked.
 */
function firstKeyword(node: RegexNode, automaton: KeywordAutomaton): KeywordReach | undefined {
  const walk = new KeywordWalk(automaton);
  const without = walk.advance(node, new Map([[0, { min: 0, max: 0 }]]));
  return without.size === 0 ? walk.ends : undefined;
}

/** The reach of all keywords together. */
export const wholeReach = (reach: KeywordReach): Reach => [...reach.values()].reduce(widen, { min: Infinity, max: 0 });

/** States of the automaton in which no keyword has ended yet, with the lengths of the texts that lead there. */
type States = ReadonlyMap<number, Reach>;

class KeywordWalk {
  readonly #automaton: KeywordAutomaton;
  /** By class of the automaton: its bytes. Those that stand in no keyword are class 0. */
  readonly #bytes: readonly (readonly number[])[];
  readonly #classes = new Map<ByteSet, readonly number[]>();
  readonly #ends = new Map<number, Reach>();

  constructor(automaton: KeywordAutomaton) {
    this.#automaton = automaton;
    this.#bytes = bytesOfClasses(automaton);
  }

  /** Where keywords ended that no other ended before. */
  get ends(): KeywordReach {
    return this.#ends;
  }

  advance(node: RegexNode, from: States): States {
    switch (node.kind) {
      case 'set':
        return this.#advanceOne(node.set, from);
      case 'sequence':
        return node.parts.reduce((states, part) => (states.size === 0 ? states : this.advance(part, states)), from);
      case 'choice':
        return unite(node.options.map((option) => this.advance(option, from)));
      case 'repeat':
        return this.#advanceRepeat(node, from);
      case 'look':
        return from;
      case 'backreference':
        return unite([from, this.advance(node.body, from)]);
    }
  }

  #advanceOne(set: ByteSet, from: States): States {
    const { next, rowBits, firstEnding, endings } = this.#automaton;
    const taken = this.#classesIn(set);
    const states = new Map<number, Reach>();
    for (const [state, { min, max }] of from) {
      const reach = { min: min + 1, max: max + 1 };
      for (const byteClass of taken) {
        const target = next[(state << rowBits) + byteClass] ?? 0;
        if (target >= firstEnding) note(this.#ends, endings[target - firstEnding]?.[0] ?? 0, reach);
        else note(states, target, reach);
      }
    }
    return states;
  }

  #classesIn(set: ByteSet): readonly number[] {
    const known = this.#classes.get(set) ?? classesIn(set, this.#bytes);
    this.#classes.set(set, known);
    return known;
  }

  /** Few turns are followed one by one, and so many as must be, until they lead to no other states than the turn before. */
  #advanceRepeat({ body, min, max }: RegexRepeat, from: States): States {
    let states = from;
    let turn = 0;
    for (let isSettled = false; turn < Math.min(min, MAX_EXACT_TURNS) && !isSettled; turn++) {
      const after = this.advance(body, states);
      isSettled = hasSameStates(after, states);
      states = after;
    }
    if (max - turn > MAX_EXTRA_TURNS || turn < min)
      return this.#close(body, states, { min: min - turn, max: max - turn });
    const results = [states];
    for (; turn < max; turn++) results.push((states = this.advance(body, states)));
    return unite(results);
  }

  /** All states that any number of turns leads to. How long the texts are then is said of all of them at once. */
  #close(body: RegexNode, from: States, turns: Reach): States {
    if (from.size === 0) return from;
    let states = from;
    for (let known = -1; known < states.size;) {
      known = states.size;
      states = unite([states, this.advance(body, states)]);
    }
    const length = matchLengthOf(body);
    const before = [...from.values()].reduce(widen);
    const longest = before.max + times(turns.max, length.max);
    const shortest = before.min + turns.min * length.min;
    const grown = new Map([...states].map(([state, { min }]) => [state, { min, max: longest }]));
    this.advance(body, grown); // For the keywords that end in the last turns.
    return new Map([...grown].map(([state, { min, max }]) => [state, { min: Math.max(min, shortest), max }]));
  }
}

function bytesOfClasses({ classes, width }: KeywordAutomaton): readonly (readonly number[])[] {
  const bytes: number[][] = [];
  while (bytes.length < width) bytes.push([]);
  for (let byte = 0; byte < classes.length; byte++) if (classes[byte] !== 0) bytes[classes[byte] ?? 0]?.push(byte);
  return bytes;
}

/** The classes of which a set holds a byte. */
function classesIn(set: ByteSet, bytes: readonly (readonly number[])[]): readonly number[] {
  const found: number[] = [];
  let known = 0;
  for (let byteClass = 1; byteClass < bytes.length; byteClass++) {
    const held = (bytes[byteClass] ?? []).filter((byte) => holdsByte(set, byte)).length;
    if (held > 0) found.push(byteClass);
    known += held;
  }
  if (sizeOf(set) > known) found.push(0);
  return found;
}

const MAX_EXACT_TURNS = 64;
/** Of turns that need not be: `?` may stand in the midst of a keyword, a longer repeat hardly does. */
const MAX_EXTRA_TURNS = 2;

const hasSameStates = (one: States, other: States): boolean =>
  one.size === other.size && [...one.keys()].every((state) => other.has(state));

const times = (count: number, length: number): number => (length === 0 ? 0 : count * length);

const widen = (one: Reach, other: Reach): Reach => ({
  min: Math.min(one.min, other.min),
  max: Math.max(one.max, other.max),
});

function note(reaches: Map<number, Reach>, key: number, reach: Reach): void {
  reaches.set(key, widen(reaches.get(key) ?? reach, reach));
}

function unite(all: readonly States[]): States {
  const united = new Map<number, Reach>();
  for (const states of all) for (const [state, reach] of states) note(united, state, reach);
  return united;
}

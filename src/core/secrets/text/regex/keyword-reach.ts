import { buildKeywordAutomaton, type KeywordAutomaton } from '../keyword-automaton.ts';
import { ANY_BYTE, type ByteSet } from './byte-set.ts';
import { matchLengthOf } from './match-length.ts';
import type { RegexNode, RegexRepeat } from './regex-node.ts';

/** From and to, both included. */
export interface Reach {
  readonly min: number;
  readonly max: number;
}

/**
 * How far after the beginning of a match the first keyword in it ends; undefined when a match need not hold a keyword.
 *
 * The proof follows the pattern and the automaton of the keywords side by side: whatever text the pattern takes, in which states
 * may the automaton be, and how long may that text be? A pattern takes no more than its nodes say, so nothing is overlooked.
 */
export function keywordReach(node: RegexNode, keywords: readonly string[]): Reach | undefined {
  const walk = new KeywordWalk(buildKeywordAutomaton(keywords));
  const without = walk.advance(node, new Map([[0, { min: 0, max: 0 }]]));
  return without.size === 0 ? walk.ends : undefined;
}

/** States of the automaton in which no keyword has ended yet, with the lengths of the texts that lead there. */
type States = ReadonlyMap<number, Reach>;

class KeywordWalk {
  readonly #automaton: KeywordAutomaton;
  readonly #classes = new Map<ByteSet, readonly number[]>();
  #ends: Reach | undefined;

  constructor(automaton: KeywordAutomaton) {
    this.#automaton = automaton;
  }

  /** Where keywords ended that no other ended before. */
  get ends(): Reach | undefined {
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
        return this.#advanceRepeat(ANYTHING, from);
    }
  }

  #advanceOne(set: ByteSet, from: States): States {
    const { next, firstEnding } = this.#automaton;
    const taken = this.#classesIn(set);
    const states = new Map<number, Reach>();
    for (const [state, { min, max }] of from) {
      const reach = { min: min + 1, max: max + 1 };
      for (const byteClass of taken) {
        const target = next[state + byteClass] ?? 0;
        if (target >= firstEnding) this.#ends = widen(this.#ends ?? reach, reach);
        else states.set(target, widen(states.get(target) ?? reach, reach));
      }
    }
    return states;
  }

  #classesIn(set: ByteSet): readonly number[] {
    const known = this.#classes.get(set) ?? [...new Set(this.#automaton.classes.filter((_, byte) => set[byte] === 1))];
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

const MAX_EXACT_TURNS = 64;
/** Of turns that need not be: `?` may stand in the midst of a keyword, a longer repeat hardly does. */
const MAX_EXTRA_TURNS = 2;

const hasSameStates = (one: States, other: States): boolean =>
  one.size === other.size && [...one.keys()].every((state) => other.has(state));

const times = (count: number, length: number): number => (length === 0 ? 0 : count * length);

const ANYTHING: RegexRepeat = {
  kind: 'repeat',
  body: { kind: 'set', set: ANY_BYTE },
  min: 0,
  max: Infinity,
  at: 0,
  end: 0,
};

const widen = (one: Reach, other: Reach): Reach => ({
  min: Math.min(one.min, other.min),
  max: Math.max(one.max, other.max),
});

function unite(all: readonly States[]): States {
  const united = new Map<number, Reach>();
  for (const states of all)
    for (const [state, reach] of states) united.set(state, widen(united.get(state) ?? reach, reach));
  return united;
}

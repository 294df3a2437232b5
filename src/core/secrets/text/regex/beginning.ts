import { ANY_BYTE, type ByteSet, holdsByte } from './byte-set.ts';
import { matchLengthOf } from './match-length.ts';
import type { RegexNode } from './regex-node.ts';

/**
 * How the matches of a pattern may begin, as an automaton: what it comes to no end with may be one. It takes more than the pattern does:
 * it does not count, looks at nothing beside its way, and knows only so many states.
 */
export interface Beginning {
  /** So many bytes at the beginning are not looked at: a keyword stands there. */
  readonly skip: number;
  /** Class of each byte. */
  readonly classes: Readonly<Uint8Array>;
  /** Rows of `MOST_CLASSES`: by state and class the next state. The rows of `DEAD` and `MAYBE` lead there again. */
  readonly rows: Readonly<Uint8Array>;
}

export const MOST_CLASSES = 64;
/** Nothing matches; something may; then come the others. */
export const DEAD = 0;
export const MAYBE = 1;
export const FIRST_STATE = 2;

/** Further states are taken for `MAYBE`: most places show after a name and a character that they are none. */
const MOST_STATES = 24;
/** A first part that is no longer than that, of words to choose from, is the keyword. */
const LONGEST_KEYWORD = 16;

/** Undefined where that says nothing, or tells too many bytes apart. */
export function beginningOf(pattern: RegexNode): Beginning | undefined {
  const [first, ...rest] = pattern.kind === 'sequence' ? pattern.parts : [pattern];
  if (first === undefined || rest.length === 0) return undefined;
  const { min, max } = matchLengthOf(first);
  if (min === 0 || max > LONGEST_KEYWORD) return undefined;
  const draft = new Draft();
  const start = draft.addOptional(max - min, draft.add({ kind: 'sequence', parts: rest }, ACCEPTS));
  const states = closureOf(draft, [start]);
  const classes = states && classesOf(draft);
  return classes && { skip: min, classes: classes.byByte, rows: rowsOf(draft, states, classes.samples) };
}

/** The state without a set that leads nowhere. */
const ACCEPTS = 0;

/** States of an automaton that may be in many at once. */
class Draft {
  /** What leads from a state to its next one; absent: it is in others at the same time. */
  readonly sets: (ByteSet | undefined)[] = [undefined];
  readonly next: number[] = [ACCEPTS];
  readonly others: (readonly number[])[] = [[]];

  /** @returns the state from which a node leads to another state */
  add(node: RegexNode, to: number): number {
    switch (node.kind) {
      case 'set':
        return this.#step(node.set, to);
      case 'sequence':
        return node.parts.reduceRight((next, part) => this.add(part, next), to);
      case 'choice':
        return this.#fork(node.options.map((option) => this.add(option, to)));
      case 'look':
        return to;
      case 'backreference':
        return this.#loop(true, (again) => this.#step(ANY_BYTE, again), to);
      case 'repeat':
        if (node.max <= 1)
          return node.max === 0 ? to : this.#fork([this.add(node.body, to), ...(node.min === 0 ? [to] : [])]);
        return this.#loop(node.min === 0, (again) => this.add(node.body, again), to);
    }
  }

  /** Up to so many bytes of any kind. */
  addOptional(count: number, to: number): number {
    let state = to;
    for (let i = 0; i < count; i++) state = this.#fork([to, this.#step(ANY_BYTE, state)]);
    return state;
  }

  #step(set: ByteSet, to: number): number {
    this.sets.push(set);
    this.others.push([]);
    return this.next.push(to) - 1;
  }

  #fork(others: readonly number[]): number {
    this.sets.push(undefined);
    this.others.push(others);
    return this.next.push(ACCEPTS) - 1;
  }

  #loop(mayBeNone: boolean, add: (again: number) => number, to: number): number {
    const again = this.#fork([]);
    const body = add(again);
    this.others[again] = [body, to];
    return mayBeNone ? again : body;
  }
}

interface Classes {
  readonly byByte: Uint8Array;
  /** A byte of each class. */
  readonly samples: readonly number[];
}

/** Bytes that no set tells apart share a class. */
function classesOf({ sets }: Draft): Classes | undefined {
  const distinct = new Map<string, ByteSet>();
  for (const set of sets) if (set !== undefined) distinct.set(set.join(';'), set);
  const isCut = new Uint8Array(257);
  for (const set of distinct.values()) for (const [from, to] of set) isCut[from] = isCut[to + 1] = 1;
  const byByte = new Uint8Array(256);
  const samples: number[] = [];
  const known = new Map<string, number>();
  let last = 0;
  for (let byte = 0; byte < 256; byte++) {
    if (byte === 0 || isCut[byte] === 1) {
      let kind = '';
      for (const set of distinct.values()) kind += holdsByte(set, byte) ? '1' : '0';
      last = known.get(kind) ?? samples.push(byte) - 1;
      known.set(kind, last);
    }
    byByte[byte] = last;
  }
  return samples.length > MOST_CLASSES ? undefined : { byByte, samples };
}

function rowsOf(draft: Draft, start: readonly number[], samples: readonly number[]): Uint8Array {
  const states: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const numberOf = (at: readonly number[] | undefined): number => {
    if (at === undefined) return MAYBE;
    if (at.length === 0) return DEAD;
    const name = at.join(' ');
    const state = known.get(name);
    if (state !== undefined) return state;
    if (states.length === MOST_STATES) return MAYBE;
    known.set(name, FIRST_STATE + states.length);
    return FIRST_STATE + states.push(at) - 1;
  };
  numberOf(start);
  const rows = new Uint8Array((FIRST_STATE + MOST_STATES) * MOST_CLASSES);
  rows.fill(MAYBE, MAYBE * MOST_CLASSES, FIRST_STATE * MOST_CLASSES);
  for (let state = 0; state < states.length; state++) {
    const at = states[state] ?? [];
    for (const [place, byte] of samples.entries()) {
      const next = numberOf(closureOf(draft, stepsOf(draft, at, byte)));
      rows[(FIRST_STATE + state) * MOST_CLASSES + place] = next;
    }
  }
  return rows.slice(0, (FIRST_STATE + states.length) * MOST_CLASSES);
}

function stepsOf({ sets, next }: Draft, states: readonly number[], byte: number): readonly number[] {
  const reached: number[] = [];
  for (const state of states) {
    const set = sets[state];
    if (set !== undefined && holdsByte(set, byte)) reached.push(next[state] ?? ACCEPTS);
  }
  return reached;
}

/** The states with a set that some states are in at the same time, in order; undefined when the pattern's end is one. */
function closureOf({ sets, others }: Draft, states: readonly number[]): readonly number[] | undefined {
  const seen = new Set(states);
  const closure: number[] = [];
  for (const state of seen) {
    if (state === ACCEPTS) return undefined;
    if (sets[state] === undefined) for (const other of others[state] ?? []) seen.add(other);
    else closure.push(state);
  }
  return closure.sort((a, b) => a - b);
}

import type { WorkBudget } from '../../../text/work-budget.ts';
import { type Alphabet, toAlphabet } from './alphabet.ts';
import { KIND, type Kind, kindOf, KINDS } from './character-kinds.ts';
import { type CloseOver, type Closure, createCloseOver } from './closure.ts';
import type { Program } from './program.ts';
import { type CharacterReader, codePointIn, lengthIn } from './read-character.ts';

/** 16 MB of transitions, and as much for what the states stand for. When there are more, all are forgotten and made again. */
const MAX_CELLS = 4 * 1024 * 1024;
const MAX_PLACES = 1024 * 1024;
const FIRST_CELLS = 4096;

const UNKNOWN = -1;
const DEAD = 0;

/** The places that a machine may be in, without those it can no longer get to from a match; made at first need. */
interface State {
  readonly places: readonly number[];
  /** Of the character that was taken last. */
  readonly kind: Kind;
  /** What the places lead to, by the kind of the next character; made at first need. */
  readonly closures: (Closure | undefined)[];
}

const NOWHERE: State = { places: [], kind: KIND.none, closures: [] };

/**
 * A deterministic automaton for a program whose states are made when a text leads to them: one step for each character, whatever
 * the expression. Which assertions hold is known only when the next character is, so a match is noticed one step late.
 */
export class LazyAutomaton {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  readonly #reader: CharacterReader;
  readonly #isReverse: boolean;
  readonly #closeOver: CloseOver;
  readonly #tellsKinds: boolean;
  /** A row for each state: a column for each letter, one for each kind of character where the text ends, one for the end of a search. */
  readonly #width: number;
  /** `2 · row of the next state`, plus 1 when a match ends before the character. */
  #table = new Int32Array(FIRST_CELLS).fill(UNKNOWN);
  #states: State[] = [];
  #rows = new Map<number, number[]>();
  #placesHeld = 0;
  /** By place: the last step that went there. */
  readonly #marks: Int32Array;
  #mark = 0;

  constructor(program: Program, reader: CharacterReader, direction: 'forward' | 'reverse') {
    this.#program = program;
    this.#marks = new Int32Array(program.instructions.length);
    this.#reader = reader;
    this.#isReverse = direction === 'reverse';
    this.#alphabet = toAlphabet(program);
    this.#closeOver = createCloseOver(program);
    this.#tellsKinds = program.instructions.some(({ op }) => op === 'assert');
    this.#width = this.#alphabet.size + KINDS + 1;
    this.#forget();
  }

  /** Where the first match ends that begins in [from, last], the one that backtracking would find; -1 without one. */
  findEnd(text: string, from: number, last: number, budget?: WorkBudget): number {
    const { ascii, letterOf } = this.#alphabet;
    let row = this.#startAt(this.#kindBefore(text, from));
    let table = this.#table;
    let found = -1;
    let stop = last;
    for (let at = from; at < text.length; at++) {
      if (at > stop) {
        row = this.#endSearch(row);
        table = this.#table;
        stop = Infinity;
        if (row === DEAD) return found;
      }
      const code = text.charCodeAt(at);
      let letter = ascii[code];
      const start = at;
      if (letter === undefined) {
        const read = this.#reader.at(text, at);
        letter = letterOf(codePointIn(read));
        at += lengthIn(read) - 1;
      }
      let step = table[row + letter] ?? UNKNOWN;
      if (step === UNKNOWN) {
        step = this.#makeStep(row, letter);
        table = this.#table;
        if (this.#isTooDear(row, budget)) return -1;
      }
      if ((step & 1) === 1) found = start;
      row = step >> 1;
      if (row === DEAD) return found;
    }
    return (this.#step(row, this.#alphabet.size + KIND.none) & 1) === 1 ? text.length : found;
  }

  /** The earliest place at or after `from` where a match begins that ends at `end`; -1 without one. */
  findStart(text: string, from: number, end: number, budget?: WorkBudget): number {
    const { letterOf } = this.#alphabet;
    let row = this.#startAt(this.#kindAt(text, end));
    let found = -1;
    for (let at = end; at > from;) {
      const read = this.#reader.before(text, at);
      const step = this.#step(row, letterOf(codePointIn(read)));
      if (this.#isTooDear(row, budget)) return -1;
      if ((step & 1) === 1) found = at;
      row = step >> 1;
      if (row === DEAD) return found;
      at -= lengthIn(read);
    }
    return (this.#step(row, this.#alphabet.size + this.#kindBefore(text, from)) & 1) === 1 ? from : found;
  }

  #kindBefore(text: string, offset: number): Kind {
    return offset === 0 ? KIND.none : kindOf(codePointIn(this.#reader.before(text, offset)));
  }

  #kindAt(text: string, offset: number): Kind {
    return offset >= text.length ? KIND.none : kindOf(codePointIn(this.#reader.at(text, offset)));
  }

  #step(row: number, column: number): number {
    const known = this.#table[row + column] ?? UNKNOWN;
    return known === UNKNOWN ? this.#makeStep(row, column) : known;
  }

  /** The state without the beginnings that are still to come. */
  #endSearch(row: number): number {
    const column = row + this.#alphabet.size + KINDS;
    const known = this.#table[column] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const { places, kind } = this.#states[row / this.#width] ?? NOWHERE;
    const states = this.#states;
    const ended = this.#rowOf(
      places.filter((place) => place !== this.#program.start),
      kind,
    );
    if (states === this.#states) this.#table[column] = ended;
    return ended;
  }

  /** New states cost as much as they have places. */
  #isTooDear(row: number, budget: WorkBudget | undefined): boolean {
    if (budget === undefined) return false;
    budget.spend(1 + (this.#states[row / this.#width]?.places.length ?? 0));
    return budget.isOver();
  }

  #makeStep(row: number, column: number): number {
    const state = this.#states[row / this.#width] ?? NOWHERE;
    const isEnd = column >= this.#alphabet.size;
    const kind = this.#kindOfColumn(column);
    const { takes, isMatch } = this.#closureOf(state, kind);
    const states = this.#states;
    const step = 2 * this.#rowOf(isEnd ? [] : this.#take(takes, column), kind) + Number(isMatch);
    // When all states were forgotten, the one that the step begins at was, too.
    if (states === this.#states) this.#table[row + column] = step;
    return step;
  }

  #closureOf(state: State, nextKind: Kind): Closure {
    const kind = this.#tellsKinds ? nextKind : KIND.none;
    const known = state.closures[kind];
    if (known !== undefined) return known;
    const [before, after] = this.#isReverse ? [kind, state.kind] : [state.kind, kind];
    const closure = this.#closeOver(state.places, before, after, !this.#isReverse);
    state.closures[kind] = closure;
    this.#placesHeld += closure.takes.length;
    return closure;
  }

  #kindOfColumn(column: number): Kind {
    const { size, kinds } = this.#alphabet;
    if (column < size) return kinds[column] ?? KIND.other;
    return KIND_OF_END[column - size] ?? KIND.none;
  }

  #take(takes: readonly number[], letter: number): readonly number[] {
    const { instructions } = this.#program;
    const mark = ++this.#mark;
    const next: number[] = [];
    for (const place of takes) {
      const instruction = instructions[place];
      if (instruction?.op !== 'take' || this.#alphabet.takes[place]?.[letter] !== 1) continue;
      if (this.#marks[instruction.next] !== mark) next.push(instruction.next);
      this.#marks[instruction.next] = mark;
    }
    // Read backwards, for the longest match, no place is preferred.
    return this.#isReverse ? next.sort((a, b) => a - b) : next;
  }

  #startAt(kind: Kind): number {
    return this.#rowOf([this.#program.start], kind);
  }

  #rowOf(places: readonly number[], lastKind: Kind): number {
    if (places.length === 0) return DEAD;
    const kind = this.#tellsKinds ? lastKind : KIND.none;
    const hash = hashOf(places, kind);
    const alike = this.#rows.get(hash) ?? [];
    for (const row of alike) {
      const state = this.#states[row / this.#width];
      if (state?.kind === kind && areSame(state.places, places)) return row;
    }
    return this.#addState(hash, { places, kind, closures: [] });
  }

  #addState(hash: number, state: State): number {
    if (this.#isFull()) this.#forget();
    const row = (this.#states.push(state) - 1) * this.#width;
    const alike = this.#rows.get(hash);
    if (alike === undefined) this.#rows.set(hash, [row]);
    else alike.push(row);
    this.#placesHeld += state.places.length;
    if (row + this.#width > this.#table.length) this.#grow(row + this.#width);
    return row;
  }

  #isFull(): boolean {
    return (this.#states.length + 1) * this.#width > MAX_CELLS || this.#placesHeld > MAX_PLACES;
  }

  #grow(cells: number): void {
    const grown = new Int32Array(Math.max(cells, 2 * this.#table.length)).fill(UNKNOWN);
    grown.set(this.#table);
    this.#table = grown;
  }

  #forget(): void {
    this.#table = new Int32Array(Math.max(FIRST_CELLS, this.#width)).fill(UNKNOWN);
    this.#states = [NOWHERE];
    this.#rows = new Map();
    this.#placesHeld = 0;
  }
}

const KIND_OF_END: readonly Kind[] = [KIND.none, KIND.newline, KIND.word, KIND.other];

function hashOf(places: readonly number[], kind: Kind): number {
  let hash: number = kind;
  for (const place of places) hash = (Math.imul(hash, 31) + place) | 0;
  return hash;
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

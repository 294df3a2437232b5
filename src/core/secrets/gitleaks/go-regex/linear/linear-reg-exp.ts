import type { BoundedSearch } from '../../../text/bounded-search.ts';
import type { WorkBudget } from '../../../text/work-budget.ts';
import type { GoExpression } from '../syntax.ts';
import { compileProgram } from './compile-program.ts';
import { findGroups } from './find-groups.ts';
import { LazyAutomaton } from './lazy-automaton.ts';
import type { Program } from './program.ts';
import { BYTE_READER, type CharacterReader, lengthIn, UNICODE_READER } from './read-character.ts';

/**
 * An expression that is matched in time linear in the text, by automata, with exactly Go's preferences. It stands wherever a
 * RegExp does, as far as `exec`, `test` and iteration go; its `source` is what JavaScript would be told.
 */
export class LinearRegExp extends RegExp implements BoundedSearch {
  readonly #expression: GoExpression;
  readonly #reader: CharacterReader;
  #forward: LazyAutomaton | undefined;
  #reverse: LazyAutomaton | undefined;
  #matching: Program | undefined;

  constructor(source: string, flags: string, expression: GoExpression) {
    super(source, flags);
    this.#expression = expression;
    this.#reader = this.unicode ? UNICODE_READER : BYTE_READER;
  }

  override exec(text: string): RegExpExecArray | null {
    const match = this.searchBetween(text, this.global ? this.lastIndex : 0, text.length);
    if (this.global) this.lastIndex = match === null ? 0 : match.index + match[0].length;
    return match;
  }

  searchBetween(text: string, from: number, last: number, budget?: WorkBudget): RegExpExecArray | null {
    const start = startOfCharacter(this.#reader, text, from);
    const span = start > Math.min(last, text.length) ? undefined : this.#find(text, start, last, budget);
    const notes = span && this.#groupsIn(text, span, budget);
    return notes === undefined ? null : toMatch(text, notes);
  }

  #find(text: string, from: number, last: number, budget?: WorkBudget): { start: number; end: number } | undefined {
    const { root } = this.#expression;
    this.#forward ??= new LazyAutomaton(compileProgram(root, 'find'), this.#reader, 'forward');
    const end = this.#forward.findEnd(text, from, last, budget);
    if (end === -1) return undefined;
    this.#reverse ??= new LazyAutomaton(compileProgram(root, 'reverse'), this.#reader, 'reverse');
    const start = this.#reverse.findStart(text, from, end, budget);
    return start === -1 ? undefined : { start, end };
  }

  #groupsIn(text: string, span: { start: number; end: number }, budget?: WorkBudget): readonly number[] | undefined {
    const { root, groups } = this.#expression;
    if (groups === 0) return [span.start, span.end];
    this.#matching ??= compileProgram(root, 'match');
    const notes = findGroups(this.#matching, { groups, reader: this.#reader, text, span, budget });
    return notes && [span.start, span.end, ...notes.slice(2)];
  }
}

/** Go goes on by characters, also behind an empty match. */
function startOfCharacter(reader: CharacterReader, text: string, offset: number): number {
  const limit = Math.max(0, offset - 3);
  for (let start = offset - 1; start >= limit; start--) {
    const end = start + lengthIn(reader.at(text, start));
    if (end > offset) return end;
  }
  return offset;
}

function toMatch(text: string, notes: readonly number[]): RegExpExecArray {
  const spans: ([number, number] | undefined)[] = [];
  for (let slot = 0; slot < notes.length; slot += 2) {
    const [start = -1, end = -1] = notes.slice(slot, slot + 2);
    spans.push(start === -1 ? undefined : [start, end]);
  }
  const texts = spans.map((span) => (span === undefined ? undefined : text.slice(...span)));
  const match = Object.assign(texts, { index: notes[0] ?? 0, input: text, indices: spans, groups: undefined });
  // TypeScript's type of a match does not know groups that took no part; JavaScript's own matches hold undefined there, too.
  return match as unknown as RegExpExecArray;
}

import type { WorkBudget } from '../../../text/work-budget.ts';
import { contains } from '../code-points.ts';
import { holds, KIND, type Kind, kindOf } from './character-kinds.ts';
import type { Program } from './program.ts';
import { type CharacterReader, codePointIn, lengthIn } from './read-character.ts';

/** Where groups begin and end, by slot; -1 for those that took no part. */
type Notes = readonly number[];

interface Thread {
  readonly place: number;
  readonly notes: Notes;
}

/** A match whose groups are wanted. */
export interface FoundMatch {
  readonly groups: number;
  readonly reader: CharacterReader;
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly budget: WorkBudget | undefined;
}

/**
 * What the groups hold in a match: all ways through the program at once, the preferred ones first. Undefined when the budget is
 * over.
 * @param program for reading `match`
 */
export function findGroups(program: Program, { groups, reader, text, span, budget }: FoundMatch): Notes | undefined {
  let best: Notes = Array.from({ length: 2 * groups + 2 }, () => -1);
  let threads: readonly Thread[] = [{ place: program.start, notes: best }];
  let before = kindBefore(reader, text, span.start);
  for (let at = span.start; at <= span.end && threads.length > 0;) {
    const read = at < text.length ? reader.at(text, at) : undefined;
    const after = read === undefined ? KIND.none : kindOf(codePointIn(read));
    const { takes, matched } = advance(program, threads, { at, before, after });
    best = matched ?? best;
    if (read === undefined) break;
    threads = take(program, takes, codePointIn(read));
    before = after;
    at += lengthIn(read);
    budget?.spend(threads.length);
    if (budget?.isOver() === true) return undefined;
  }
  return best;
}

const kindBefore = (reader: CharacterReader, text: string, offset: number): Kind =>
  offset === 0 ? KIND.none : kindOf(codePointIn(reader.before(text, offset)));

interface Place {
  readonly at: number;
  readonly before: Kind;
  readonly after: Kind;
}

/** Follows forks, notes and assertions; threads that are preferred less than a match end. */
function advance(
  { instructions }: Program,
  threads: readonly Thread[],
  { at, before, after }: Place,
): { readonly takes: readonly Thread[]; readonly matched?: Notes } {
  const seen = new Set<number>();
  const takes: Thread[] = [];
  const pending = threads.toReversed();
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { place, notes } = thread;
    const instruction = instructions[place];
    if (instruction === undefined || seen.has(place)) continue;
    seen.add(place);
    switch (instruction.op) {
      case 'take':
        takes.push(thread);
        break;
      case 'fork':
        pending.push({ place: instruction.other, notes }, { place: instruction.next, notes });
        break;
      case 'assert':
        if (holds(instruction.what, before, after)) pending.push({ place: instruction.next, notes });
        break;
      case 'note':
        pending.push({ place: instruction.next, notes: notes.with(instruction.slot, at) });
        break;
      case 'match':
        return { takes, matched: notes };
    }
  }
  return { takes };
}

function take({ instructions }: Program, threads: readonly Thread[], codePoint: number): readonly Thread[] {
  return threads.flatMap(({ place, notes }) => {
    const instruction = instructions[place];
    if (instruction?.op !== 'take' || !contains(instruction.set, codePoint)) return [];
    return [{ place: instruction.next, notes }];
  });
}

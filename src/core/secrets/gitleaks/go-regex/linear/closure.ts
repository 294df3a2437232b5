import { holds, type Kind } from './character-kinds.ts';
import type { Program } from './program.ts';

/** The places that a machine is in before it takes a character, the preferred ones first. */
export interface Closure {
  /** Places of `take`, */
  readonly takes: readonly number[];
  /** and whether the match may end here. */
  readonly isMatch: boolean;
}

/**
 * Follows forks and assertions from places of a program.
 * @param stopsAtMatch whether places that are preferred less than a match do not count
 */
export type CloseOver = (places: readonly number[], before: Kind, after: Kind, stopsAtMatch: boolean) => Closure;

export function createCloseOver({ instructions }: Program): CloseOver {
  // Marked with the number of the run, so that nothing must be cleared between two.
  const seen = new Int32Array(instructions.length);
  let run = 0;
  const pending: number[] = [];
  return (places, before, after, stopsAtMatch) => {
    run++;
    const takes: number[] = [];
    let isMatch = false;
    pending.length = 0;
    for (let i = places.length - 1; i >= 0; i--) pending.push(places[i] ?? 0);
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      const instruction = instructions[place];
      if (instruction === undefined || seen[place] === run) continue;
      seen[place] = run;
      switch (instruction.op) {
        case 'take':
          takes.push(place);
          break;
        case 'fork':
          pending.push(instruction.other, instruction.next);
          break;
        case 'assert':
          if (holds(instruction.what, before, after)) pending.push(instruction.next);
          break;
        case 'note':
          pending.push(instruction.next);
          break;
        case 'match':
          isMatch = true;
          if (stopsAtMatch) return { takes, isMatch };
          break;
      }
    }
    return { takes, isMatch };
  };
}

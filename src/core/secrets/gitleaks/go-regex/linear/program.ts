import type { CodePoints } from '../code-points.ts';
import type { Assertion } from '../syntax.ts';

/** One step of a machine that is in many places at once; `next` are places in the program. */
export type Instruction =
  /** Takes one character of the set. */
  | { readonly op: 'take'; readonly set: CodePoints; next: number }
  /** Goes both ways, `next` first. */
  | { readonly op: 'fork'; next: number; other: number }
  | { readonly op: 'assert'; readonly what: Assertion; next: number }
  /** Notes the place in a slot: 2·group where it begins, 2·group + 1 where it ends. */
  | { readonly op: 'note'; readonly slot: number; next: number }
  | { readonly op: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

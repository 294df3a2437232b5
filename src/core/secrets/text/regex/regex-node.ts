import type { ByteSet } from './byte-set.ts';

/** A part of a regular expression, as far as it decides what lies where in a match. */
export type RegexNode =
  /** One character. */
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | RegexRepeat
  /** Takes nothing; looks at `body` on one side of its place. `^`, `$`, `\b` look at a character. */
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly isAhead: boolean; readonly body: RegexNode }
  /** Takes what a group took, whose pattern is `body`, or nothing. */
  | { readonly kind: 'backreference'; readonly body: RegexNode; readonly at: number };

export interface RegexRepeat {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  /** Infinity where there is no bound. */
  readonly max: number;
  /** Where it stands in the pattern's source, and where what is repeated ends there. */
  readonly at: number;
  readonly end: number;
}

import type { CodePoints } from './code-points.ts';

/** A place between two characters, or at an end of the text. */
export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

/** An expression of Go's `regexp`, with its flags worked into it. */
export type GoSyntax =
  | { readonly kind: 'empty' }
  /** One character of a set; no character at all when the set is empty. */
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly body: GoSyntax }
  | { readonly kind: 'sequence'; readonly parts: readonly GoSyntax[] }
  | { readonly kind: 'choice'; readonly options: readonly GoSyntax[] }
  | GoRepeat;

export interface GoRepeat {
  readonly kind: 'repeat';
  readonly body: GoSyntax;
  readonly min: number;
  /** Infinity: as often as it goes. */
  readonly max: number;
  readonly isGreedy: boolean;
}

export interface GoExpression {
  readonly root: GoSyntax;
  /** Number of capturing groups. */
  readonly groups: number;
}

/** An expression that Go would refuse. The reason never quotes it: allowlists may hold secrets. */
export class GoRegexError extends Error {
  override readonly name = 'GoRegexError' as const;
  /** Of the place in the expression, in characters, from 0. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

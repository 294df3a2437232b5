import type { TagText } from './tag.ts';

/** A place where a mapping key may have begun; it becomes one when `:` follows on the same line. */
export interface KeyCandidate {
  possible: boolean;
  /** Nothing but a key can stand here: its absence is a fault. */
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
  /** Characters counted so far, and up to where: only long keys are counted, and only once. */
  counted: number;
  countedTo: number;
}

interface TokenBase {
  readonly at: number;
  readonly candidate?: KeyCandidate;
}

export type Token = TokenBase &
  (
    | { readonly type: 'scalar'; readonly value: string; readonly plain: boolean }
    | { readonly type: 'anchor' | 'alias'; readonly value: string }
    | { readonly type: 'tag'; readonly tag: TagText }
    | { readonly type: PunctuationType }
  );

export type PunctuationType =
  | 'block-end'
  | 'block-entry'
  | 'block-mapping'
  | 'block-sequence'
  | 'end'
  | 'flow-entry'
  | 'flow-mapping'
  | 'flow-mapping-end'
  | 'flow-sequence'
  | 'flow-sequence-end'
  | 'key'
  | 'value';

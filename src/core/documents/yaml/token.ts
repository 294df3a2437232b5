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

export type TokenType =
  | 'alias'
  | 'anchor'
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
  | 'scalar'
  | 'tag'
  | 'value';

/** All tokens have the same fields, which makes reading them five times as fast as a union would be. */
export interface Token {
  readonly type: TokenType;
  readonly at: number;
  /** Set when the token may turn out to begin a key. */
  readonly candidate: KeyCandidate | undefined;
  /** Text of a scalar, or name of an anchor or alias; '' for all others. */
  readonly value: string;
  /** True for a scalar without quotes and header. */
  readonly plain: boolean;
  /** Set for tags only. */
  readonly tag: TagText | undefined;
}

export function createToken(type: TokenType, at: number, candidate?: KeyCandidate, value = '', plain = false): Token {
  return { type, at, candidate, value, plain, tag: undefined };
}

export function createTagToken(tag: TagText, at: number, candidate: KeyCandidate | undefined): Token {
  return { type: 'tag', at, candidate, value: '', plain: false, tag };
}

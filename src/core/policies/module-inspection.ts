import type { JsonObject } from '../model/json.ts';

/** What the engine's inspector says of one Rego module. */
export interface ModuleInspection {
  readonly path: string;
  /** Package path without `data.`. */
  readonly package: string;
  readonly rules: readonly RuleInspection[];
  readonly annotations: readonly Annotation[];
  /** What the module reads of `input`: `input.review.userInfo`. */
  readonly inputs: readonly string[];
  /** The built-in functions that it calls. */
  readonly builtins: readonly string[];
  /** Where it refers to `data.inventory`. */
  readonly inventory: readonly PositionInText[];
}

/** Row and column count from 1. */
export interface PositionInText {
  readonly row: number;
  readonly col: number;
}

export interface RuleInspection {
  readonly name: string;
  readonly kind: 'complete' | 'set' | 'object' | 'function';
  readonly row: number;
}

/** A METADATA block. */
export interface Annotation {
  readonly scope: string;
  readonly title?: string;
  readonly description?: string;
  readonly custom?: JsonObject;
  readonly row: number;
}

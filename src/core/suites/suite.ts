import type { FieldPath } from '../model/location.ts';

// What a file of kind Suite, test.gatekeeper.sh, says. Source: gatekeeper pkg/gator/verify/suite.go.

/** Constraints under test, each with its cases. Paths are as they are written: relative to the suite's own folder. */
export interface Suite {
  readonly skip: boolean;
  readonly tests: readonly SuiteTest[];
}

/** A template and a constraint of its kind. Empty paths are missing ones. */
export interface SuiteTest {
  readonly name: string;
  readonly template: string;
  readonly constraint: string;
  /** File of ExpansionTemplates; empty when objects are reviewed as they are. */
  readonly expansion: string;
  /** The constraint must break the schema of its template; no case is run. */
  readonly invalid: boolean;
  readonly skip: boolean;
  readonly cases: readonly SuiteCase[];
  /** Its place in the suite. */
  readonly at: FieldPath;
}

/** One object that is reviewed, and what must come of it. */
export interface SuiteCase {
  readonly name: string;
  readonly object: string;
  /** Files with the objects of `data.inventory`. */
  readonly inventory: readonly string[];
  readonly assertions: readonly Assertion[];
  readonly skip: boolean;
  readonly at: FieldPath;
}

export interface Assertion {
  readonly expects: Expectation;
  /** RE2 expression over the messages that count; absent: every message does. */
  readonly message?: string;
  readonly at: FieldPath;
}

/**
 * How many violations there must be. `unknown` is a word or number that means nothing: the case fails when it is run, as it does
 * with gator.
 */
export type Expectation =
  | { readonly kind: 'some' }
  | { readonly kind: 'none' }
  | { readonly kind: 'exactly'; readonly count: number }
  | { readonly kind: 'unknown'; readonly text: string };

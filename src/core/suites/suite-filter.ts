import type { SuiteCase, SuiteTest } from './suite.ts';

/** Chooses tests and cases by name. */
export interface SuiteFilter {
  matchesTest(test: SuiteTest): boolean;
  matchesCase(test: SuiteTest, one: SuiteCase): boolean;
}

/** Whether an expression is found in a text. */
export type Matches = (text: string) => boolean;

export const EVERYTHING: SuiteFilter = { matchesTest: () => true, matchesCase: () => true };

const SEPARATOR = '//';

/** More than one `//` has no meaning. */
export function isFilter(run: string): boolean {
  return run.split(SEPARATOR).length <= 2;
}

/** True for `test//case`, which speaks of suites alone. */
export function isForSuites(run: string): boolean {
  return run.includes(SEPARATOR);
}

/** The expressions of a filter: one for tests or cases, or one for tests and one for cases. */
export function filterExpressions(run: string): readonly string[] {
  return run.split(SEPARATOR);
}

/**
 * Reads what follows `--run`, as gator does: `expression` chooses tests and cases whose name it is found in, and the tests of
 * such cases; `test//case` chooses the cases that the second part is found in, of the tests that the first is found in.
 * @param compile an RE2 expression as a function
 */
export function createSuiteFilter(run: string, compile: (expression: string) => Matches): SuiteFilter {
  const [first = '', second] = filterExpressions(run);
  const matchesFirst = compile(first);
  if (second === undefined) return eitherFilter(matchesFirst);
  const matchesSecond = compile(second);
  return {
    matchesTest: ({ name }) => matchesFirst(name),
    matchesCase: (test, { name }) => matchesSecond(name) && matchesFirst(test.name),
  };
}

const eitherFilter = (matches: Matches): SuiteFilter => ({
  matchesTest: ({ name, cases }) => matches(name) || cases.some((one) => matches(one.name)),
  matchesCase: (test, { name }) => matches(name) || matches(test.name),
});

import type { WorkBudget } from './work-budget.ts';

/**
 * A pattern with an engine of its own, which is run as it is and can be told where a match may begin. Its `source` says what it
 * matches in texts without odd cases.
 */
export interface BoundedSearch {
  /**
   * The first match that begins at or after `from` and not after `last`; it may end anywhere.
   * @param budget with which it gives up, and finds nothing, when it is over
   */
  searchBetween(text: string, from: number, last: number, budget?: WorkBudget): RegExpExecArray | null;
}

export const hasBoundedSearch = (pattern: RegExp): pattern is RegExp & BoundedSearch => 'searchBetween' in pattern;

/** UTF-8 of the long s and of the kelvin sign, which are cases of `s` and `k` to some patterns but not to keywords. */
const ODD_CASES = ['\xc5\xbf', '\xe2\x84\xaa'] as const;

export const holdsOddCases = (text: string): boolean => ODD_CASES.some((letter) => text.includes(letter));

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkAssertion, type ExpressionMatcher } from '../../../src/core/suites/check-assertion.ts';
import type { Expectation } from '../../../src/core/suites/suite.ts';

const matcher: ExpressionMatcher = {
  fault: (expression) => (expression === '(' ? 'missing )' : undefined),
  matches: (expression, text) => new RegExp(expression).test(text),
};
const check = (expects: Expectation, messages: readonly string[], message?: string): string | undefined =>
  checkAssertion({ expects, at: [], ...(message === undefined ? {} : { message }) }, messages, matcher);

const SOME = { kind: 'some' } as const;
const NONE = { kind: 'none' } as const;
const exactly = (count: number): Expectation => ({ kind: 'exactly', count });

describe('an assertion', () => {
  it('wants at least one violation, none, or a number of them', () => {
    expect([check(SOME, ['a']), check(NONE, []), check(exactly(2), ['a', 'b'])]).to.deep.equal(
      Array(3).fill(undefined),
    );
    expect(check(SOME, [])).to.equal('expected a violation, got none');
    expect(check(NONE, ['a', 'b'])).to.equal('expected no violation, got 2');
    expect(check(exactly(1), [])).to.equal('expected 1 violation, got none');
    expect(check(exactly(3), ['a'])).to.equal('expected 3 violations, got 1');
  });

  it('counts the violations whose message matches', () => {
    expect(check(exactly(1), ['ab', 'cd'], '^a')).to.equal(undefined);
    expect(check(NONE, ['ab'], 'x')).to.equal(undefined);
    expect(check(SOME, ['ab'], '^b')).to.equal('expected a violation whose message matches "^b", got none');
  });

  it('fails for a count that means nothing and for what is no expression, even where nothing is to be matched', () => {
    expect(check({ kind: 'unknown', text: '"maybe"' }, [])).to.contain('violations: "maybe" means nothing');
    expect(check(NONE, [], '(')).to.equal('message "(" is no RE2 expression: missing )');
  });
});

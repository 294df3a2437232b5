import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseGoRegex } from '../../../../../src/core/secrets/gitleaks/go-regex/parse-go-regex.ts';
import { GoRegexError } from '../../../../../src/core/secrets/gitleaks/go-regex/syntax.ts';

/** Expressions that Go refuses, with the place and a part of the reason. */
const REFUSED: readonly (readonly [expression: string, offset: number, reason: string])[] = [
  ['ab(cd', 2, ') is missing'],
  ['ab)', 2, 'without its ('],
  ['a[bc', 1, '] is missing'],
  ['a[z-a]', 2, 'before its beginning'],
  ['[[:nope:]]', 1, 'no such class'],
  ['\\p{Nope}', 0, 'no such class of Unicode'],
  ['\\pL\\p{', 3, 'not complete'],
  ['ab\\', 2, 'backslash'],
  ['a\\y', 1, 'does not know'],
  ['\\x{110000}', 0, 'does not know'],
  ['(a)\\1', 3, 'reference back'],
  ['a(?=b)', 1, 'looking ahead or behind'],
  ['a(?<!b)', 1, 'looking ahead or behind'],
  ['(?z)a', 0, 'kind of group'],
  ['(?P<>a)', 0, 'kind of group'],
  ['*a', 0, 'repetition of nothing'],
  ['a|+', 2, 'repetition of nothing'],
  ['a**', 2, 'repetition of a repetition'],
  ['a{2}{3}', 4, 'repetition of a repetition'],
  ['a{1001}', 1, 'more than 1000'],
  ['(?:a{40}){40}', 9, 'more than 1000'],
  ['a{3,2}', 1, 'more often than it may'],
  ['('.repeat(1001), 1000, 'nested more than 1000'],
];

describe('parseGoRegex', () => {
  for (const [expression, offset, reason] of REFUSED) {
    it(`refuses ${expression.slice(0, 20)} with the place`, () => {
      const error = errorOf(expression);
      expect(error.message).to.include(reason);
      expect(error.offset).to.equal(offset);
    });
  }

  it('never quotes the expression: it may hold a secret', () => {
    expect(errorOf('hunter2[').message).to.not.include('hunter2');
  });

  it('counts groups that capture, with a name or without, and no others', () => {
    expect(parseGoRegex('(a)(?:b)(?P<x>c)(?<y>d)(?i)(?i:e)').groups).to.equal(3);
  });

  it('takes braces that are no repetition for characters', () => {
    for (const expression of ['a{', 'a{,2}', 'a{01}', '{}', 'x{1,2'])
      expect(() => parseGoRegex(expression)).to.not.throw();
  });
});

function errorOf(expression: string): GoRegexError {
  try {
    parseGoRegex(expression);
  } catch (error) {
    if (error instanceof GoRegexError) return error;
  }
  return expect.fail(`${expression} was accepted`);
}

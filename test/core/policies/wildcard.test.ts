import { expect } from 'chai';
import { describe, it } from 'mocha';
import { matchesGenerateName, matchesWildcard } from '../../../src/core/policies/wildcard.ts';

describe('matchesWildcard', () => {
  const cases: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
    ['kube-*', 'kube-system', true],
    ['kube-*', 'my-kube-system', false],
    ['*-system', 'kube-system', true],
    ['*-system', 'kube-system-2', false],
    ['*be-sy*', 'kube-system', true],
    ['kube-system', 'kube-system', true],
    ['kube-system', 'kube-systems', false],
    ['ku*em', 'kube-system', false],
    ['*', 'anything', true],
    ['*', '', true],
    ['**', '', true],
    ['***', 'a', false],
    ['*a*b', 'xa*b', true],
    ['*a*b', 'xab', false],
    ['', '', true],
    ['', 'a', false],
  ];
  for (const [pattern, text, matches] of cases) {
    it(`"${pattern}" ${matches ? 'matches' : 'does not match'} "${text}"`, () => {
      expect(matchesWildcard(pattern, text)).to.equal(matches);
    });
  }
});

describe('matchesGenerateName', () => {
  const cases: readonly (readonly [pattern: string, generateName: string, matches: boolean])[] = [
    ['web-*', 'web-', true],
    ['web-1*', 'web-', false],
    ['*eb*', 'web-', true],
    ['*-', 'web-', false],
    ['web-', 'web-', false],
    ['*', '', true],
  ];
  for (const [pattern, generateName, matches] of cases) {
    it(`"${pattern}" ${matches ? 'matches' : 'does not match'} names generated from "${generateName}"`, () => {
      expect(matchesGenerateName(pattern, generateName)).to.equal(matches);
    });
  }
});

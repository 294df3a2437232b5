import { expect } from 'chai';
import { describe, it } from 'mocha';
import { matchesWildcard } from '../../../src/core/policies/wildcard.ts';

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
  ];
  for (const [pattern, text, matches] of cases) {
    it(`"${pattern}" ${matches ? 'matches' : 'does not match'} "${text}"`, () => {
      expect(matchesWildcard(pattern, text)).to.equal(matches);
    });
  }
});

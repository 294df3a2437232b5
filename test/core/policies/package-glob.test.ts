import { expect } from 'chai';
import { describe, it } from 'mocha';
import { matchesPackage } from '../../../src/core/policies/package-glob.ts';

describe('package globs', () => {
  const ROWS: readonly (readonly [glob: string, packagePath: string, matches: boolean])[] = [
    ['main', 'main', true],
    ['main', 'main.gke', false],
    ['main.*', 'main.gke', true],
    ['main.*', 'mainXgke', false],
    ['*', 'a.b.c', true],
    ['k8s.?', 'k8s.a', true],
    ['k8s.[a-c]', 'k8s.b', true],
    ['k8s.[^a-c]', 'k8s.b', false],
    ['k8s.[^a-c]', 'k8s.d', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a[', 'a[', false],
    ['a[z-b]', 'ac', false],
    ['a+(b)', 'aab', false],
  ];
  for (const [glob, packagePath, matches] of ROWS) {
    it(`"${glob}" ${matches ? 'matches' : 'does not match'} "${packagePath}"`, () => {
      expect(matchesPackage(glob, packagePath)).to.equal(matches);
    });
  }
});

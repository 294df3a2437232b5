import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readSuite } from '../../../src/core/suites/read-suite.ts';
import {
  createSuiteFilter,
  EVERYTHING,
  isFilter,
  isForSuites,
  type SuiteFilter,
} from '../../../src/core/suites/suite-filter.ts';

const { suite } = readSuite(
  {
    tests: [
      { name: 'forbid-labels', cases: [{ name: 'with-label' }, { name: 'missing-label' }] },
      { name: 'require-labels', cases: [{ name: 'missing-label' }, { name: 'forbid-labels' }] },
      { name: 'empty' },
    ],
  },
  () => undefined,
);

const chosen = (filter: SuiteFilter): readonly string[] =>
  suite.tests
    .filter((test) => filter.matchesTest(test))
    .flatMap((test) => [
      test.name,
      ...test.cases.filter((one) => filter.matchesCase(test, one)).map(({ name }) => `${test.name}//${name}`),
    ]);

const run = (expression: string): readonly string[] =>
  chosen(createSuiteFilter(expression, (text) => (name) => new RegExp(text).test(name)));

describe('a filter of suites', () => {
  it('lets everything through when there is none', () => {
    expect(chosen(EVERYTHING)).to.have.length(7);
    expect(run('')).to.have.length(7);
  });

  it('with one expression chooses tests of that name, whole, and cases of that name', () => {
    expect(run('^forbid-labels$')).to.deep.equal([
      'forbid-labels',
      'forbid-labels//with-label',
      'forbid-labels//missing-label',
      'require-labels',
      'require-labels//forbid-labels',
    ]);
  });

  it('with two chooses such cases of such tests', () => {
    expect(run('labels//missing')).to.deep.equal([
      'forbid-labels',
      'forbid-labels//missing-label',
      'require-labels',
      'require-labels//missing-label',
    ]);
    expect(run('^require-labels$//')).to.deep.equal([
      'require-labels',
      'require-labels//missing-label',
      'require-labels//forbid-labels',
    ]);
    expect(run('//^with')).to.deep.equal(['forbid-labels', 'forbid-labels//with-label', 'require-labels', 'empty']);
  });

  it('has one separator at most, and with it speaks of suites alone', () => {
    expect(['a', 'a//b', '//', 'a/b'].every(isFilter)).to.equal(true);
    expect(isFilter('a//b//c')).to.equal(false);
    expect([isForSuites('a//b'), isForSuites('a/b')]).to.deep.equal([true, false]);
  });
});

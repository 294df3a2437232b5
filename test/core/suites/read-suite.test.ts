import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSuite, readSuite, type ReadSuite } from '../../../src/core/suites/read-suite.ts';
import type { JsonValue } from '../../../src/core/model/json.ts';

const read = (value: JsonValue, written?: string): ReadSuite => readSuite(value, () => written);

const assertions = (...list: JsonValue[]): JsonValue => ({ tests: [{ cases: [{ assertions: list }] }] });

const expected = (violations: JsonValue, written?: string): unknown => {
  const { suite, problems } = read(assertions({ violations }), written);
  return problems[0]?.message ?? suite.tests[0]?.cases[0]?.assertions[0]?.expects;
};

describe('a suite', () => {
  it('is known by group and kind, whatever the version', () => {
    expect(isSuite({ apiVersion: 'test.gatekeeper.sh/v1alpha1', kind: 'Suite' })).to.equal(true);
    expect(isSuite({ apiVersion: 'test.gatekeeper.sh/v9', kind: 'Suite' })).to.equal(true);
    expect(isSuite({ apiVersion: 'v1', kind: 'Suite' })).to.equal(false);
    expect(isSuite({ apiVersion: 'test.gatekeeper.sh/v1alpha1', kind: 'Test' })).to.equal(false);
    expect(isSuite(['Suite'])).to.equal(false);
  });

  it('has tests with cases, each with its place', () => {
    const { suite, problems, warnings } = read({
      tests: [
        {
          name: 'labels',
          template: 't.yaml',
          constraint: 'c.yaml',
          expansion: 'e.yaml',
          cases: [{ name: 'none', object: 'o.yaml', inventory: ['a.yaml', 'b.yaml'], assertions: [{ message: 'x' }] }],
        },
        { name: 'later', skip: true, invalid: true },
      ],
    });
    expect([problems, warnings]).to.deep.equal([[], []]);
    expect(suite).to.deep.equal({
      skip: false,
      tests: [
        {
          name: 'labels',
          template: 't.yaml',
          constraint: 'c.yaml',
          expansion: 'e.yaml',
          invalid: false,
          skip: false,
          cases: [
            {
              name: 'none',
              object: 'o.yaml',
              inventory: ['a.yaml', 'b.yaml'],
              assertions: [{ expects: { kind: 'some' }, message: 'x', at: ['tests', 0, 'cases', 0, 'assertions', 0] }],
              skip: false,
              at: ['tests', 0, 'cases', 0],
            },
          ],
          at: ['tests', 0],
        },
        {
          name: 'later',
          template: '',
          constraint: '',
          expansion: '',
          invalid: true,
          skip: true,
          cases: [],
          at: ['tests', 1],
        },
      ],
    });
  });

  it('expects a violation unless it says otherwise', () => {
    expect(expected(null)).to.deep.equal({ kind: 'some' });
    expect(expected('yes')).to.deep.equal({ kind: 'some' });
    expect(expected('no')).to.deep.equal({ kind: 'none' });
    expect(expected(0)).to.deep.equal({ kind: 'exactly', count: 0 });
    expect(expected(3)).to.deep.equal({ kind: 'exactly', count: 3 });
  });

  it('keeps a number or word that means nothing for the case to fail with', () => {
    expect(expected(-1)).to.deep.equal({ kind: 'unknown', text: '-1' });
    expect(expected('maybe')).to.deep.equal({ kind: 'unknown', text: '"maybe"' });
  });

  it('takes yes and no by their letters, where YAML 1.1 sees true and false', () => {
    expect(expected(true, 'yes')).to.deep.equal({ kind: 'some' });
    expect(expected(false, 'no')).to.deep.equal({ kind: 'none' });
    expect(expected(true)).to.deep.equal({ kind: 'some' });
    expect(expected(true, 'On')).to.deep.equal({ kind: 'unknown', text: '"On"' });
    expect(expected(false, 'No')).to.deep.equal({ kind: 'unknown', text: '"No"' });
    expect(expected(true, 'true')).to.contain('must be a number of violations');
  });

  it('cannot be read with a value of another type', () => {
    const fault = (value: JsonValue): string | undefined => read(value).problems[0]?.message;
    expect(expected(1.5)).to.contain('tests[0].cases[0].assertions[0].violations must be a number');
    expect(expected(2 ** 31)).to.contain('must be a number');
    expect(fault({ tests: {} })).to.equal('tests must be a list');
    expect(fault({ tests: ['x'] })).to.contain('tests[0] must be an object with name, template');
    expect(fault({ tests: [{ name: 1 }] })).to.equal('tests[0].name must be a string; write it in quotes');
    expect(fault({ tests: [{ skip: 'yes' }] })).to.equal('tests[0].skip must be true or false');
    expect(fault({ tests: [{ cases: [{ inventory: [{}] }] }] })).to.contain('tests[0].cases[0].inventory[0]');
    expect(fault(assertions({ message: 7 }))).to.contain('assertions[0].message must be a string');
  });

  it('names its fields in any case, as Go does; the exact name wins', () => {
    expect(read({ Tests: [{ NAME: 'a' }] }).suite.tests[0]?.name).to.equal('a');
    expect(read({ tests: [{ Name: 'a', name: 'b' }] }).suite.tests[0]?.name).to.equal('b');
  });

  it('warns of fields that nothing reads', () => {
    const { problems, warnings } = read({ metadata: {}, skp: true, tests: [{ cases: [{ asertions: [] }] }] });
    expect(problems).to.deep.equal([]);
    expect(warnings.map(({ path }) => path)).to.deep.equal([['skp'], ['tests', 0, 'cases', 0, 'asertions']]);
    expect(warnings[1]?.message).to.contain('tests[0].cases[0].asertions is no field of a suite');
  });
});

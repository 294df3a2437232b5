import { expect } from 'chai';
import { describe, it } from 'mocha';
import { addTallies, EMPTY_TALLY, tallyObjects } from '../../../src/core/audit/audit-tally.ts';
import type { JudgedObject } from '../../../src/core/audit/judged-object.ts';
import type { Result } from '../../../src/core/model/result.ts';

describe('the tally of an audit', () => {
  it('counts violations by what they do, and accepted ones not at all', () => {
    const results = [
      resultOf({}),
      resultOf({ status: 'warn' }),
      resultOf({ status: 'skip', skipReason: { kind: 'dryrun' } }),
      resultOf({ status: 'skip', skipReason: { kind: 'waived', by: 'shop' } }),
      resultOf({ status: 'error' }),
    ];
    const tally = tallyObjects(EMPTY_TALLY, [judgedOf('web', results)]);
    expect(tally.violations).to.deep.equal({ deny: 1, warn: 1, dryrun: 1 });
    expect(tally).to.deep.include({ objects: 1, errors: 1, unselected: 0 });
    expect(tally.constraints['Labels/team']?.total).to.equal(3);
  });

  it('keeps the first twenty violations of a constraint, and the number of all', () => {
    const pages = Array.from({ length: 5 }, (_, page) =>
      Array.from({ length: 7 }, (_, index) => judgedOf(`web-${page}-${index}`, [resultOf({})])),
    );
    const tally = pages.reduce(tallyObjects, EMPTY_TALLY);
    const { total, violations } = tally.constraints['Labels/team'] ?? expect.fail('no tally');
    expect(total).to.equal(35);
    expect(violations).to.have.length(20);
    expect(violations[0]?.name).to.equal('web-0-0');
  });

  it('cuts long messages as Gatekeeper does, between characters', () => {
    const long = resultOf({ message: '🙂'.repeat(300) });
    const tally = tallyObjects(EMPTY_TALLY, [judgedOf('web', [long])]);
    const [violation] = tally.constraints['Labels/team']?.violations ?? [];
    expect([...(violation?.message ?? '')]).to.have.length(256);
    expect(violation?.message).to.match(/^(?:🙂){255}…$/u);
  });

  it('adds up whatever the pages were', () => {
    const one = judgedOf('one', [resultOf({})]);
    const two = judgedOf('two', []);
    const together = tallyObjects(EMPTY_TALLY, [one, two]);
    const apart = addTallies(tallyObjects(EMPTY_TALLY, [one]), tallyObjects(EMPTY_TALLY, [two]));
    expect(apart).to.deep.equal(together);
    expect(apart.unselected).to.equal(1);
  });
});

const judgedOf = (name: string, results: readonly Partial<Result>[]): JudgedObject => {
  const identity = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name };
  const own = results.map((result) => ({ ...resultOf(result), resource: identity }));
  return { identity, uid: `uid-${name}`, policySet: 'set', passes: 0, results: own };
};

const resultOf = (changes: Partial<Result>): Result => ({
  status: 'fail',
  policy: 'Labels',
  rule: 'violation',
  constraint: 'team',
  severity: 'medium',
  message: 'no team',
  location: { file: '', line: 1, column: 1 },
  ...changes,
});

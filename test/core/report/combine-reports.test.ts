import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EMPTY_SUMMARY, type Report } from '../../../src/core/model/report.ts';
import { decide } from '../../../src/core/model/decision.ts';
import { combineReports } from '../../../src/core/report/combine-reports.ts';

const report = (parts: Partial<Report>): Report => ({
  apiVersion: 'sluice.dev/v1alpha1',
  kind: 'Report',
  point: 'ci',
  policySet: 'set',
  summary: EMPTY_SUMMARY,
  results: [],
  skipped: [],
  notices: [],
  ...parts,
});
const failed = (revision: string): Report =>
  report({
    revision,
    summary: { ...EMPTY_SUMMARY, files: 1, policies: 2, fail: 1 },
    results: [
      {
        status: 'fail',
        policy: 'p',
        rule: 'violation',
        severity: 'high',
        message: 'is bad',
        location: { file: 'a.yaml', line: 1, column: 1 },
      },
    ],
    notices: ['both say this'],
  });

describe('combineReports', () => {
  it('leaves one report as it is', () => {
    const only = failed('main');
    expect(combineReports([only])).to.equal(only);
  });
  it('adds up what was looked at, and says of which revision each result is', () => {
    const both = combineReports([failed('main'), failed('other')]);
    expect(both.summary).to.deep.equal({ ...EMPTY_SUMMARY, files: 2, policies: 2, fail: 2 });
    expect(both.results.map(({ message }) => message)).to.deep.equal(['is bad (main)', 'is bad (other)']);
    expect(both.revision).to.equal('main, other');
    expect(both.notices).to.deep.equal(['both say this']);
  });
  it('is idle only where all of them are', () => {
    const idle = report({ idle: 'nothing to judge' });
    expect(decide(combineReports([idle, idle]), 'deny').kind).to.equal('idle');
    expect(decide(combineReports([idle, failed('main')]), 'deny').kind).to.equal('deny');
    expect(decide(combineReports([idle, report({})]), 'deny').kind).to.equal('unknown');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createFingerprinter } from '../../../src/core/report/fingerprint.ts';
import { DEPLOYMENT, OPTIONS, sampleResult } from './support/sample-report.ts';

const once = (result: ReturnType<typeof sampleResult>): string => createFingerprinter(OPTIONS.sha256)(result);

describe('createFingerprinter', () => {
  it('names a finding the same after its lines moved and another verdict', () => {
    const moved = sampleResult({ location: { file: 'deploy/web.yaml', line: 40, column: 9 }, verdictId: 'other' });
    expect(once(moved)).to.equal(once(sampleResult()));
  });

  it('tells findings apart by file, policy, rule, constraint, object and message', () => {
    const different = [
      sampleResult(),
      sampleResult({ location: { file: 'other.yaml', line: 4, column: 3 } }),
      sampleResult({ policy: 'x' }),
      sampleResult({ rule: 'x' }),
      sampleResult({ constraint: 'x' }),
      sampleResult({ resource: { ...DEPLOYMENT, name: 'x' } }),
      sampleResult({ message: 'x' }),
    ];
    expect(new Set(different.map(once)).size).to.equal(different.length);
  });

  it('numbers findings that are equal, the same way in every run', () => {
    const run = (): readonly string[] => [1, 2, 3].map(() => sampleResult()).map(createFingerprinter(OPTIONS.sha256));
    expect(new Set(run()).size).to.equal(3);
    expect(run()).to.deep.equal(run());
  });
});

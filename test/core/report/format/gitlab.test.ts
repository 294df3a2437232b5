import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Report } from '../../../../src/core/model/report.ts';
import { anyReport } from '../support/arbitrary-report.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issues = (report: Report): readonly Issue[] => JSON.parse(output('gitlab', report)) as readonly Issue[];

describe('gitlab', () => {
  it('is one issue for each finding that is neither a pass nor waived', () => {
    const found = issues(sampleReport(MIXED)).map(({ fingerprint: _fingerprint, ...issue }) => issue);
    expect(found).to.deep.equal([
      {
        description: 'the document is not valid YAML',
        check_name: 'sluice/INPUT_INVALID',
        severity: 'blocker',
        location: { path: 'broken.yaml', lines: { begin: 7 } },
      },
      {
        description: 'label "owner" is missing (Deployment shop/web) Fix: add metadata.labels.owner',
        check_name: 'required-labels/violation',
        severity: 'critical',
        location: { path: 'deploy/web.yaml', lines: { begin: 4 } },
      },
      {
        description: 'the tag moves (Deployment shop/web)',
        check_name: 'image-tag/warn',
        severity: 'major',
        location: { path: 'deploy/web.yaml', lines: { begin: 4 } },
      },
    ]);
  });

  it('maps every severity', () => {
    const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
    const found = issues(sampleReport(severities.map((severity) => sampleResult({ severity }))));
    expect(found.map(({ severity }) => severity)).to.deep.equal(['blocker', 'critical', 'major', 'minor', 'info']);
  });

  it('is an empty list only when all is well', () => {
    expect(output('gitlab', sampleReport([]))).to.equal('[]\n');
    expect(issues(NOTHING).map(({ check_name }) => check_name)).to.deep.equal(['sluice/NOTHING_EVALUATED']);
  });

  it('gives every issue of any report a fingerprint of its own and a line', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const found = issues({ ...report, results: [...report.results, ...report.results] });
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).to.equal(found.length);
        for (const { location } of found) expect(location.lines.begin).to.be.at.least(1);
      }),
    );
  });
});

import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { FileOutcome } from '../../../src/core/evaluate/file-outcome.ts';
import { nothingEvaluated } from '../../../src/core/model/decision.ts';
import { STATUSES, type Result } from '../../../src/core/model/result.ts';
import { buildReport, type EvaluatedFile, type ReportParts } from '../../../src/core/report/build-report.ts';
import { anyResult } from './support/arbitrary-report.ts';
import { sampleResult } from './support/sample-report.ts';

const PARTS: ReportParts = { point: 'ci', policySet: 'abc', policies: 4, outcomes: [] };

function outcome(changes: Partial<FileOutcome> = {}): FileOutcome {
  return { documents: 1, resources: 1, passes: 0, results: [], skipped: [], ...changes };
}

const at = (file: string, line: number, column: number, changes: Partial<Result> = {}): Result =>
  sampleResult({ location: { file, line, column }, ...changes });

describe('buildReport', () => {
  it('adds up what was looked at, and counts every status from the results', () => {
    const report = buildReport({
      ...PARTS,
      outcomes: [
        { file: 'a.yaml', outcome: outcome({ documents: 2, resources: 3, passes: 10, results: [sampleResult()] }) },
        {
          file: 'b.yaml',
          outcome: outcome({
            passes: 5,
            results: [sampleResult({ status: 'warn' }), sampleResult({ status: 'skip' })],
          }),
        },
      ],
      faults: [sampleResult({ status: 'error' })],
    });
    expect(report.summary).to.deep.equal({
      files: 2,
      documents: 3,
      resources: 4,
      policies: 4,
      pass: 15,
      fail: 1,
      warn: 1,
      error: 1,
      skip: 1,
    });
  });

  it('orders results by file, line, column, policy, rule and message', () => {
    const ordered = [
      at('a.yaml', 2, 1),
      at('a.yaml', 10, 1),
      at('a.yaml', 10, 4, { policy: 'a' }),
      at('a.yaml', 10, 4, { policy: 'b', rule: 'deny' }),
      at('a.yaml', 10, 4, { policy: 'b', rule: 'warn', message: 'x' }),
      at('a.yaml', 10, 4, { policy: 'b', rule: 'warn', message: 'y' }),
      at('b.yaml', 1, 1),
    ];
    const report = buildReport({ ...PARTS, outcomes: [], faults: ordered.toReversed() });
    expect(report.results).to.deep.equal(ordered);
  });

  it('says for each file what was skipped in it, beside the files that were never opened', () => {
    const report = buildReport({
      ...PARTS,
      outcomes: [
        { file: 'b.yaml', outcome: outcome({ skipped: ['line 9: not an object', 'line 12: not an object'] }) },
      ],
      skipped: [
        { file: 'c.png', reason: 'binary' },
        { file: 'a.txt', reason: 'not YAML or JSON' },
      ],
    });
    expect(report.skipped).to.deep.equal([
      { file: 'a.txt', reason: 'not YAML or JSON' },
      { file: 'b.yaml', reason: 'line 9: not an object' },
      { file: 'b.yaml', reason: 'line 12: not an object' },
      { file: 'c.png', reason: 'binary' },
    ]);
  });

  it('is a report of nothing when no rule was asked, however many files were read', () => {
    const report = buildReport({
      ...PARTS,
      outcomes: [{ file: 'a.yaml', outcome: outcome({ skipped: ['holds no document'] }) }],
    });
    expect(nothingEvaluated(report)).to.equal(true);
    expect(report.summary.files).to.equal(1);
  });

  it('gives a notice once, and the revision only when there is one', () => {
    const report = buildReport({ ...PARTS, notices: ['waiver expired', 'waiver expired'] });
    expect(report.notices).to.deep.equal(['waiver expired']);
    expect(report).not.to.have.property('revision');
    expect(buildReport({ ...PARTS, revision: 'main@sha1:1' }).revision).to.equal('main@sha1:1');
  });

  describe('laws', () => {
    const anyFiles = fc.uniqueArray(
      fc.record({
        file: fc.string({ minLength: 1, maxLength: 4 }),
        outcome: fc.record({
          documents: fc.nat(5),
          resources: fc.nat(5),
          passes: fc.nat(5),
          results: fc.array(anyResult, { maxLength: 4 }),
          skipped: fc.array(fc.string(), { maxLength: 2 }),
        }),
      }),
      { maxLength: 6, selector: ({ file }) => file },
    );

    it('the summary equals the fold of the results, plus the passes', () => {
      fc.assert(
        fc.property(anyFiles, (outcomes) => {
          const { summary, results } = buildReport({ ...PARTS, outcomes });
          for (const status of STATUSES.filter((one) => one !== 'pass')) {
            expect(summary[status], status).to.equal(results.filter((result) => result.status === status).length);
          }
          expect(summary.pass).to.equal(outcomes.reduce((sum, one) => sum + one.outcome.passes, 0));
        }),
      );
    });

    it('no result is lost, and the order of the files does not matter', () => {
      const shuffled = anyFiles.chain((files) =>
        fc.tuple(fc.constant(files), fc.shuffledSubarray<EvaluatedFile>(files, { minLength: files.length })),
      );
      fc.assert(
        fc.property(shuffled, ([files, others]) => {
          const report = buildReport({ ...PARTS, outcomes: files });
          expect(report.results).to.have.lengthOf(files.flatMap((one) => one.outcome.results).length);
          expect(buildReport({ ...PARTS, outcomes: others })).to.deep.equal(report);
        }),
      );
    });
  });
});

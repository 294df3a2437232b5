import { createHash } from 'node:crypto';
import { EMPTY_SUMMARY, type Report, type Summary } from '../../../../src/core/model/report.ts';
import type { Result } from '../../../../src/core/model/result.ts';
import { paintNothing, type FormatOptions } from '../../../../src/core/report/format-options.ts';
import { formatReport, type FormatName } from '../../../../src/core/report/formats.ts';

export const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

/** A violation that blocks; tests change what they are about. */
export function sampleResult(changes: Partial<Result> = {}): Result {
  return {
    status: 'fail',
    policy: 'required-labels',
    rule: 'violation',
    severity: 'high',
    message: 'label "owner" is missing',
    resource: DEPLOYMENT,
    location: { file: 'deploy/web.yaml', line: 4, column: 3 },
    ...changes,
  };
}

/** A report of these results, with a summary that fits them and `pass` checks that passed unlisted. */
export function sampleReport(
  results: readonly Result[],
  changes: Partial<Report> & { readonly pass?: number } = {},
): Report {
  const { pass = 30, ...rest } = changes;
  const count = (status: Result['status']): number => results.filter((result) => result.status === status).length;
  const summary: Summary = {
    files: 3,
    documents: 5,
    resources: 4,
    policies: 8,
    pass: pass + count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    error: count('error'),
    skip: count('skip'),
  };
  return {
    apiVersion: 'sluice.dev/v1alpha1',
    kind: 'Report',
    point: 'ci',
    policySet: '0123456789abcdef'.repeat(4),
    summary,
    results,
    skipped: [],
    notices: [],
    ...rest,
  };
}

/** Nothing was asked: every count is zero, and one file was skipped. */
export const NOTHING: Report = sampleReport([], {
  summary: { ...EMPTY_SUMMARY, files: 1 },
  skipped: [{ file: 'README.md', reason: 'not YAML or JSON' }],
});

/** One result of each status. */
export const MIXED: readonly Result[] = [
  sampleResult({
    status: 'error',
    policy: 'sluice',
    rule: 'INPUT_INVALID',
    message: 'the document is not valid YAML',
    location: { file: 'broken.yaml', line: 7, column: 5 },
  }),
  sampleResult({ fix: 'add metadata.labels.owner', verdictId: 'fedcba9876543210'.repeat(4) }),
  sampleResult({ status: 'warn', policy: 'image-tag', rule: 'warn', severity: 'medium', message: 'the tag moves' }),
  sampleResult({ status: 'skip', severity: 'low', message: 'no team [waived: legacy (ops, until 2030-01-01)]' }),
  sampleResult({ status: 'pass', policy: 'probes', severity: 'low', message: 'has probes' }),
].map(withoutObjectOfFault);

function withoutObjectOfFault(result: Result): Result {
  if (result.policy !== 'sluice') return result;
  const { resource: _resource, ...fault } = result;
  return fault;
}

export const OPTIONS: FormatOptions = {
  version: '1.2.3',
  failOn: 'deny',
  paint: paintNothing,
  sourceLine: () => undefined,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  describePolicy: () => undefined,
  describeConstraint: () => undefined,
  outputSchema: 'native',
};

/** The whole output of a format. */
export function output(format: FormatName, report: Report, options: Partial<FormatOptions> = {}): string {
  return [...formatReport(format, report, { ...OPTIONS, ...options })].join('');
}

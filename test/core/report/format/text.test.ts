import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Tone } from '../../../../src/core/report/format-options.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

const SOURCE: Readonly<Record<string, string>> = {
  'deploy/web.yaml:4': '  labels: {app: web}',
  'broken.yaml:7': '   : x',
};
const sourceLine = (file: string, line: number): string | undefined => SOURCE[`${file}:${line}`];

describe('text', () => {
  it('shows each result with its place, its line and what to do, then what was evaluated', () => {
    const report = sampleReport(MIXED, {
      skipped: [{ file: 'README.md', reason: 'not YAML or JSON' }],
      notices: ['the waiver for legacy expired'],
      revision: 'main@sha1:0123',
    });
    expect(output('text', report, { sourceLine })).to.equal(`broken.yaml  1 error
  ERROR broken.yaml:7:5  high
        sluice/INPUT_INVALID: the document is not valid YAML

deploy/web.yaml  1 pass, 1 fail, 1 warn, 1 skip
  FAIL  deploy/web.yaml:4:3  Deployment shop/web  high
        required-labels/violation: label "owner" is missing
      4 |   labels: {app: web}
        |   ^
        fix: add metadata.labels.owner
        verdict fedcba987654

  WARN  deploy/web.yaml:4:3  Deployment shop/web  medium
        image-tag/warn: the tag moves
      4 |   labels: {app: web}
        |   ^

  SKIP  deploy/web.yaml:4:3  Deployment shop/web  low
        required-labels/violation: no team [waived: legacy (ops, until 2030-01-01)]
      4 |   labels: {app: web}
        |   ^

  PASS  deploy/web.yaml:4:3  Deployment shop/web  low
        probes/violation: has probes
      4 |   labels: {app: web}
        |   ^

not evaluated
  README.md: not YAML or JSON

note: the waiver for legacy expired

evaluated 3 files, 5 documents, 4 resources, 8 policies (ci, policy set 0123456789ab, revision main@sha1:0123)
31 pass, 1 fail, 1 warn, 1 error, 1 skip
no verdict: 1 could not be evaluated; this is not a pass
`);
  });

  it('is three lines when all is well', () => {
    expect(output('text', sampleReport([]))).to
      .equal(`evaluated 3 files, 5 documents, 4 resources, 8 policies (ci, policy set 0123456789ab)
30 pass, 0 fail, 0 warn, 0 error, 0 skip
allowed
`);
  });

  it('says that nothing was evaluated, and why', () => {
    expect(output('text', NOTHING)).to.equal(`not evaluated
  README.md: not YAML or JSON

evaluated 1 file, 0 documents, 0 resources, 0 policies (ci, policy set 0123456789ab)
0 pass, 0 fail, 0 warn, 0 error, 0 skip
no verdict: nothing was evaluated; this is not a pass
`);
  });

  it('names the constraint, and keeps the lines of a message', () => {
    const result = sampleResult({ constraint: 'all-owned', message: 'first\nsecond' });
    expect(output('text', sampleReport([result]))).to.contain(
      '        required-labels/violation [all-owned]: first\n        second\n',
    );
  });

  it('never prints the value of a Secret', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'db' };
    const result = sampleResult({ resource: secret, location: { file: 's.yaml', line: 1, column: 7 } });
    const text = output('text', sampleReport([result]), { sourceLine: () => '  db: aHVudGVyMg==' });
    expect(text).to.contain('      1 |   db: …\n        |       ^\n');
    expect(text).not.to.contain('aHVudGVyMg');
  });

  it('colours by meaning, and only what it wrote itself or made safe', () => {
    const seen: [Tone, string][] = [];
    const paint = (tone: Tone, text: string): string => {
      seen.push([tone, text]);
      return `<${tone}>${text}</>`;
    };
    const text = output('text', sampleReport([sampleResult({ policy: 'a\u001b[31m' })]), { paint });
    expect(text).to.contain('  <error>FAIL </> deploy/web.yaml:4:3  Deployment shop/web  <muted>high</>\n');
    expect(text).to.contain('<strong>a\\u001b[31m/violation</>: label');
    expect(text).to.match(/<error>denied: 1 violation<\/>\n$/);
    expect(seen.every(([, piece]) => !piece.includes('\u001b'))).to.equal(true);
  });
});

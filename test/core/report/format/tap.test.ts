import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyReport } from '../support/arbitrary-report.ts';
import { parseTap } from '../support/parse-tap.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

describe('tap', () => {
  it('is one plan, with a diagnostic for each result', () => {
    const report = sampleReport([sampleResult({ fix: 'add it' })], {
      skipped: [{ file: 'a.txt', reason: 'not YAML' }],
    });
    expect(output('tap', report)).to.equal(`TAP version 14
1..2
ok 1 - 30 checks passed
not ok 2 - required-labels/violation: deploy/web.yaml:4:3 Deployment shop/web
  ---
  message: "label \\"owner\\" is missing"
  severity: high
  status: fail
  at:
    file: deploy/web.yaml
    line: 4
    column: 3
  fix: "add it"
  ...
# not evaluated: a.txt: not YAML
# evaluated 3 files, 5 documents, 4 resources, 8 policies: 30 pass, 1 fail, 0 warn, 0 error, 0 skip
# denied: 1 violation
`);
  });

  it('fails what failed or could not be evaluated, and tells warnings and waivers from passes', () => {
    const points = (failOn: 'deny' | 'warn'): readonly unknown[] =>
      parseTap(output('tap', sampleReport(MIXED, { pass: 0 }), { failOn })).points.map(({ ok, directive }) => [
        ok,
        directive,
      ]);
    const waived = 'SKIP no team [waived: legacy (ops, until 2030-01-01)]';
    expect(points('deny')).to.deep.equal([
      [false, ''],
      [false, ''],
      [false, 'TODO a warning, which does not block'],
      [true, waived],
      [true, ''],
    ]);
    expect(points('warn')[2]).to.deep.equal([false, '']);
  });

  it('is never an empty plan: that would mean "all skipped"', () => {
    const { plan, points } = parseTap(output('tap', NOTHING));
    expect(plan).to.equal(1);
    expect(points.map(({ ok, description }) => [ok, description])).to.deep.equal([
      [false, 'sluice/NOTHING_EVALUATED: .:1:1'],
    ]);
  });

  it('lets no name excuse a failure', () => {
    const result = sampleResult({ location: { file: 'a # SKIP b \\', line: 1, column: 1 } });
    const [, point] = parseTap(output('tap', sampleReport([result]))).points;
    expect(point).to.include({ ok: false, directive: '' });
    expect(point?.description).to.contain('a # SKIP b \\:1:1');
  });

  it('has as many points as its plan says, numbered in order, for any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { plan, points } = parseTap(output('tap', report));
        expect(points.map(({ id }) => id)).to.deep.equal(Array.from({ length: plan }, (_, index) => index + 1));
        const failed = points.filter(({ ok, directive }) => !ok && directive === '').length;
        expect(failed >= report.summary.fail + report.summary.error).to.equal(true);
      }),
    );
  });
});

import { Ajv } from 'ajv';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { FailOn } from '../../../../src/core/model/decision.ts';
import { EMPTY_SUMMARY, type Report } from '../../../../src/core/model/report.ts';
import { anyReport } from '../support/arbitrary-report.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';
import { SARIF_SCHEMA, type SarifLog, type SarifRun } from '../support/sarif-schema.ts';

const isSarif = new Ajv({ allErrors: true }).compile<SarifLog>(SARIF_SCHEMA);

function run(report: Report, options: Parameters<typeof output>[2] = {}): SarifRun {
  const log: unknown = JSON.parse(output('sarif', report, options));
  if (!isSarif(log)) throw new Error(JSON.stringify(isSarif.errors));
  const [only] = log.runs;
  if (only === undefined) throw new Error('no run');
  return only;
}

describe('sarif', () => {
  it('points at the place, from the root of the checkout', () => {
    const [result] = run(sampleReport([sampleResult()])).results;
    expect(result?.locations).to.deep.equal([
      {
        physicalLocation: {
          artifactLocation: { uri: 'deploy/web.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 4, startColumn: 3 },
        },
        logicalLocations: [{ fullyQualifiedName: 'Deployment shop/web', kind: 'resource' }],
      },
    ]);
  });

  it('escapes what means something in a URI', () => {
    const uris = ['a b/c%20.yaml', 'c:/x?y#z', 'größe/[x].yaml', 'a\ud800'].map((file) => {
      const [result] = run(sampleReport([sampleResult({ location: { file, line: 1, column: 1 } })])).results;
      return result?.locations[0]?.physicalLocation.artifactLocation.uri;
    });
    expect(uris).to.deep.equal(['a%20b/c%2520.yaml', 'c%3A/x%3Fy%23z', 'gr%C3%B6%C3%9Fe/%5Bx%5D.yaml', 'a%EF%BF%BD']);
  });

  it('never points at line or column 0', () => {
    const [result] = run(sampleReport([sampleResult({ location: { file: 'a', line: 0, column: -1 } })])).results;
    expect(result?.locations[0]?.physicalLocation.region).to.deep.equal({ startLine: 1, startColumn: 1 });
  });

  it('gives each status its level, leaves passes out, and suppresses what is waived', () => {
    const { results } = run(sampleReport(MIXED));
    expect(results.map(({ level, properties }) => [properties.status, level])).to.deep.equal([
      ['error', 'error'],
      ['fail', 'error'],
      ['warn', 'warning'],
      ['skip', 'note'],
    ]);
    expect(results.map(({ suppressions }) => suppressions)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      [{ kind: 'external', status: 'accepted', justification: 'no team [waived: legacy (ops, until 2030-01-01)]' }],
    ]);
  });

  it('describes each rule once, by what its policy says of itself', () => {
    const describePolicy = (name: string): { title: string; description: string; fix: string } | undefined =>
      name === 'required-labels'
        ? { title: 'Labels', description: 'Objects need labels.', fix: 'add them' }
        : undefined;
    const { tool, results } = run(sampleReport(MIXED), { describePolicy });
    const { rules } = tool.driver;
    expect(rules.map(({ id }) => id)).to.deep.equal([
      'sluice/INPUT_INVALID',
      'required-labels/violation',
      'image-tag/warn',
    ]);
    expect(rules[1]).to.deep.equal({
      id: 'required-labels/violation',
      name: 'required-labels',
      shortDescription: { text: 'Labels' },
      fullDescription: { text: 'Objects need labels.' },
      help: { text: 'Objects need labels.\n\nFix: add them' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['policy', 'security'], precision: 'high', 'security-severity': '8.0' },
    });
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).to.equal(ruleId);
  });

  it('grades rules in the bands of GitHub, and gives faults of the input no grade', () => {
    const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
    const results = severities.map((severity) => sampleResult({ severity, policy: severity }));
    const { rules } = run(sampleReport([...results, ...MIXED.slice(0, 1)])).tool.driver;
    expect(rules.map(({ properties }) => properties['security-severity'])).to.deep.equal([
      '9.5',
      '8.0',
      '5.5',
      '2.5',
      undefined,
      undefined,
    ]);
    expect(rules[5]?.fullDescription.text).to.equal('A document is not valid YAML or JSON.');
  });

  it('names findings the same after their lines moved, and no two of them alike', () => {
    const fingerprints = (line: number): readonly unknown[] =>
      run(
        sampleReport([1, 1].map(() => sampleResult({ verdictId: 'fedc', location: { file: 'a', line, column: 1 } }))),
      ).results.map(({ partialFingerprints }) => partialFingerprints);
    const [first, second] = fingerprints(3);
    expect(fingerprints(30)).to.deep.equal([first, second]);
    expect(first).to.have.property('verdictId/v1', 'fedc');
    expect(first)
      .to.have.property('primaryLocationLineHash')
      .that.matches(/^[0-9a-f]{16}:1$/);
    expect(first).not.to.deep.equal(second);
  });

  it('tells a run that denied from a run that could not evaluate', () => {
    const invocation = (report: Report, failOn: FailOn = 'deny'): unknown => {
      const [{ executionSuccessful, exitCode } = {}] = run(report, { failOn }).invocations;
      return [executionSuccessful, exitCode];
    };
    const warned = sampleReport([sampleResult({ status: 'warn' })]);
    expect(invocation(sampleReport([]))).to.deep.equal([true, 0]);
    expect(invocation(warned)).to.deep.equal([true, 0]);
    expect(invocation(warned, 'warn')).to.deep.equal([true, 1]);
    expect(invocation(sampleReport([sampleResult()]))).to.deep.equal([true, 1]);
    expect(invocation(sampleReport(MIXED))).to.deep.equal([false, 2]);
    expect(invocation(NOTHING)).to.deep.equal([false, 2]);
  });

  it('is not an empty list of findings when nothing was evaluated', () => {
    const { results, invocations } = run(NOTHING);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([['sluice/NOTHING_EVALUATED', 'error']]);
    expect(invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).to.deep.equal([
      'no verdict: nothing was evaluated; this is not a pass',
      'not evaluated: not YAML or JSON',
    ]);
  });

  it('lets no message choose where a link leads', () => {
    const [result] = run(sampleReport([sampleResult({ message: 'see [here](https://evil.test)' })])).results;
    expect(result?.message.text).to.equal('see [here] (https://evil.test)');
  });

  it('says what was evaluated', () => {
    const { properties } = run(sampleReport([], { revision: 'main@sha1:1' }));
    expect(properties.summary).to.deep.equal({
      ...EMPTY_SUMMARY,
      files: 3,
      documents: 5,
      resources: 4,
      policies: 8,
      pass: 30,
    });
    expect(properties.revision).to.equal('main@sha1:1');
  });

  it('is valid for any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { results, tool } = run(report);
        for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).to.equal(ruleId);
      }),
    );
  });
});

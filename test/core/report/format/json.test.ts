import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { anyReport } from '../support/arbitrary-report.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

describe('json', () => {
  it('has one member a line and one result a line, in the published order', () => {
    const fault = MIXED.slice(0, 1);
    const full = sampleResult({
      constraint: 'all-owned',
      fix: 'add it',
      details: { missing: ['owner'] },
      verdictId: 'fedc',
    });
    const report = sampleReport([...fault, full], {
      revision: 'main@sha1:0123',
      policySet: 'abc',
      skipped: [{ file: 'README.md', reason: 'not YAML' }],
      notices: ['a note'],
    });
    expect(output('json', report)).to.equal(`{
"apiVersion": "sluice.dev/v1alpha1",
"kind": "Report",
"point": "ci",
"policySet": "abc",
"revision": "main@sha1:0123",
"summary": {"files":3,"documents":5,"resources":4,"policies":8,"pass":30,"fail":1,"warn":0,"error":1,"skip":0},
"results": [
{"status":"error","policy":"sluice","rule":"INPUT_INVALID","severity":"high","message":"the document is not valid YAML","location":{"file":"broken.yaml","line":7,"column":5}},
{"status":"fail","policy":"required-labels","rule":"violation","constraint":"all-owned","severity":"high","message":"label \\"owner\\" is missing","fix":"add it","details":{"missing":["owner"]},"resource":{"apiVersion":"apps/v1","kind":"Deployment","namespace":"shop","name":"web"},"location":{"file":"deploy/web.yaml","line":4,"column":3},"verdictId":"fedc"}
],
"skipped": [
{"file":"README.md","reason":"not YAML"}
],
"notices": ["a note"]
}
`);
  });

  it('lets out nothing that an object happens to carry besides', () => {
    const result = { ...sampleResult(), object: { data: 'hunter2' } };
    const report = { ...sampleReport([result]), internal: 'hunter2' };
    expect(output('json', report)).not.to.contain('hunter2');
  });

  it('adds a notice when nothing was evaluated', () => {
    const { notices } = JSON.parse(output('json', { ...NOTHING, notices: ['a note'] })) as {
      notices: readonly string[];
    };
    expect(notices).to.have.lengthOf(2);
    expect(notices[0]).to.match(/^nothing was evaluated: .* not a pass$/);
  });

  it('splits a long list at its seams only', () => {
    const trap = sampleResult({ message: '},{"status":"pass"', details: { list: [{ a: 1 }, { status: 2 }] } });
    const report = sampleReport(Array.from({ length: 200 }, () => trap));
    const text = output('json', report);
    expect(JSON.parse(text)).to.deep.equal(report);
    expect(text.split('\n').filter((line) => line.startsWith('{"status":"fail"'))).to.have.lengthOf(200);
  });
});

describe('yaml', () => {
  it('is the JSON document as YAML', () => {
    const report = sampleReport([sampleResult({ details: { missing: ['owner'] } })], { policySet: '0777' });
    expect(output('yaml', report)).to.equal(`apiVersion: sluice.dev/v1alpha1
kind: Report
point: ci
policySet: "0777"
summary:
  files: 3
  documents: 5
  resources: 4
  policies: 8
  pass: 30
  fail: 1
  warn: 0
  error: 0
  skip: 0
results:
  - status: fail
    policy: required-labels
    rule: violation
    severity: high
    message: "label \\"owner\\" is missing"
    details:
      missing:
        - owner
    resource:
      apiVersion: apps/v1
      kind: Deployment
      namespace: shop
      name: web
    location:
      file: deploy/web.yaml
      line: 4
      column: 3
skipped: []
notices: []
`);
  });

  for (const version of ['1.1', '1.2'] as const) {
    it(`reads back, as YAML ${version}, as what the JSON report says`, () => {
      fc.assert(
        fc.property(anyReport, (report) => {
          const read: unknown = parse(output('yaml', report), { version });
          expect(read).to.deep.equal(JSON.parse(output('json', report)));
        }),
      );
    });
  }
});

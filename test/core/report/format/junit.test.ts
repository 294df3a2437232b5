import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyReport } from '../support/arbitrary-report.ts';
import { elementsOf, parseXml, type XmlElement } from '../support/parse-xml.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

/** Every count that a suite states must be the number of elements that are really in it. */
function expectHonestCounts(element: XmlElement): void {
  const cases = elementsOf(element, 'testcase');
  const having = (name: string): string =>
    String(cases.filter((one) => one.children.some((child) => child.name === name)).length);
  expect(element.attributes).to.include({
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  });
}

describe('junit', () => {
  it('is one suite a file and one case a result, after a suite that says what was evaluated', () => {
    const [fault, , warning, waived] = MIXED;
    const results = [fault, sampleResult({ fix: 'add it', verdictId: 'fedcba9876543210' }), warning, waived].filter(
      (one) => one !== undefined,
    );
    const report = sampleReport(results, { policySet: 'abc', notices: ['a note'] });
    expect(output('junit', report)).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sluice" tests="5" failures="1" errors="1" skipped="1">
  <testsuite name="sluice" tests="1" failures="0" errors="0" skipped="0">
    <properties>
      <property name="decision" value="no verdict: 1 could not be evaluated; this is not a pass"/>
      <property name="point" value="ci"/>
      <property name="policySet" value="abc"/>
      <property name="files" value="3"/>
      <property name="documents" value="5"/>
      <property name="resources" value="4"/>
      <property name="policies" value="8"/>
      <property name="pass" value="30"/>
      <property name="fail" value="1"/>
      <property name="warn" value="1"/>
      <property name="error" value="1"/>
      <property name="skip" value="1"/>
    </properties>
    <testcase classname="sluice" name="30 checks passed"/>
    <system-out>evaluated 3 files, 5 documents, 4 resources, 8 policies&#10;note: a note</system-out>
  </testsuite>
  <testsuite name="broken.yaml" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="sluice.INPUT_INVALID" name="broken.yaml" file="broken.yaml" line="7">
      <error type="INPUT_INVALID" message="the document is not valid YAML">broken.yaml:7:5&#10;the document is not valid YAML</error>
    </testcase>
  </testsuite>
  <testsuite name="deploy/web.yaml" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="required-labels.violation" name="deploy/web.yaml - Deployment shop/web" file="deploy/web.yaml" line="4">
      <failure type="deny" message="label &quot;owner&quot; is missing">deploy/web.yaml:4:3&#10;label &quot;owner&quot; is missing&#10;object: Deployment shop/web&#10;fix: add it&#10;verdict: fedcba987654</failure>
    </testcase>
    <testcase classname="image-tag.warn" name="deploy/web.yaml - Deployment shop/web" file="deploy/web.yaml" line="4">
      <system-out>warning: deploy/web.yaml:4:3&#10;the tag moves&#10;object: Deployment shop/web</system-out>
    </testcase>
    <testcase classname="required-labels.violation" name="deploy/web.yaml - Deployment shop/web (2)" file="deploy/web.yaml" line="4">
      <skipped message="no team [waived: legacy (ops, until 2030-01-01)]"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('makes a warning a failure when warnings block', () => {
    const report = sampleReport([sampleResult({ status: 'warn' })]);
    expect(elementsOf(parseXml(output('junit', report, { failOn: 'warn' })), 'failure')).to.have.lengthOf(1);
    expect(elementsOf(parseXml(output('junit', report)), 'failure')).to.have.lengthOf(0);
  });

  it('has no passed case when nothing passed', () => {
    const root = parseXml(output('junit', sampleReport([sampleResult()], { pass: 0 })));
    expect(root.attributes).to.include({ tests: '1', failures: '1' });
  });

  it('lists passes that are listed, and does not count them again', () => {
    const root = parseXml(output('junit', sampleReport([sampleResult({ status: 'pass' })], { pass: 4 })));
    expect(elementsOf(root, 'testcase').map(({ attributes }) => attributes['name'])).to.deep.equal([
      '4 checks passed',
      'deploy/web.yaml - Deployment shop/web',
    ]);
  });

  it('is one error when nothing was evaluated', () => {
    const root = parseXml(output('junit', NOTHING));
    expect(root.attributes).to.include({ tests: '1', failures: '0', errors: '1' });
    expect(elementsOf(root, 'error')[0]?.attributes['message']).to.match(/^nothing was evaluated/);
  });

  it('gives every text back to an XML reader', () => {
    const message = 'a < b && "c" > \'d\' ]]>\nsecond\tline';
    const root = parseXml(output('junit', sampleReport([sampleResult({ message })])));
    expect(elementsOf(root, 'failure')[0]?.attributes['message']).to.equal(message);
  });

  it('is well-formed, with honest counts, for any report', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom('deny' as const, 'warn' as const), (report, failOn) => {
        const root = parseXml(output('junit', report, { failOn }));
        expectHonestCounts(root);
        for (const suite of root.children) expectHonestCounts(suite);
        expect(elementsOf(root, 'error').length >= report.summary.error).to.equal(true);
      }),
    );
  });
});

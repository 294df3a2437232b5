import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JudgedObject } from '../../../src/core/audit/judged-object.ts';
import { reportContent, toPolicyReport } from '../../../src/core/audit/policy-report.ts';
import { listAt, objectAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { Result } from '../../../src/core/model/result.ts';

describe('the report about one object', () => {
  it('is called by the uid of the object, and owned by it', () => {
    const report = toPolicyReport('wgpolicy', judgedOf({}));
    expect(report).to.deep.include({ apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'PolicyReport' });
    expect(report['metadata']).to.deep.include({
      name: 'u-1',
      namespace: 'shop',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'u-1' }],
    });
  });

  it('of an object in no Namespace is in none either', () => {
    const identity = { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: 'shop' };
    expect(toPolicyReport('wgpolicy', judgedOf({ identity }))['kind']).to.equal('ClusterPolicyReport');
    const report = toPolicyReport('openreports', judgedOf({ identity }));
    expect(report).to.deep.include({ kind: 'ClusterReport', source: 'sluice' });
    expect(objectAt(report, ['metadata'])).not.to.have.property('namespace');
    expect(objectAt(report, ['scope'])).not.to.have.property('namespace');
  });

  it('says by which policies, and with which verdict', () => {
    const report = toPolicyReport('openreports', judgedOf({}));
    expect(listAt(report, ['results'])[0]).to.deep.equal({
      source: 'sluice',
      policy: 'team',
      rule: 'Labels',
      severity: 'medium',
      result: 'fail',
      scored: true,
      message: 'no team',
      properties: { verdictId: 'v-1', policySet: 'set-1' },
    });
    expect(report['summary']).to.deep.equal({ pass: 2, fail: 1, warn: 0, error: 0, skip: 0 });
  });

  it('has room in etcd, however much there is to say', () => {
    const results = Array.from({ length: 1000 }, () => ({ ...RESULT, message: 'x'.repeat(5000) }));
    const report = toPolicyReport('wgpolicy', judgedOf({ results }));
    expect(JSON.stringify(report).length).to.be.lessThan(1_000_000);
    expect(valueAt(report, ['summary', 'fail'])).to.equal(1000);
  });

  it('says the same when a server has filled it in', () => {
    const report = toPolicyReport('wgpolicy', judgedOf({}));
    const stored = {
      ...report,
      metadata: { ...objectAt(report, ['metadata']), uid: 'r-1', resourceVersion: '7', managedFields: [] },
      results: listAt(report, ['results']).map((one) => ({ ...objectAt(one, []), category: '' })),
    };
    expect(reportContent(stored)).to.equal(reportContent(report));
  });

  it('says something else when anything in it is changed', () => {
    const report = toPolicyReport('wgpolicy', judgedOf({}));
    const others = [
      judgedOf({ policySet: 'set-2' }),
      judgedOf({ passes: 3 }),
      judgedOf({ results: [] }),
      judgedOf({ results: [{ ...RESULT, message: 'other' }] }),
      judgedOf({ results: [{ ...RESULT, severity: 'high' }] }),
    ];
    const texts = others.map((one) => reportContent(toPolicyReport('wgpolicy', one)));
    expect(new Set([reportContent(report), ...texts])).to.have.property('size', others.length + 1);
    expect(textAt(report, ['metadata', 'annotations', 'sluice.dev/policy-set'])).to.equal('set-1');
  });
});

const RESULT: Result = {
  status: 'fail',
  policy: 'Labels',
  rule: 'violation',
  constraint: 'team',
  severity: 'medium',
  message: 'no team',
  verdictId: 'v-1',
  location: { file: '', line: 1, column: 1 },
};

const judgedOf = (changes: Partial<JudgedObject>): JudgedObject => ({
  identity: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
  uid: 'u-1',
  policySet: 'set-1',
  passes: 2,
  results: [RESULT],
  ...changes,
});

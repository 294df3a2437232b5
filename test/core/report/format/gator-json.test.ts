import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Result } from '../../../../src/core/model/result.ts';
import type { FormatOptions } from '../../../../src/core/report/format-options.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

const SPEC = { enforcementAction: 'deny', match: {}, parameters: { labels: ['owner'] } };
const OPTIONS: Partial<FormatOptions> = {
  outputSchema: 'gator',
  describeConstraint: (policy, name) => (policy === 'K8sRequiredLabels' && name === 'owners' ? SPEC : undefined),
};

const violation = (changes: Partial<Result> = {}): Result =>
  sampleResult({ policy: 'K8sRequiredLabels', constraint: 'owners', details: { missing: ['owner'] }, ...changes });

const entries = (...results: readonly Result[]): unknown => JSON.parse(output('json', sampleReport(results), OPTIONS));

describe("gator's schema", () => {
  it('has an entry for each violation, with its constraint and the identity of its object', () => {
    expect(entries(violation())).to.deep.equal([
      {
        target: 'admission.k8s.gatekeeper.sh',
        msg: 'label "owner" is missing',
        metadata: { details: { missing: ['owner'] }, location: { file: 'deploy/web.yaml', line: 4, column: 3 } },
        constraint: {
          apiVersion: 'constraints.gatekeeper.sh/v1beta1',
          kind: 'K8sRequiredLabels',
          metadata: { name: 'owners' },
          spec: SPEC,
        },
        enforcementAction: 'deny',
        violatingObject: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
        trace: null,
      },
    ]);
  });

  it('says what is done about it, also when nothing is', () => {
    const dry = violation({ status: 'skip', message: 'm [dry run]', skipReason: { kind: 'dryrun' } });
    expect(entries(violation({ status: 'warn' }), dry)).to.have.nested.property('[0].enforcementAction', 'warn');
    expect(entries(dry)).to.have.nested.property('[0].enforcementAction', 'dryrun');
    expect(entries(dry)).to.have.nested.property('[0].msg', 'm');
  });

  it('leaves out passes and what is waived', () => {
    const waived = violation({ status: 'skip', message: 'm [waived: x]', skipReason: { kind: 'waived', by: 'x' } });
    expect(entries(violation({ status: 'pass' }), waived)).to.deep.equal([]);
  });

  it('makes an error a denial', () => {
    expect(output('json', sampleReport(MIXED), OPTIONS)).to.contain('the document is not valid YAML');
    expect(JSON.parse(output('json', NOTHING, OPTIONS))).to.have.nested.property('[0].enforcementAction', 'deny');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BUILT_IN_EXPANSIONS } from '../../../src/core/expansion/built-in-expansions.ts';
import { expand, type Expansion } from '../../../src/core/expansion/expand.ts';
import { expansionCycle } from '../../../src/core/expansion/expansion-cycle.ts';
import { indexExpansions } from '../../../src/core/expansion/index-expansions.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';

const INDEX = indexExpansions(BUILT_IN_EXPANSIONS);
const POD = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };

function expansionOf(apiVersion: string, kind: string, rest: JsonObject): Expansion {
  const value = { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, ...rest };
  const [resource] = toResources({ value, json: JSON.stringify(value) });
  if (resource === undefined) throw new Error('the test object is no resource');
  return expand(resource, INDEX);
}

type Row = readonly [apiVersion: string, kind: string, rest: JsonObject, template: string, path: readonly string[]];

const AT_SPEC = { spec: { template: POD } };
const rows: readonly Row[] = [
  ['apps/v1', 'Deployment', AT_SPEC, 'builtin-deployment', ['spec', 'template']],
  ['apps/v1beta2', 'Deployment', AT_SPEC, 'builtin-deployment', ['spec', 'template']],
  ['extensions/v1beta1', 'Deployment', AT_SPEC, 'builtin-deployment', ['spec', 'template']],
  ['apps/v1', 'ReplicaSet', AT_SPEC, 'builtin-replicaset', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', AT_SPEC, 'builtin-statefulset', ['spec', 'template']],
  ['apps/v1', 'DaemonSet', AT_SPEC, 'builtin-daemonset', ['spec', 'template']],
  ['v1', 'ReplicationController', AT_SPEC, 'builtin-replicationcontroller', ['spec', 'template']],
  ['batch/v1', 'Job', AT_SPEC, 'builtin-job', ['spec', 'template']],
  ['v1', 'PodTemplate', { template: POD }, 'builtin-podtemplate', ['template']],
  ['argoproj.io/v1alpha1', 'Rollout', AT_SPEC, 'builtin-rollout', ['spec', 'template']],
  [
    'keda.sh/v1alpha1',
    'ScaledJob',
    { spec: { jobTargetRef: { template: POD } } },
    'builtin-scaledjob',
    ['spec', 'jobTargetRef', 'template'],
  ],
  ['serving.knative.dev/v1', 'Service', AT_SPEC, 'builtin-knative-service', ['spec', 'template']],
  ['serving.knative.dev/v1', 'Configuration', AT_SPEC, 'builtin-knative-configuration', ['spec', 'template']],
  ['serving.knative.dev/v1', 'Revision', { spec: POD.spec, status: {} }, 'builtin-knative-revision', []],
];

describe('expansions that are built in', () => {
  for (const [apiVersion, kind, rest, template, path] of rows) {
    it(`make the Pod of a ${kind} of ${apiVersion}`, () => {
      const { resultants, faults } = expansionOf(apiVersion, kind, rest);
      expect(faults).to.deep.equal([]);
      expect(resultants.map((one) => [one.template, one.path])).to.deep.equal([[template, path]]);
      const [pod] = resultants;
      expect(pod?.resource.identity).to.deep.equal({
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'shop',
        name: 'web-pod',
      });
      expect(pod?.resource.object).to.have.deep.property('spec', POD.spec);
      expect(pod?.resource.object).not.to.have.property('status');
    });
  }

  for (const apiVersion of ['batch/v1', 'batch/v1beta1']) {
    it(`make a Job of a CronJob of ${apiVersion}, and of the Job a Pod`, () => {
      const { resultants } = expansionOf(apiVersion, 'CronJob', { spec: { jobTemplate: { spec: { template: POD } } } });
      expect(resultants.map(({ template, resource, path }) => [template, resource.identity.name, path])).to.deep.equal([
        ['builtin-job', 'web-job-pod', ['spec', 'jobTemplate', 'spec', 'template']],
        ['builtin-cronjob', 'web-job', ['spec', 'jobTemplate']],
      ]);
      expect(resultants[0]?.resource.object).to.have.nested.property('metadata.ownerReferences[0].kind', 'Job');
    });
  }

  it('make nothing of a Rollout that takes its pods from another workload, nor of a Service of the core', () => {
    const none = { resultants: [], faults: [] };
    const spec = { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
    expect(expansionOf('argoproj.io/v1alpha1', 'Rollout', { spec })).to.deep.equal(none);
    expect(expansionOf('v1', 'Service', AT_SPEC)).to.deep.equal(none);
    expect(expansionOf('v1', 'Pod', POD)).to.deep.equal(none);
  });

  it('have names of their own, that say where they come from and that Gatekeeper would take', () => {
    const names = BUILT_IN_EXPANSIONS.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names) expect(name).to.match(/^builtin-[a-z-]{1,55}$/);
  });

  it('form no cycle', () => {
    for (const template of BUILT_IN_EXPANSIONS) expect(expansionCycle(template, INDEX)).to.equal(undefined);
  });
});

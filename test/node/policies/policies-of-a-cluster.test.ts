import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { toClusterObject } from '../../../src/node/cluster/cluster-object.ts';
import { loadPolicySet, type LoadedPolicySet } from '../../../src/node/policies/load-policy-set.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('policies of a cluster', () => {
  const folder = temporaryFolder();
  after(() => folder[Symbol.dispose]());

  const load = (objects: readonly JsonObject[], policies: readonly string[] = []): Promise<LoadedPolicySet> => {
    const gatekeeper = objects.flatMap((object) => toClusterObject(object, 'pod')?.source ?? []);
    const request = { cwd: folder.path, config: DEFAULT_CONFIG, policies, data: [], namespaces: [] };
    return loadPolicySet(objects.length === 0 && policies.length > 0 ? request : { ...request, gatekeeper });
  };

  it('are the same set as in a folder, whatever the API server adds and in whatever order they come', async () => {
    const objects = [template('K8sB'), template('K8sA'), constraint('K8sB', 'two'), constraint('K8sA', 'one')];
    objects.forEach((object, index) => folder.write(`${index}.json`, JSON.stringify(object)));
    const ofFolder = await load([], ['.']);
    const ofCluster = await load([...objects].reverse().map(asServed));
    expect(ofFolder.faults).to.deep.equal([]);
    expect(ofCluster.faults).to.deep.equal([]);
    expect(ofCluster.policies.map(({ name }) => name)).to.have.members(['K8sA', 'K8sB']);
    expect(ofCluster.digest).to.equal(ofFolder.digest);
  });

  it('may be none at all, and bring none of those that ship', async () => {
    const set = await load([]);
    expect([set.policies, set.constraints, set.faults]).to.deep.equal([[], [], []]);
    expect(set).not.to.have.property('wasm');
  });

  it('are called by what they are, and Rego by its own lines', async () => {
    const broken = template('K8sC', 'package k8sc\n\nviolation[{"msg": "x"}] {\n  nowhere == 1\n}\n');
    const { faults } = await load([broken, constraint('K8sD', 'alone')].map(asServed));
    expect(faults.map(({ file, line, column }) => `${file}:${line}:${column}`)).to.deep.equal([
      'cluster:ConstraintTemplate/k8sc#spec.targets[0].rego:4:3',
      'cluster:K8sD/alone#kind:1:1',
    ]);
  });
});

const REGO =
  'package x\n\nimport data.lib.all.say\n\nviolation[{"msg": say}] {\n  input.parameters.labels[_] == "owner"\n}\n';

const template = (kind: string, rego = REGO): JsonObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase(), annotations: { description: `about ${kind}` } },
  spec: {
    crd: {
      spec: {
        names: { kind },
        validation: {
          openAPIV3Schema: { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } },
        },
      },
    },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego, libs: ['package lib.all\n\nsay = "said"\n'] }],
  },
});

const constraint = (kind: string, name: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, parameters: { labels: ['owner'] } },
});

/** What comes back from an API server: defaults, and what it notes itself. */
function asServed(object: JsonObject): JsonObject {
  const { metadata, spec } = object;
  const added = {
    uid: 'f00',
    generation: 3,
    resourceVersion: '77',
    managedFields: [{ manager: 'kubectl' }],
    ...(metadata as JsonObject),
  };
  const isConstraint = object['kind'] !== 'ConstraintTemplate';
  const defaults = isConstraint ? { enforcementAction: 'deny' } : {};
  return {
    ...object,
    metadata: added,
    spec: { ...defaults, ...(spec as JsonObject) },
    status: { byPod: [{ id: 'other' }] },
  };
}

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { GATEKEEPER_CRDS } from '../../src/core/gatekeeper/crds/gatekeeper-crds.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { constraintOf, templateOf } from '../support/gatekeeper-objects.ts';
import { documentedRules } from '../support/kube/documented-webhook.ts';
import { NO_CLUSTER } from '../support/kube/kube-assets.ts';
import { KubeCluster } from '../support/kube/kube-cluster.ts';
import type { KubectlResult } from '../support/kube/kubectl.ts';
import { pollUntil } from '../support/kube/poll-until.ts';
import { WebhookNamespace } from '../support/kube/webhook-namespace.ts';
import { isCompiled } from '../support/program.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CONSTRAINTS = '/apis/constraints.gatekeeper.sh/v1beta1';

describe(`kubectl with policies that do not hold${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(180_000);
  let cluster: KubeCluster;
  let place: WebhookNamespace;

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    for (const crd of GATEKEEPER_CRDS) await cluster.create(CRDS, crd);
    place = await WebhookNamespace.open(cluster, {
      files: {},
      args: ['--cluster', '--kubeconfig', cluster.kubeconfig(), '--jobs', '2'],
      webhook: { ...documentedRules(), timeoutSeconds: 30 },
    });
  });
  after(async () => {
    await place?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  });

  const apply = (object: JsonObject, ...args: readonly string[]): Promise<KubectlResult> =>
    cluster.kubectl(['apply', '-f', '-', ...args], { stdin: JSON.stringify(written(object)) });
  const refused = async (object: JsonObject): Promise<string> => {
    const { status, stderr } = await apply(object);
    expect(status, stderr).to.equal(1);
    return stderr;
  };

  it('is told where the Rego of a template is wrong, and nothing is stored', async () => {
    expect(await refused(templateOf('GuardA', { rego: OOPS }))).to.match(
      /denied the request: ConstraintTemplate\/guarda does not hold: spec\.targets\[0\]\.rego:4:10: .*oops/,
    );
    expect((await cluster.kubectl(['get', 'constrainttemplate', 'guarda'])).stderr).to.include('NotFound');
  });

  it('writes what holds, and is refused when it breaks that afterwards', async () => {
    expect((await apply(templateOf('GuardB'))).status).to.equal(0);
    await pollUntil(
      async () => (await cluster.request({ method: 'GET', path: `${CONSTRAINTS}/guardb` })).status === 200 || undefined,
      {
        what: 'the kind of the constraints is there',
      },
    );
    expect((await apply(constraintOf('GuardB'))).status).to.equal(0);
    expect(await refused(templateOf('GuardB', { rego: OOPS }))).to.include('spec.targets[0].rego:4:10');
    const status = { code: 422, reason: 'Forbidden' };
    const answer = await cluster.request({
      method: 'PATCH',
      path: '/apis/templates.gatekeeper.sh/v1/constrainttemplates/guardb',
      contentType: 'application/merge-patch+json',
      body: { spec: { targets: [] } },
    });
    expect(answer.body).to.deep.include(status);
    expect(answer.message).to.include('there must be one target');
  });

  it('is told what is wrong with a constraint, a Config, a SyncSet and an expansion', async () => {
    const constraint = constraintOf('GuardB', { name: 'two' });
    const scoped = { ...constraint, spec: { enforcementAction: 'scoped', scopedEnforcementActions: [] } };
    expect(await refused(scoped)).to.include('spec.scopedEnforcementActions is empty');
    expect(await refused({ ...constraint, spec: { enforcementAction: 'denny' } })).to.include('denny');
    expect(await refused(configOf('other', place.name))).to.include('a Config must be called config');
    expect(await refused(SYNC_SET))
      .to.include('spec.gvks[0]')
      .and.to.include('version is missing');
    expect(await refused(EXPANSION)).to.include('it applies to what it generates itself');
    expect((await apply(configOf('config', place.name))).status).to.equal(0);
  });

  it('may take away whatever there is', async () => {
    for (const [kind, name] of [
      ['guardb', 'one'],
      ['constrainttemplate', 'guardb'],
    ] as const) {
      expect((await cluster.kubectl(['delete', kind, name])).status).to.equal(0);
    }
  });
});

const OOPS = 'package a\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n';

/** As people write it. */
function written(object: JsonObject): JsonObject {
  const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace?: string };
  return { ...object, metadata: { name, ...(namespace && { namespace }) } };
}

const configOf = (name: string, namespace: string): JsonObject => ({
  apiVersion: 'config.gatekeeper.sh/v1alpha1',
  kind: 'Config',
  metadata: { name, namespace },
  spec: { sync: { syncOnly: [{ group: '', version: 'v1', kind: 'ConfigMap' }] } },
});

const SYNC_SET: JsonObject = {
  apiVersion: 'syncset.gatekeeper.sh/v1alpha1',
  kind: 'SyncSet',
  metadata: { name: 'pods' },
  spec: { gvks: [{ group: '', version: '', kind: 'Pod' }] },
};

const EXPANSION: JsonObject = {
  apiVersion: 'expansion.gatekeeper.sh/v1beta1',
  kind: 'ExpansionTemplate',
  metadata: { name: 'round' },
  spec: {
    applyTo: [{ groups: ['x.dev'], versions: ['v1'], kinds: ['A'] }],
    templateSource: 'spec.template',
    generatedGVK: { group: 'x.dev', version: 'v1', kind: 'A' },
  },
};

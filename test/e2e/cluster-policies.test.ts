import { expect } from 'chai';
import { after, before, beforeEach, afterEach, describe, it } from 'mocha';
import type { JsonObject } from '../../src/core/model/json.ts';
import { installGatekeeper } from '../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../support/kube/kube-assets.ts';
import { KubeCluster } from '../support/kube/kube-cluster.ts';
import { pollUntil } from '../support/kube/poll-until.ts';
import { removePolicies } from '../support/kube/remove-policies.ts';
import { isCompiled } from '../support/program.ts';
import { ServeProcess } from '../support/serve-process.ts';

const TEMPLATES = '/apis/templates.gatekeeper.sh/v1/constrainttemplates';
const CONSTRAINTS = '/apis/constraints.gatekeeper.sh/v1beta1';
const CONFIGS = '/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs';

describe(`sluice serve --cluster${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;
  let server: ServeProcess;

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    await installGatekeeper(cluster);
  });
  after(() => cluster?.[Symbol.asyncDispose]());
  beforeEach(() => {
    server = new ServeProcess();
  });
  afterEach(async () => {
    await server?.[Symbol.asyncDispose]();
    await removePolicies(cluster);
  });

  const listen = (): Promise<void> => server.listen('--cluster', '--kubeconfig', cluster.kubeconfig(), '--jobs', '2');
  const remove = (path: string): Promise<unknown> => cluster.request({ method: 'DELETE', path });
  const kindOf = (name: string): Promise<true> =>
    pollUntil(
      async () => {
        const { status } = await cluster.request({ method: 'GET', path: `${CONSTRAINTS}/${name}` });
        return status === 200 ? true : undefined;
      },
      { what: `the kind ${name} is there` },
    );
  const until = (what: string, name: string, allowed: boolean): Promise<JsonObject> =>
    pollUntil(
      async () => {
        const answer = await server.admit(name);
        return answer['allowed'] === allowed ? answer : undefined;
      },
      { what, everyMs: 50 },
    );

  it('judges by what the cluster says at any time, also when that is nothing', async () => {
    await listen();
    expect(await server.admit('web')).to.deep.include({ allowed: true });
    await cluster.create(TEMPLATES, template('SluiceNames', NAMES));
    await kindOf('sluicenames');
    await cluster.create(`${CONSTRAINTS}/sluicenames`, constraint('SluiceNames', 'no-web', { name: 'web' }));
    const refused = await until('the constraint holds', 'web', false);
    expect(refused['status']).to.deep.include({ code: 403, message: '[no-web] web is not wanted' });
    const status = await pollUntil(
      async () => {
        const { body } = await cluster.request({ method: 'GET', path: `${CONSTRAINTS}/sluicenames/no-web` });
        return JSON.stringify(body['status'] ?? {}).includes('"enforced":true') || undefined;
      },
      { what: 'its status says that it is enforced' },
    );
    expect(status).to.equal(true);
    await remove(`${CONSTRAINTS}/sluicenames/no-web`);
    await until('the constraint is gone', 'web', true);
    await remove(`${TEMPLATES}/sluicenames`);
  });

  it('keeps the last good policies when somebody breaks a template, and says so', async () => {
    await cluster.create(TEMPLATES, template('SluiceSound', NAMES));
    await listen();
    await kindOf('sluicesound');
    await cluster.create(`${CONSTRAINTS}/sluicesound`, constraint('SluiceSound', 'no-web', { name: 'web' }));
    await until('the constraint holds', 'web', false);
    await cluster.create(
      TEMPLATES,
      template('SluiceBroken', 'package x\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n'),
    );
    const { reason } = await server.logged('policies-failed');
    expect(reason).to.match(/cluster:ConstraintTemplate\/sluicebroken#spec\.targets\[0\]\.rego/);
    expect((await server.admit('web'))['allowed']).to.equal(false);
    expect((await server.get('/readyz')).status).to.equal(200);
    expect((await server.get('/readyz?verbose')).text).to.match(/\[-\] cannot be changed.*sluicebroken/);
    await remove(`${TEMPLATES}/sluicebroken`);
    await remove(`${CONSTRAINTS}/sluicesound/no-web`);
    await until('the next good set is taken', 'web', true);
    await remove(`${TEMPLATES}/sluicesound`);
  });

  it('shows policies the objects of the cluster as they come and go, without loading policies again', async () => {
    const name = 'sluice';
    await cluster.create(CONFIGS, {
      apiVersion: 'config.gatekeeper.sh/v1alpha1',
      kind: 'Config',
      metadata: { name: 'config', namespace: 'default' },
      spec: { sync: { syncOnly: [{ group: '', version: 'v1', kind: 'ConfigMap' }] } },
    });
    await cluster.create(TEMPLATES, template('SluiceTaken', TAKEN));
    await listen();
    await kindOf('sluicetaken');
    await cluster.create(`${CONSTRAINTS}/sluicetaken`, constraint('SluiceTaken', 'free-names', {}));
    const maps = '/api/v1/namespaces/default/configmaps';
    await cluster.create(maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    const taken = await until('the object is seen', name, false);
    const digest = (answer: JsonObject): unknown => (answer['auditAnnotations'] as JsonObject)['policy-set'];
    await remove(`${maps}/${name}`);
    const free = await until('its end is seen', name, true);
    expect(digest(free)).to.equal(digest(taken));
    await remove(`${CONSTRAINTS}/sluicetaken/free-names`);
    await remove(`${TEMPLATES}/sluicetaken`);
    await remove(`${CONFIGS}/config`);
  });
});

const NAMES = `package names

violation[{"msg": msg}] {
  input.review.object.metadata.name == input.parameters.name
  msg := sprintf("%v is not wanted", [input.parameters.name])
}
`;

const TAKEN = `package taken

violation[{"msg": msg}] {
  name := input.review.object.metadata.name
  data.inventory.namespace[_]["v1"]["ConfigMap"][name]
  msg := sprintf("%v is taken", [name])
}
`;

const template = (kind: string, rego: string): JsonObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase() },
  spec: {
    crd: {
      spec: {
        names: { kind },
        validation: { openAPIV3Schema: { type: 'object', properties: { name: { type: 'string' } } } },
      },
    },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }],
  },
});

const constraint = (kind: string, name: string, parameters: JsonObject): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, parameters },
});

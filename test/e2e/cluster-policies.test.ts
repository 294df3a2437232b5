import { expect } from 'chai';
import { after, before, beforeEach, afterEach, describe, it } from 'mocha';
import { listAt, objectAt } from '../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../src/core/model/json.ts';
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

  const listen = (...more: readonly string[]): Promise<void> =>
    server.listen('--cluster', '--kubeconfig', cluster.kubeconfig(), '--jobs', '2', ...more);
  const replace = async (path: string, body: JsonObject): Promise<void> => {
    const contentType = 'application/merge-patch+json';
    const { status, message } = await cluster.request({ method: 'PATCH', path, body, contentType });
    expect(status, message).to.equal(200);
  };
  /** The errors in the status of an object, when there are any. */
  const errorsOf = (path: string): Promise<readonly JsonObject[]> =>
    pollUntil(
      async () => {
        const { body } = await cluster.request({ method: 'GET', path });
        const errors = listAt(body, ['status', 'byPod']).flatMap((entry) => listAt(entry, ['errors']));
        return errors.length === 0 ? undefined : errors.filter(isJsonObject);
      },
      { what: `the status of ${path} has errors` },
    );
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

  it('takes what holds when a template does not compile or has no valid schema, and says so; a new replica, too', async () => {
    await listen('--metrics-port', '0');
    await cluster.create(TEMPLATES, template('SluiceBroken', OOPS));
    await cluster.create(TEMPLATES, withSchema(template('SluiceShapeless', NAMES), { properties: { name: {} } }));
    const { object, reason } = await server.logged('policies-broken');
    expect(object).to.equal('ConstraintTemplate/sluicebroken');
    expect(reason).to.match(/^spec\.targets\[0\]\.rego:4:10: .*oops.*left out: nothing is judged by it/);
    await cluster.create(TEMPLATES, template('SluiceSound', NAMES));
    await kindOf('sluicesound');
    await cluster.create(`${CONSTRAINTS}/sluicesound`, constraint('SluiceSound', 'no-web', { name: 'web' }));
    await until('a later change is taken', 'web', false);
    const [fault] = await errorsOf(`${TEMPLATES}/sluicebroken`);
    expect(fault).to.include({ code: 'ingest_error', location: 'spec.targets[0].rego:4:10' });
    expect((await errorsOf(`${TEMPLATES}/sluiceshapeless`))[0]).to.include({ code: 'create_error' });

    await using replica = new ServeProcess();
    await replica.listen('--cluster', '--kubeconfig', cluster.kubeconfig(), '--jobs', '2');
    expect((await replica.get('/readyz')).status).to.equal(200);
    const { text } = await replica.get('/readyz?verbose');
    expect(text).to.match(/\[-\] ConstraintTemplate\/sluicebroken: spec\.targets\[0\]\.rego:4:10: .*left out/);
    expect(text).to.match(/\[-\] kind SluiceShapeless: /);
    expect((await replica.admit('web'))['allowed']).to.equal(false);
    await remove(`${CONSTRAINTS}/sluicesound/no-web`);
    for (const name of ['sluicebroken', 'sluiceshapeless', 'sluicesound']) await remove(`${TEMPLATES}/${name}`);
  });

  it('sets a template aside that the compiler does not come to an end with, and takes what changes later', async () => {
    await cluster.create(TEMPLATES, template('SluiceSound', NAMES));
    await listen();
    await kindOf('sluicesound');
    await cluster.create(`${CONSTRAINTS}/sluicesound`, constraint('SluiceSound', 'no-web', { name: 'web' }));
    await until('the constraint holds', 'web', false);
    await replace(`${TEMPLATES}/sluicesound`, template('SluiceSound', ENDLESS));
    const { object, reason } = await server.logged('policies-broken');
    expect(object).to.equal('ConstraintTemplate/sluicesound');
    expect(reason).to.match(
      /^spec\.targets\[0\]\.rego:1:1: the compiler does not come to an end with it: .*generation 1 goes on in its place/,
    );
    await cluster.create(TEMPLATES, template('SluiceLater', NAMES));
    await kindOf('sluicelater');
    await cluster.create(`${CONSTRAINTS}/sluicelater`, constraint('SluiceLater', 'no-other', { name: 'other' }));
    await until('a later change is taken', 'other', false);
    expect((await server.admit('web'))['allowed']).to.equal(false);
    await remove(`${CONSTRAINTS}/sluicelater/no-other`);
    await remove(`${CONSTRAINTS}/sluicesound/no-web`);
    for (const name of ['sluicelater', 'sluicesound']) await remove(`${TEMPLATES}/${name}`);
  });

  it('goes on with the last good version of a template that somebody breaks, in whatever way', async () => {
    await cluster.create(TEMPLATES, template('SluiceSound', NAMES));
    await listen();
    await kindOf('sluicesound');
    await cluster.create(`${CONSTRAINTS}/sluicesound`, constraint('SluiceSound', 'no-web', { name: 'web' }));
    await until('the constraint holds', 'web', false);
    for (const broken of [template('SluiceSound', OOPS), withoutTargets(template('SluiceSound', NAMES))]) {
      await replace(`${TEMPLATES}/sluicesound`, broken);
      const { reason } = await server.logged('policies-broken');
      expect(reason).to.match(/\(generation \d+ goes on in its place\)$/);
      const [fault] = await errorsOf(`${TEMPLATES}/sluicesound`);
      expect(fault?.['message']).to.match(/goes on in its place/);
      expect((await server.admit('web'))['allowed']).to.equal(false);
    }
    // Its constraints can be changed meanwhile.
    await replace(`${CONSTRAINTS}/sluicesound/no-web`, constraint('SluiceSound', 'no-web', { name: 'other' }));
    await until('the changed constraint holds', 'other', false);
    expect((await server.admit('web'))['allowed']).to.equal(true);
    await replace(`${TEMPLATES}/sluicesound`, template('SluiceSound', `${NAMES}# mended\n`));
    expect((await server.logged('policies-mended'))['object']).to.equal('ConstraintTemplate/sluicesound');
    await remove(`${CONSTRAINTS}/sluicesound/no-web`);
    await remove(`${TEMPLATES}/sluicesound`);
    await until('it is gone', 'other', true);
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
    // What goes on when its template is broken goes on seeing them, although that asks for none.
    await replace(`${TEMPLATES}/sluicetaken`, template('SluiceTaken', OOPS));
    await server.logged('policies-broken');
    await cluster.create(maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    await until('an object that came later is seen', name, false);
    await remove(`${maps}/${name}`);
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

const OOPS = 'package x\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n';

/** The sum overflows the stack of the compiler. */
const ENDLESS = `package x\n\nviolation[{"msg": "x"}] {\n  ${Array(3000).fill('1').join('+')} == 1\n}\n`;

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

const withSchema = (object: JsonObject, schema: JsonObject): JsonObject => {
  const crd = objectAt(object, ['spec', 'crd', 'spec']);
  const spec = { ...crd, validation: { openAPIV3Schema: schema } };
  return { ...object, spec: { ...objectAt(object, ['spec']), crd: { spec } } };
};

const withoutTargets = (object: JsonObject): JsonObject => ({
  ...object,
  spec: { ...objectAt(object, ['spec']), targets: [] },
});

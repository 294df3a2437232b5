import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { packVersion } from '../../../src/node/cluster/kept-version.ts';
import { constraintOf, templateOf } from '../../support/gatekeeper-objects.ts';
import { installGatekeeper } from '../../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { removePolicies } from '../../support/kube/remove-policies.ts';
import { isCompiled } from '../../support/program.ts';
import { ServeProcess } from '../../support/serve-process.ts';

const TEMPLATES = '/apis/templates.gatekeeper.sh/v1/constrainttemplates';
const TEMPLATE = `${TEMPLATES}/sluicekept`;
const CONSTRAINTS = '/apis/constraints.gatekeeper.sh/v1beta1/sluicekept';

describe('the last good versions of what is broken', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let cluster: KubeCluster;
  let namespace: string;
  let store: string;
  const running: ServeProcess[] = [];

  before(async function () {
    if (!isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    await installGatekeeper(cluster);
    namespace = await cluster.namespace();
    store = `/api/v1/namespaces/${namespace}/configmaps/sluice-last-good`;
  });
  after(() => cluster?.[Symbol.asyncDispose]());
  afterEach(async () => {
    for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
    await cluster.request({ method: 'DELETE', path: `${CONSTRAINTS}/one` });
    await removePolicies(cluster);
    await cluster.request({ method: 'DELETE', path: store });
  });

  const startReplica = async (kubeconfig = cluster.kubeconfig()): Promise<ServeProcess> => {
    const replica = new ServeProcess([], { POD_NAMESPACE: namespace, POD_NAME: `replica-${running.length}` });
    running.push(replica);
    await replica.listen('--cluster', '--kubeconfig', kubeconfig, '--jobs', '1');
    return replica;
  };
  const patch = async (path: string, body: JsonObject): Promise<void> => {
    const contentType = 'application/merge-patch+json';
    const { status, message } = await cluster.request({ method: 'PATCH', path, body, contentType });
    expect(status, message).to.equal(200);
  };
  const until = (what: string, replica: ServeProcess, name: string, allowed: boolean): Promise<true> =>
    pollUntil(async () => ((await replica.admit(name))['allowed'] === allowed ? true : undefined), {
      what,
      everyMs: 50,
    });
  const kept = async (): Promise<JsonObject> =>
    objectAt((await cluster.request({ method: 'GET', path: store })).body, ['binaryData']);
  const untilKept = (what: string, count: number): Promise<JsonObject> =>
    pollUntil(
      async () => {
        const found = await kept();
        return Object.keys(found).length === count ? found : undefined;
      },
      { what },
    );
  const uidOf = async (path: string): Promise<string> =>
    textAt((await cluster.request({ method: 'GET', path })).body, ['metadata', 'uid']);
  /** Refuses Pods called `web`, by a template and a constraint. */
  const begin = async (): Promise<void> => {
    await cluster.create(TEMPLATES, fresh(templateOf('SluiceKept')));
    const replica = await startReplica();
    const one = fresh(constraintOf('SluiceKept'));
    await pollUntil(
      async () =>
        (await cluster.request({ method: 'POST', path: CONSTRAINTS, body: one })).status === 201 ? true : undefined,
      {
        what: 'the kind of the constraint is there',
      },
    );
    await until('the constraint holds', replica, 'web', false);
  };

  it('judge in a replica that starts while a template is broken, in whatever way, as in those that run', async () => {
    await begin();
    for (const broken of [BROKEN, { spec: { targets: [] } }]) {
      await patch(TEMPLATE, broken);
      await untilKept('the version is kept', 1);
      const late = await startReplica();
      expect((await late.admit('web'))['allowed']).to.equal(false);
      expect((await late.get('/readyz?verbose')).text).to.match(
        /ConstraintTemplate\/sluicekept: .*\(generation 1 goes on in its place\)/,
      );
    }
    expect(Object.keys(await kept())).to.deep.equal([await uidOf(TEMPLATE)]);
    await patch(TEMPLATE, { spec: specOf(templateOf('SluiceKept', { rego: MENDED })) });
    for (const replica of running) await until('the mended template judges', replica, 'mended', false);
    await untilKept('nothing is kept any more', 0);
  });

  it('judge where a template does not fit a constraint any more, and where a constraint does not fit its template', async () => {
    await begin();
    await patch(TEMPLATE, {
      spec: { crd: { spec: { validation: { openAPIV3Schema: { properties: { name: { type: 'integer' } } } } } } },
    });
    await untilKept('the template is kept', 1);
    const late = await startReplica();
    expect((await late.admit('web'))['allowed']).to.equal(false);
    await patch(TEMPLATE, { spec: specOf(templateOf('SluiceKept')) });
    await untilKept('the template is not kept any more', 0);
    await patch(`${CONSTRAINTS}/one`, { spec: { enforcementAction: 'nonsense' } });
    await untilKept('the constraint is kept', 1);
    const later = await startReplica();
    expect((await later.admit('web'))['allowed']).to.equal(false);
    await cluster.request({ method: 'DELETE', path: `${CONSTRAINTS}/one` });
    for (const replica of running) await until('the constraint is gone', replica, 'web', true);
    await untilKept('nothing is kept of what is gone', 0);
  });

  it('are those that replicas have kept, and nothing that says so: of another object, of later, or changed on the way', async () => {
    await begin();
    await patch(TEMPLATE, BROKEN);
    const [[uid, packed] = ['', null]] = Object.entries(await untilKept('the version is kept', 1));
    for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
    const forged = (metadata: JsonObject): string => {
      const { status: _, ...object } = templateOf('SluiceKept', { rego: HARMLESS });
      return packVersion({ ...object, metadata: { name: 'sluicekept', uid, generation: 1, ...metadata } });
    };
    for (const text of [
      forged({ uid: 'other' }),
      forged({ generation: 9 }),
      forged({ name: 'other' }),
      'H4sIAAAA',
      Buffer.alloc(9).toString('base64'),
    ]) {
      await patch(store, { binaryData: { [uid]: text } });
      const replica = await startReplica();
      expect((await replica.get('/readyz?verbose')).text).to.match(
        /ConstraintTemplate\/sluicekept: .*left out: nothing is judged by it/,
      );
      await replica[Symbol.asyncDispose]();
    }
    await patch(store, { binaryData: { [uid]: packed } });
    const replica = await startReplica();
    expect((await replica.admit('web'))['allowed']).to.equal(false);
    // And whoever judges by it puts it back.
    await patch(store, { binaryData: { [uid]: 'H4sIAAAA', other: 'H4sIAAAA' } });
    await pollUntil(async () => ((await kept())[uid] === packed ? true : undefined), { what: 'it is put back' });
  });

  it('are not waited for by whoever may not read them, who says so', async () => {
    await begin();
    const user = { name: 'no-store', groups: ['system:authenticated'] };
    await cluster.create('/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'no-store' },
      rules: [
        {
          apiGroups: [
            'templates.gatekeeper.sh',
            'constraints.gatekeeper.sh',
            'config.gatekeeper.sh',
            'syncset.gatekeeper.sh',
            'expansion.gatekeeper.sh',
            'apiextensions.k8s.io',
          ],
          resources: ['*'],
          verbs: ['*'],
        },
        { apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] },
      ],
    });
    await cluster.create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'no-store' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'no-store' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'no-store' }],
    });
    const replica = await startReplica(cluster.kubeconfig(user));
    expect((await replica.admit('web'))['allowed']).to.equal(false);
    expect((await replica.get('/readyz?verbose')).text).to.match(/\[-\] last good versions: .*cannot be read/);
  });
});

const fresh = ({ metadata, ...object }: JsonObject): JsonObject => ({
  ...object,
  metadata: { name: textAt({ metadata: metadata ?? null }, ['metadata', 'name']) },
});

const specOf = (object: JsonObject): JsonObject => objectAt(object, ['spec']);

const BROKEN: JsonObject = {
  spec: specOf(templateOf('SluiceKept', { rego: 'package x\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n' })),
};

const HARMLESS = 'package x\n\nviolation[{"msg": "never"}] { false }\n';

const MENDED = 'package x\n\nviolation[{"msg": "mended"}] { input.review.object.metadata.name == "mended" }\n';

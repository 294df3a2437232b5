import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt, valueAt } from '../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { ClusterFollower } from '../support/kube/cluster-follower.ts';
import { installGatekeeper } from '../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../support/kube/kube-assets.ts';
import { KubeCluster } from '../support/kube/kube-cluster.ts';
import { pollUntil } from '../support/kube/poll-until.ts';
import { removePolicies } from '../support/kube/remove-policies.ts';
import { TcpRelay } from '../support/kube/tcp-relay.ts';

const TEMPLATES = '/apis/templates.gatekeeper.sh/v1/constrainttemplates';
const CONSTRAINTS = '/apis/constraints.gatekeeper.sh/v1beta1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

describe(`a cluster as a source of policies${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;

  before(async function () {
    if (NO_CLUSTER !== undefined) return this.skip();
    cluster = await KubeCluster.start();
    await installGatekeeper(cluster);
  });

  afterEach(() => removePolicies(cluster));
  after(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  /** Kinds of constraints are the cluster's: each test has its own. */
  let nextKind = 0;
  const newKind = (): string => `SluiceTest${(nextKind += 1)}`;

  const get = async (path: string): Promise<JsonObject> => (await cluster.request({ method: 'GET', path })).body;

  const statusOf = async (path: string, podId: string): Promise<JsonObject> =>
    pollUntil(
      async () => {
        const entries = listAt(await get(path), ['status', 'byPod']);
        const own = entries.find((entry) => textAt(entry, ['id']) === podId);
        return own === undefined ? undefined : objectAt({ own }, ['own']);
      },
      { what: `${podId} is in the status of ${path}`, everyMs: 50 },
    );

  const until = (what: string, holds: () => boolean): Promise<true> =>
    pollUntil(() => (holds() ? true : undefined), { what });

  it('makes the kind of a template, takes its constraints, and says so in their status', async () => {
    const kind = newKind();
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(kind));
    const own = await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    expect(own).to.deep.include({ id: 'pod-a', observedGeneration: 1, operations: ['status', 'webhook'] });
    expect(own).not.to.have.property('errors');
    await pollUntil(
      async () => valueAt(await get(`${TEMPLATES}/${kind.toLowerCase()}`), ['status', 'created']) === true || undefined,
      { what: 'the status says that the kind is there' },
    );

    const crd = await get(`${CRDS}/${kind.toLowerCase()}.constraints.gatekeeper.sh`);
    expect(textAt(crd, ['metadata', 'ownerReferences', 0, 'kind'])).to.equal('ConstraintTemplate');
    expect(listAt(crd, ['spec', 'versions', 0, 'additionalPrinterColumns'])).to.have.length(2);

    const constraint = await cluster.create(`${CONSTRAINTS}/${kind.toLowerCase()}`, constraintOf(kind, 'ns-owner'));
    expect(textAt(constraint, ['spec', 'enforcementAction'])).to.equal('deny');
    const status = await statusOf(`${CONSTRAINTS}/${kind.toLowerCase()}/ns-owner`, 'pod-a');
    expect(status).to.deep.include({
      constraintUID: textAt(constraint, ['metadata', 'uid']),
      enforced: true,
      observedGeneration: 1,
    });
    const loaded = follower.set?.constraints.find(({ policy }) => policy === kind);
    expect(loaded).to.deep.include({ name: 'ns-owner', parameters: { labels: ['owner'] } });
  });

  it('takes templates that people applied years ago, with kubectl and in v1beta1', async () => {
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    const old = { ...template('K8sOldLabels'), apiVersion: 'templates.gatekeeper.sh/v1beta1' };
    const applied = await cluster.kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(old) });
    expect([applied.status, applied.stderr]).to.deep.equal([0, '']);
    await statusOf(`${TEMPLATES}/k8soldlabels`, 'pod-a');
    const extra = {
      ...constraintOf('K8sOldLabels', 'old'),
      spec: { parameters: { labels: ['owner'], more: { x: 1 } } },
    };
    const constraint = await cluster.kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(extra) });
    expect([constraint.status, constraint.stderr]).to.deep.equal([0, '']);
    const own = await statusOf(`${CONSTRAINTS}/k8soldlabels/old`, 'pod-a');
    expect(own).to.deep.include({ enforced: true });
    const loaded = follower.set?.constraints.find(({ policy }) => policy === 'K8sOldLabels');
    expect(loaded?.parameters).to.deep.equal({ labels: ['owner'], more: { x: 1 } });
    const shown = await cluster.kubectl(['get', 'constraints']);
    expect(shown.stdout).to.match(/NAME\s+ENFORCEMENT-ACTION\s+TOTAL-VIOLATIONS\n.*old\s+deny/);
    await cluster.kubectl(['delete', 'constrainttemplate', 'k8soldlabels']);
  });

  it('takes a change of a constraint, and its end', async () => {
    const kind = newKind();
    const path = `${CONSTRAINTS}/${kind.toLowerCase()}/changing`;
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    const parameters = (): readonly unknown[] =>
      (follower.set?.constraints ?? []).filter(({ policy }) => policy === kind).map((one) => one.parameters);
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    await cluster.create(`${CONSTRAINTS}/${kind.toLowerCase()}`, constraintOf(kind, 'changing'));
    await until('the constraint is loaded', () => parameters().length === 1);
    const body = { spec: { parameters: { labels: ['team'] } } };
    await cluster.request({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' });
    await until('the change is loaded', () => JSON.stringify(parameters()) === '[{"labels":["team"]}]');
    const own = await pollUntil(
      async () => {
        const entry = await statusOf(path, 'pod-a');
        return entry['observedGeneration'] === 2 ? entry : undefined;
      },
      { what: 'the status speaks of the change' },
    );
    expect(own['enforced']).to.equal(true);
    await cluster.request({ method: 'DELETE', path });
    await until('the end is loaded', () => parameters().length === 0);
    await cluster.request({ method: 'DELETE', path: `${TEMPLATES}/${kind.toLowerCase()}` });
    await until('the template is gone', () => follower.set?.policies.every(({ name }) => name !== kind) === true);
  });

  it('says of a broken template what is wrong and where, and takes no other down with it', async () => {
    const [sound, broken, refused] = [newKind(), newKind(), newKind()];
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(sound));
    await cluster.create(TEMPLATES, template(broken, 'package x\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n'));
    await cluster.create(TEMPLATES, {
      ...template(refused),
      spec: {
        crd: { spec: { names: { kind: refused }, validation: { openAPIV3Schema: { type: 'nonsense' } } } },
        targets: targetsOf(REGO),
      },
    });
    const [error] = listAt(await statusOf(`${TEMPLATES}/${broken.toLowerCase()}`, 'pod-a'), ['errors']);
    expect(error).to.deep.include({ code: 'ingest_error', location: 'spec.targets[0].rego:4:10' });
    expect(textAt(error, ['message'])).to.contain('oops');

    const entry = await pollUntil(
      async () => {
        const own = await statusOf(`${TEMPLATES}/${refused.toLowerCase()}`, 'pod-a');
        return listAt(own, ['errors']).length > 0 ? own : undefined;
      },
      { what: 'the schema is refused' },
    );
    expect(listAt(entry, ['errors']).map((one) => textAt(one, ['code']))).to.include('create_error');
    expect(valueAt(await get(`${TEMPLATES}/${refused.toLowerCase()}`), ['status', 'created'])).to.equal(false);

    expect(await statusOf(`${TEMPLATES}/${sound.toLowerCase()}`, 'pod-a')).not.to.have.property('errors');
    expect(follower.set?.policies.map(({ name }) => name)).to.include(sound);
    for (const kind of [sound, broken, refused]) {
      await cluster.request({ method: 'DELETE', path: `${TEMPLATES}/${kind.toLowerCase()}` });
    }
  });

  it('does not enforce a constraint whose parameters do not fit, and says so', async () => {
    const kind = newKind();
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    const odd = constraintOf(kind, 'odd');
    await cluster.create(`${CONSTRAINTS}/${kind.toLowerCase()}`, {
      ...odd,
      spec: { ...objectAt(odd, ['spec']), enforcementAction: 'refuse' },
    });
    const own = await statusOf(`${CONSTRAINTS}/${kind.toLowerCase()}/odd`, 'pod-a');
    expect(own['enforced']).to.equal(false);
    expect(textAt(own, ['errors', 0, 'message'])).to.contain('enforcementAction is "refuse"');
    expect(follower.set?.faults.length).to.be.greaterThan(0);
    await cluster.request({ method: 'DELETE', path: `${TEMPLATES}/${kind.toLowerCase()}` });
  });

  it('keeps the entries of several replicas beside each other, and takes those of the dead away', async () => {
    const kind = newKind();
    const path = `${TEMPLATES}/${kind.toLowerCase()}`;
    // Two of this Deployment, one of another program, and one of this Deployment that is gone.
    const [own, sibling, stranger, dead] = ['bb-1-bbbbb', 'bb-2-ccccc', 'other-1-bbbbb', 'bb-1-ddddd'];
    const pods = [own, sibling, stranger, dead];
    {
      await using a = new ClusterFollower(cluster, { podId: own });
      await using b = new ClusterFollower(cluster, { podId: sibling });
      await using c = new ClusterFollower(cluster, { podId: stranger });
      await using d = new ClusterFollower(cluster, { podId: dead });
      await cluster.create(TEMPLATES, template(kind));
      await cluster.create(TEMPLATES, template(newKind()));
      for (const pod of pods) await statusOf(path, pod);
      expect([a, b, c, d].map(({ problems }) => problems)).to.deep.equal([[], [], [], []]);
    }
    const namespace = await cluster.namespace();
    for (const name of [own, sibling]) {
      const spec = { containers: [{ name: 'sluice', image: 'sluice' }] };
      await cluster.create(`/api/v1/namespaces/${namespace}/pods`, pod(name, spec));
    }
    const times = { quietMs: 20, mostMs: 200, settleMs: 10_000, leftOvers: { firstMs: 100, everyMs: 100 } };
    await using left = new ClusterFollower(cluster, { podId: own, namespace, times });
    await until('it has loaded', () => left.snapshot !== undefined);
    await pollUntil(
      async () => {
        const ids = listAt(await get(path), ['status', 'byPod']).map((one) => textAt(one, ['id']));
        return ids.includes(dead) ? undefined : expect(ids).to.have.members([own, sibling, stranger]);
      },
      { what: 'only the living are left' },
    );
  });

  it('writes its status again when somebody takes it away', async () => {
    const kind = newKind();
    const path = `${TEMPLATES}/${kind.toLowerCase()}`;
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(path, 'pod-a');
    const body = { status: { byPod: [], created: false } };
    await cluster.request({
      method: 'PATCH',
      path: `${path}/status`,
      body,
      contentType: 'application/merge-patch+json',
    });
    await statusOf(path, 'pod-a');
    expect(follower.problems).to.deep.equal([]);
  });

  it('makes a kind again that somebody deletes', async () => {
    const kind = newKind();
    const crd = `${CRDS}/${kind.toLowerCase()}.constraints.gatekeeper.sh`;
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    const before = textAt(await get(crd), ['metadata', 'uid']);
    await cluster.request({ method: 'DELETE', path: crd });
    await pollUntil(
      async () => {
        const uid = textAt(await get(crd), ['metadata', 'uid']);
        return uid !== '' && uid !== before ? true : undefined;
      },
      { what: 'it is there again' },
    );
    expect(follower.set?.policies.map(({ name }) => name)).to.include(kind);
  });

  it('knows all Namespaces, and tells of a new label without a new set', async () => {
    const name = await cluster.namespace({ team: 'a' });
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await until('it has loaded', () => follower.snapshot !== undefined);
    const labels = (): unknown => follower.source.snapshot?.data.namespaces.get(name)?.labels['team'];
    expect(labels()).to.equal('a');
    const { policyChanges } = follower;
    const body = { metadata: { labels: { team: 'b' } } };
    await cluster.request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${name}`,
      body,
      contentType: 'application/merge-patch+json',
    });
    await until('the label is another', () => labels() === 'b');
    expect(follower.policyChanges).to.equal(policyChanges);
    expect(follower.dataChanges).to.be.greaterThan(0);
  });

  it('keeps what Config and SyncSets ask for, when a template looks it up', async () => {
    const kind = newKind();
    const namespace = await cluster.namespace();
    const hidden = await cluster.namespace();
    const maps = (place: string): string => `/api/v1/namespaces/${place}/configmaps`;
    for (const place of [namespace, hidden]) await cluster.create(maps(place), configMap('first'));
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create('/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs', {
      apiVersion: 'config.gatekeeper.sh/v1alpha1',
      kind: 'Config',
      metadata: { name: 'config' },
      spec: {
        sync: { syncOnly: [{ group: '', version: 'v1', kind: 'ConfigMap' }] },
        match: [{ excludedNamespaces: [hidden], processes: ['sync'] }],
      },
    });
    const kept = (): JsonObject => {
      const inventory = follower.source.snapshot?.data.inventory;
      return inventory?.kind === 'complete' ? JSON.parse(inventory.json()) : {};
    };
    await until('it has loaded', () => follower.snapshot !== undefined);
    expect(kept()).to.deep.equal({});

    const REGO_INVENTORY =
      'package x\n\nviolation[{"msg": "same"}] {\n  data.inventory.namespace[_]["v1"]["ConfigMap"][_]\n}\n';
    await cluster.create(TEMPLATES, template(kind, REGO_INVENTORY));
    const names = (place: string): readonly string[] =>
      Object.keys(objectAt(kept(), ['namespace', place, 'v1', 'ConfigMap']));
    await until('the first is kept', () => names(namespace).includes('first'));
    expect(names(hidden)).to.deep.equal([]);

    const since = follower.source.snapshot?.data.revision ?? 0;
    await cluster.create(maps(namespace), configMap('second'));
    await cluster.request({ method: 'DELETE', path: `${maps(namespace)}/first` });
    await until('the second is kept', () => names(namespace).join() === 'second');
    const inventory = follower.source.snapshot?.data.inventory;
    const changes = inventory?.kind === 'complete' ? inventory.changesSince(since) : undefined;
    // An API server that has just started writes ConfigMaps of its own, in other namespaces, at any time.
    const here = changes?.filter(({ path }) => path.includes(namespace));
    // In no order: what is kept may be newer than the revision that is asked about.
    expect(here?.map(({ path, text }) => [path.at(-1), text === undefined])).to.have.deep.members([
      ['second', false],
      ['first', true],
    ]);

    const SYNCSETS = '/apis/syncset.gatekeeper.sh/v1alpha1/syncsets';
    await cluster.create(SYNCSETS, {
      apiVersion: 'syncset.gatekeeper.sh/v1alpha1',
      kind: 'SyncSet',
      metadata: { name: 'more' },
      spec: { gvks: [{ group: '', version: 'v1', kind: 'Namespace' }] },
    });
    await until('Namespaces are kept', () => namespace in objectAt(kept(), ['cluster', 'v1', 'Namespace']));
    await cluster.request({ method: 'DELETE', path: `${SYNCSETS}/more` });
    await until('they are kept no more', () => !('cluster' in kept()));
    await cluster.request({
      method: 'DELETE',
      path: '/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs/config',
    });
    await cluster.request({ method: 'DELETE', path: `${TEMPLATES}/${kind.toLowerCase()}` });
  });

  it('goes on when the API server was away, with what happened meanwhile', async () => {
    const kind = newKind();
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a' });
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    const count = (): number => (follower.set?.constraints ?? []).filter(({ policy }) => policy === kind).length;
    await cluster.stopApiServer();
    await until('it says so', () => follower.problems.length > 0);

    expect(follower.source.snapshot?.gatekeeper.length).to.be.greaterThan(0);
    await cluster.startApiServer();

    await cluster.create(`${CONSTRAINTS}/${kind.toLowerCase()}`, constraintOf(kind, 'after'));

    await until('the constraint is loaded', () => count() === 1);

    await until('all is well', () => follower.problems.length === 0);

    await statusOf(`${CONSTRAINTS}/${kind.toLowerCase()}/after`, 'pod-a');
  });

  it('goes on when its connections are cut, and loses nothing', async () => {
    const kind = newKind();
    await using relay = await TcpRelay.open(Number(new URL(cluster.server).port));
    await using follower = new ClusterFollower(cluster, { podId: 'pod-a', server: `https://127.0.0.1:${relay.port}` });
    await cluster.create(TEMPLATES, template(kind));
    await statusOf(`${TEMPLATES}/${kind.toLowerCase()}`, 'pod-a');
    for (const name of ['one', 'two', 'three']) {
      relay.cut();
      await cluster.create(`${CONSTRAINTS}/${kind.toLowerCase()}`, constraintOf(kind, name));
    }
    const names = (): readonly string[] =>
      (follower.set?.constraints ?? []).filter(({ policy }) => policy === kind).map((one) => one.name);
    await until('all three are loaded', () => names().length === 3);
    await until('all is well', () => follower.problems.length === 0);
    await cluster.request({ method: 'DELETE', path: `${TEMPLATES}/${kind.toLowerCase()}` });
  });

  it('does not give policies that it may not read all of', async () => {
    await using follower = new ClusterFollower(cluster, { podId: 'pod-x', user: { name: 'nobody' } });
    const forbidden = (): readonly string[] =>
      follower.problems.filter(({ message }) => message.includes('403 Forbidden')).map(({ about }) => about);
    await until('it says why', () => forbidden().length === 5);
    expect(forbidden()).to.have.members(['templates', 'configs', 'syncsets', 'expansiontemplates', 'namespaces']);
    expect(follower.policyChanges).to.equal(0);
  });
});

const REGO = `package k8srequiredlabels

violation[{"msg": msg, "details": {"missing_labels": missing}}] {
  provided := {label | input.review.object.metadata.labels[label]}
  required := {label | label := input.parameters.labels[_]}
  missing := required - provided
  count(missing) > 0
  msg := sprintf("you must provide labels: %v", [missing])
}
`;

const targetsOf = (rego: string): readonly JsonObject[] => [{ target: 'admission.k8s.gatekeeper.sh', rego }];

const template = (kind: string, rego = REGO): JsonObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase() },
  spec: {
    crd: {
      spec: {
        names: { kind },
        validation: {
          openAPIV3Schema: { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } },
        },
      },
    },
    targets: targetsOf(rego),
  },
});

const constraintOf = (kind: string, name: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Namespace'] }] }, parameters: { labels: ['owner'] } },
});

const configMap = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} });

const pod = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec,
});

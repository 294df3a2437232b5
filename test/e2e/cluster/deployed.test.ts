import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/model/json.ts';
import { uninstall } from '../../../src/node/cluster/uninstall.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { DeployedSluice } from '../../support/kube/deployed-sluice.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import type { KubectlResult } from '../../support/kube/kubectl.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { programArguments } from '../../support/program.ts';
import { nameOf, NO_HELM, renderBase, renderChart, toObjects } from '../../support/rendered-deploy.ts';
import { constraintTemplate } from '../../support/constraint-template.ts';

const ACCOUNT = 'system:serviceaccount:sluice-system:sluice';
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const UNSEEN = [
  // A cluster asks for it that checks owners (OwnerReferencesPermissionEnforcement); this one does not.
  'update templates.gatekeeper.sh/constrainttemplates/finalizers',
  // After half a minute, if another pod of the Deployment has left something behind.
  'list /pods',
  // When a template is broken that judged before.
  'update /configmaps',
];

const TEMPLATE = constraintTemplate(
  'SluiceLabels',
  `package sluicelabels
violation[{"msg": "no owner"}] {
  not input.review.object.metadata.labels.owner
  data.inventory.cluster.v1.Namespace["sluice-system"]
}`,
);
const CONSTRAINT: JsonObject = {
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceLabels',
  metadata: { name: 'owners' },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['ConfigMap'] }] } },
};
const POLICIES: readonly JsonObject[] = [
  TEMPLATE,
  {
    apiVersion: 'config.gatekeeper.sh/v1alpha1',
    kind: 'Config',
    metadata: { name: 'config', namespace: 'sluice-system' },
    spec: { sync: { syncOnly: [{ group: '', version: 'v1', kind: 'Namespace' }] } },
  },
  {
    apiVersion: 'expansion.gatekeeper.sh/v1beta1',
    kind: 'ExpansionTemplate',
    metadata: { name: 'expand' },
    spec: {
      applyTo: [{ groups: ['apps'], versions: ['v1'], kinds: ['Deployment'] }],
      templateSource: 'spec.template',
      generatedGVK: { group: '', version: 'v1', kind: 'Pod' },
    },
  },
];

/** As the API server has them: without what it adds to templates. */
const podOf = (deployment: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'as-deployed', namespace: 'sluice-system' },
  spec: objectAt(deployment, ['spec', 'template', 'spec']),
});

const configMap = (namespace: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'thing', namespace, labels },
});

describe(`the webhook as it is deployed${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;
  let objects: readonly JsonObject[];
  let server: DeployedSluice | undefined;
  let team: string;

  const apply = (applied: readonly JsonObject[], ...args: readonly string[]): Promise<KubectlResult> =>
    cluster.kubectl(['apply', '--server-side', ...args, '-f', '-'], {
      stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: applied }),
    });
  const applyAll = async (applied: readonly JsonObject[], ...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await apply(applied, ...args);
    expect(status, stderr).to.equal(0);
    return stdout;
  };
  const without = (kind: string): readonly JsonObject[] => objects.filter((object) => object['kind'] !== kind);
  const registration = (): JsonObject => {
    const [found] = objects.filter(({ kind }) => kind === 'ValidatingWebhookConfiguration');
    return found ?? {};
  };

  before(async function () {
    if (NO_CLUSTER !== undefined) return this.skip();
    cluster = await KubeCluster.start();
    objects = toObjects(renderBase(['webhook', 'own-certificates', 'cluster']));
    team = await cluster.namespace();
  });
  after(async () => {
    await server?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  });

  it('is taken by the API server, every object of it', async () => {
    await applyAll(objects.filter(({ kind }) => kind === 'Namespace'));
    const dry = await applyAll(objects, '--dry-run=server');
    expect(dry.trim().split('\n')).to.have.lengthOf(objects.length);
    await applyAll(without('ValidatingWebhookConfiguration'));
  });

  it('is taken as a chart, too', async function () {
    if (NO_HELM !== undefined) this.skip();
    const values = ['cluster.enabled=true', 'metrics.enabled=true', 'metrics.dashboard=true', 'webhook.connect=true'];
    const chart = toObjects(renderChart(values));
    await applyAll(chart, '--dry-run=server', '--force-conflicts');
  });

  it('may run where Pods are restricted', async () => {
    const [deployment = {}] = objects.filter(({ kind }) => kind === 'Deployment');
    expect(await applyAll([podOf(deployment)], '--dry-run=server')).to.contain('as-deployed');
  });

  it('reads the policies of the cluster by its service account, and tells what became of them', async () => {
    await applyAll(POLICIES);
    server = await DeployedSluice.start(cluster, objects);
    await pollUntil(async () => ((await apply([CONSTRAINT])).status === 0 ? true : undefined), {
      what: 'the kind of the constraint is there',
    });
    await pollUntil(() => enforcedBy(cluster, server?.podName ?? ''), { what: 'the constraint is enforced' });
  });

  it('refuses what policies refuse, and leaves alone what it must not stop', async () => {
    const { url } = server ?? expect.fail('it does not run');
    // No network of Pods is here: the Service leads to where the server is.
    const spec = { type: 'ExternalName', externalName: 'localhost' };
    const [service = {}] = objects.filter(({ kind }) => kind === 'Service');
    await cluster.kubectl(['--namespace', 'sluice-system', 'delete', 'service', 'sluice']);
    await applyAll([{ ...service, spec }, atPort(registration(), Number(new URL(url).port))]);
    const refused = await pollUntil(
      async () => {
        const answer = await apply([configMap(team)], '--dry-run=server');
        return answer.stderr.includes('denied the request') ? answer : undefined;
      },
      { what: 'the API server asks, and trusts the certificate' },
    );
    expect(refused.stderr).to.contain('admission webhook "admit.sluice.dev" denied the request: [owners] no owner');
    await applyAll([configMap(team, { owner: 'team' })], '--dry-run=server');
    await applyAll([configMap('sluice-system')], '--dry-run=server');
    await applyAll([configMap('kube-system')], '--dry-run=server');
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'beat', namespace: team } };
    await applyAll([lease], '--dry-run=server');
  });

  it('lets nobody label a Namespace away', async () => {
    const label = ['label', 'namespace', team, 'admission.gatekeeper.sh/ignore=please'];
    const refused = await cluster.kubectl(label);
    expect(refused.stderr).to.contain('admission webhook "label.sluice.dev" denied the request');
    const { status } = await cluster.kubectl([...label.slice(0, 2), 'kube-system', ...label.slice(3)]);
    expect(status).to.equal(0);
  });

  it('may do all that it does, and does all that it may', () => {
    const own = cluster.auditEvents().filter(({ user }) => user['username'] === ACCOUNT);
    const refused = own.filter(({ responseStatus }) => responseStatus?.code === 403);
    expect(refused.map(({ verb, objectRef }) => `${verb} ${objectRef?.resource}`)).to.deep.equal([]);
    const done = new Set(
      own.flatMap(({ verb, objectRef = {}, responseStatus }) => {
        const { apiGroup = '', resource = '', subresource } = objectRef;
        const place = `${apiGroup}/${apiGroup.startsWith('constraints.') ? '*' : resource}`;
        const target = subresource === undefined ? place : `${place}/${subresource}`;
        // Who applies what is not there yet creates it.
        return [`${verb} ${target}`, ...(responseStatus?.code === 201 ? [`create ${target}`] : [])];
      }),
    );
    const roles = objects.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role');
    expect(roles).to.have.lengthOf(4);
    expect(roles.flatMap(rightsOf).filter((right) => !done.has(right))).to.have.members(UNSEEN);
  });

  it("can write the custom resources of constraints, and nobody else's", async () => {
    const crd = (group: string): JsonObject => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `things.${group}` },
      spec: {
        group,
        scope: 'Cluster',
        names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    });
    const user = { name: ACCOUNT, groups: ['system:serviceaccounts', 'system:authenticated'] };
    const path = `${CRDS}?dryRun=All`;
    const foreign = await cluster.request({ method: 'POST', path, body: crd('example.com') }, user);
    expect([foreign.status, foreign.message.split(' is forbidden: ')[1]]).to.deep.equal([
      403,
      "ValidatingAdmissionPolicy 'sluice' with binding 'sluice' denied request: sluice writes the custom resources of constraints and no others",
    ]);
    const own = await cluster.request({ method: 'POST', path, body: crd('constraints.gatekeeper.sh') }, user);
    expect(own.status).to.equal(201);
  });

  it('goes with its webhooks first, also when whoever takes it away is interrupted', async () => {
    const byHand = { ...registration(), metadata: { name: 'by-hand' } };
    const foreign = ofOthers({ ...registration(), metadata: { name: 'foreign' } });
    await applyAll([byHand, asForNobody(foreign)]);
    await using client = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(), env: {} }));
    const installation = { namespace: 'sluice-system', instance: 'sluice' };
    const outcome = await uninstall({ client, installation, isDryRun: false, stop: AbortSignal.abort() });
    expect(outcome.isInterrupted).to.equal(true);
    expect(outcome.removed.map(({ name }) => name).sort()).to.deep.equal(['by-hand', 'sluice']);
    expect(await namesOf(cluster, WEBHOOKS)).to.deep.equal(['foreign']);
    await applyAll([configMap(team)], '--dry-run=server');
  });

  it('is not said to be gone while a webhook is held', async () => {
    const held = {
      ...registration(),
      metadata: { ...objectAt(registration(), ['metadata']), finalizers: ['a.test/b'] },
    };
    await applyAll([asForNobody(held)], '--force-conflicts');
    const { status, stderr } = runUninstall(cluster);
    expect([status, stderr.split('\n')[0]]).to.deep.equal([
      2,
      'error[WEBHOOK_LEFT]: ValidatingWebhookConfiguration sluice was deleted and is there all the same: a finalizer holds it, or somebody puts it back, as GitOps engines do; take it from them first',
    ]);
    await cluster.kubectl([
      'patch',
      'validatingwebhookconfiguration',
      'sluice',
      '--type=json',
      '-p',
      '[{"op":"remove","path":"/metadata/finalizers"}]',
    ]);
    expect(await namesOf(cluster, WEBHOOKS)).to.deep.equal(['foreign']);
  });

  it('says what would go, and takes it away: all that was applied, and nothing of users', async () => {
    const here = { kind: 'ServiceAccount', name: 'sluice', namespace: 'sluice-system' };
    const roles = roleIn(team, 'sluice-pull-secrets', [here]);
    // Of an installation of the same name elsewhere, of one that others use, too, and one that somebody has copied without its binding.
    const others = [
      ...roleIn(team, 'of-others', [{ ...here, namespace: 'elsewhere' }]),
      ...roleIn(team, 'of-both', [here, { ...here, name: 'default' }]),
      ...roleIn(team, 'copied', [here]).slice(0, 1),
    ];
    await applyAll([...roles, ...others]);
    const installed = [...without('CustomResourceDefinition'), ...roles]
      .filter(({ kind }) => kind !== 'Namespace' && kind !== 'ValidatingWebhookConfiguration')
      .map(nameOf)
      .sort();
    const dry = runUninstall(cluster, '--dry-run');
    expect(dry.status).to.equal(0);
    expect(namesAfter(dry.stdout, 'would delete')).to.deep.equal(installed);
    const real = runUninstall(cluster);
    expect([real.status, real.stderr]).to.deep.equal([0, '']);
    expect(namesAfter(real.stdout, 'deleted')).to.deep.equal(installed);
    expect(real.stdout).to.contain('no webhook is left\nleft: Namespace sluice-system, ');
    expect(runUninstall(cluster).stdout).to.equal(
      'nothing of sluice is in Namespace sluice-system, and no webhook asks it\n',
    );
    const kept = await cluster.kubectl([
      'get',
      'sluicelabels,constrainttemplates,configs.config.gatekeeper.sh',
      '-A',
      '-o',
      'name',
    ]);
    expect(kept.stdout.trim().split('\n')).to.have.lengthOf(3);
    const left = await cluster.kubectl(['--namespace', team, 'get', 'roles,rolebindings', '-o', 'name']);
    expect(left.stdout.trim().split('\n')).to.have.lengthOf(others.length);
  });
});

/** A role and its binding, with the labels of an installation called `sluice`. */
function roleIn(namespace: string, name: string, subjects: readonly JsonObject[]): readonly [JsonObject, JsonObject] {
  const labels = { 'app.kubernetes.io/name': 'sluice', 'app.kubernetes.io/instance': 'sluice' };
  const common = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name, namespace, labels } };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
  return [
    { ...common, kind: 'Role', rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] },
    { ...common, kind: 'RoleBinding', roleRef, subjects },
  ];
}

/** What a role grants, a line each. */
function rightsOf(role: JsonObject): readonly string[] {
  const texts = (rule: JsonObject, key: string): readonly string[] => listAt(rule, [key]).map(String);
  return listAt(role, ['rules'])
    .filter(isJsonObject)
    .flatMap((rule) =>
      texts(rule, 'verbs').flatMap((verb) =>
        texts(rule, 'apiGroups').flatMap((group) =>
          texts(rule, 'resources').map((resource) => `${verb} ${group}/${resource}`),
        ),
      ),
    );
}

/** The registration with another port of the Service. */
function atPort(configuration: JsonObject, port: number): JsonObject {
  const webhooks = listAt(configuration, ['webhooks'])
    .filter(isJsonObject)
    .map((webhook) => {
      const service = { ...objectAt(webhook, ['clientConfig', 'service']), port };
      return { ...webhook, clientConfig: { service } };
    });
  return { ...configuration, webhooks };
}

/** One that asks somebody else. */
function ofOthers(configuration: JsonObject): JsonObject {
  const clientConfig = { url: 'https://127.0.0.1:1/' };
  const webhooks = listAt(configuration, ['webhooks']).filter(isJsonObject);
  return { ...configuration, webhooks: webhooks.map((webhook) => ({ ...webhook, clientConfig })) };
}

/** It selects nothing. */
function asForNobody(configuration: JsonObject): JsonObject {
  const objectSelector = { matchLabels: { 'no.test/object': 'has-this' } };
  const webhooks = listAt(configuration, ['webhooks']).filter(isJsonObject);
  return { ...configuration, webhooks: webhooks.map((webhook) => ({ ...webhook, objectSelector })) };
}

async function enforcedBy(cluster: KubeCluster, podName: string): Promise<true | undefined> {
  const path = '/apis/constraints.gatekeeper.sh/v1beta1/sluicelabels/owners';
  const { body } = await cluster.request({ method: 'GET', path });
  const entry = listAt(body, ['status', 'byPod']).find((one) => textAt(one, ['id']) === podName);
  return isJsonObject(entry) && entry['enforced'] === true ? true : undefined;
}

async function namesOf(cluster: KubeCluster, path: string): Promise<readonly string[]> {
  const { body } = await cluster.request({ method: 'GET', path });
  return listAt(body, ['items']).map((item) => textAt(item, ['metadata', 'name']));
}

function runUninstall(cluster: KubeCluster, ...args: readonly string[]): ReturnType<typeof spawnText> {
  return spawnText([...programArguments(), 'uninstall', '--kubeconfig', cluster.kubeconfig(), ...args]);
}

const spawnText = (args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, args, { encoding: 'utf8' });

const namesAfter = (text: string, word: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => (line.startsWith(`${word}  `) ? [line.slice(word.length + 2)] : []))
    .sort();

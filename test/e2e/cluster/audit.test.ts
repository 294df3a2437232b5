import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject, JsonValue } from '../../../src/core/model/json.ts';
import { AuditProcess, runSluice, type Finished } from '../../support/kube/audit-process.ts';
import { installGatekeeper } from '../../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { installReports } from '../../support/kube/report-definitions.ts';
import { isCompiled } from '../../support/program.ts';
import { ServeProcess } from '../../support/serve-process.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { constraintTemplate } from '../../support/constraint-template.ts';

const OBJECTS = 300;
const BAD = 100;
const PAGE = '50';
const CONSTRAINT = '/apis/constraints.gatekeeper.sh/v1beta1/sluicelabels/team';

describe(`sluice audit${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;
  let folder: TemporaryFolder;
  let auditor: AuditProcess;
  let shop: string;

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    folder = temporaryFolder();
    await installGatekeeper(cluster);
    await installReports(cluster);
    shop = await cluster.namespace();
    for (let from = 0; from < OBJECTS; from += 10) {
      const numbers = Array.from({ length: 10 }, (_, index) => from + index);
      await Promise.all(numbers.map((number) => cluster.create(maps(shop), configMap(shop, number))));
    }
    folder.write('policy/template.json', JSON.stringify(TEMPLATE));
    folder.write('policy/constraint.json', JSON.stringify(constraintFor(shop)));
    const all = Array.from({ length: OBJECTS }, (_, number) => JSON.stringify(configMap(shop, number)));
    folder.write('manifests/all.yaml', all.join('\n---\n'));
    await cluster.create('/apis/templates.gatekeeper.sh/v1/constrainttemplates', TEMPLATE);
    // It makes the kind, while it begins; so the constraint comes at any moment of that.
    auditor = await start();
    await auditor.until('the kind of the constraint is there', async () => {
      const path = '/apis/constraints.gatekeeper.sh/v1beta1/sluicelabels';
      const { status } = await cluster.request({ method: 'POST', path, body: constraintFor(shop) });
      return status === 201 || undefined;
    });
  });
  after(async () => {
    await auditor?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
    folder?.[Symbol.dispose]();
  });

  const toCluster = (): readonly string[] => ['--kubeconfig', cluster.kubeconfig()];
  const start = (): Promise<AuditProcess> => {
    const lease = ['--lease-namespace', shop, '--interval', '1', '--page-size', PAGE];
    return AuditProcess.start(folder, ['--cluster', ...toCluster(), ...lease]);
  };
  const get = async (path: string): Promise<JsonObject> => (await cluster.request({ method: 'GET', path })).body;
  const reportsOf = async (path: string): Promise<readonly JsonValue[]> =>
    listAt(await get(`${path}?labelSelector=app.kubernetes.io/managed-by=sluice`), ['items']);
  const once = (...args: readonly string[]): Promise<Finished> =>
    runSluice(folder, ['audit', '--once', ...toCluster(), '-o', 'json', '--page-size', PAGE, ...args]);

  it('tells each constraint what it found, as Gatekeeper does', async () => {
    const status = await auditor.until('the status of the constraint', async () => {
      const found = objectAt(await get(CONSTRAINT), ['status']);
      const isWhole = 'totalViolations' in found && listAt(found, ['byPod']).length > 0;
      return isWhole ? found : undefined;
    });
    // Not even at first may it say that there is nothing.
    expect(status['totalViolations']).to.equal(BAD);
    expect(status['violations']).to.have.length(20);
    expect(listAt(status, ['violations'])[0]).to.deep.equal({
      group: '',
      version: 'v1',
      kind: 'ConfigMap',
      name: 'map-000',
      namespace: shop,
      message: 'ConfigMap map-000 has no label team',
      enforcementAction: 'deny',
    });
    expect(status['auditTimestamp']).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(textAt(listAt(status, ['byPod'])[0], ['constraintUID'])).to.equal(
      textAt(await get(CONSTRAINT), ['metadata', 'uid']),
    );
  });

  it('writes a report for each object that breaks a rule, in both dialects, and none for others', async () => {
    await auditor.audited();
    const uid = textAt(await get(`${maps(shop)}/map-003`), ['metadata', 'uid']);
    const report = await get(`${policyReports(shop)}/${uid}`);
    expect(await reportsOf(policyReports(shop))).to.have.length(BAD);
    expect(await reportsOf(openReports(shop))).to.have.length(BAD);
    expect(valueAt(report, ['metadata', 'ownerReferences', 0, 'uid'])).to.equal(uid);
    expect(report['scope']).to.deep.equal({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'map-003',
      namespace: shop,
      uid,
    });
    expect(report['summary']).to.deep.equal({ pass: 0, fail: 1, warn: 0, error: 0, skip: 0 });
    expect(listAt(report, ['results'])[0]).to.deep.include({
      policy: 'team',
      rule: 'SluiceLabels',
      severity: 'medium',
      result: 'fail',
      message: 'ConfigMap map-003 has no label team',
    });
    expect(JSON.stringify(report)).not.to.contain('what nobody should read');
  });

  it('writes nothing again that says the same', async () => {
    const versions = async (): Promise<readonly string[]> =>
      (await reportsOf(policyReports(shop))).map((one) => textAt(one, ['metadata', 'resourceVersion']));
    const before = await versions();
    const { reportsWritten } = await auditor.audited();
    expect(reportsWritten).to.equal(0);
    expect(await versions()).to.deep.equal(before);
  });

  it('says of an object that was mended that it is, and nothing of one that is gone', async () => {
    const path = `${maps(shop)}/of-this-test`;
    const own = { ...configMap(shop, 0), metadata: { name: 'of-this-test', labels: { app: 'web' } } };
    const uid = textAt(await cluster.create(maps(shop), own), ['metadata', 'uid']);
    await using _ = { [Symbol.asyncDispose]: () => cluster.request({ method: 'DELETE', path }).then(() => undefined) };
    await auditor.audited();
    expect((await get(`${policyReports(shop)}/${uid}`))['summary']).to.deep.include({ fail: 1 });
    await cluster.request({
      method: 'PATCH',
      path,
      contentType: 'application/merge-patch+json',
      body: { metadata: { labels: { team: 'carts' } } },
    });
    await auditor.audited();
    const mended = await get(`${policyReports(shop)}/${uid}`);
    expect(mended['summary']).to.deep.equal({ pass: 1, fail: 0, warn: 0, error: 0, skip: 0 });
    expect(mended['results'] ?? []).to.deep.equal([]);
    await cluster.request({ method: 'DELETE', path });
    await auditor.audited();
    expect((await cluster.request({ method: 'GET', path: `${policyReports(shop)}/${uid}` })).status).to.equal(404);
    expect((await cluster.request({ method: 'GET', path: `${openReports(shop)}/${uid}` })).status).to.equal(404);
    expect((await auditor.audited())['violations']).to.deep.equal({ deny: BAD, warn: 0, dryrun: 0 });
  });

  it('is done by one replica, and by the next when that one ends', async () => {
    await using second = await start();
    await second.until('it waits', () => second.logged('audit-lease').find(({ state }) => state === 'waiting'));
    expect(second.logged('audit')).to.deep.equal([]);
    auditor.process.signal('SIGTERM');
    expect(await auditor.process.ended()).to.equal(0);
    await second.until('it audits', () => second.logged('audit')[0]);
    second.process.signal('SIGTERM');
    expect(await second.process.ended()).to.equal(0);
  });

  it('is done beside the requests that a server answers', async () => {
    auditor.process.signal('SIGTERM');
    await auditor.process.ended();
    await using server = new ServeProcess();
    const auditing = ['--audit-interval', '1', '--lease-namespace', shop];
    await server.listen('--cluster', ...toCluster(), ...auditing);
    const { violations, problems } = await server.logged('audit');
    expect(violations).to.deep.equal({ deny: BAD, warn: 0, dryrun: 0 });
    expect(problems).to.equal(undefined);
    expect(await server.admit('web')).to.deep.include({ allowed: true });
  });

  it('finds in a cluster what a check finds in its manifests, with the same verdict ids', async () => {
    const checked = await runSluice(folder, ['check', '-p', 'policy', '-o', 'json', 'manifests']);
    const expected = verdictsOf(checked);
    expect(expected).to.have.length(BAD);
    const ofFolder = await once('-p', 'policy');
    expect(verdictsOf(ofFolder)).to.deep.equal(expected);
    expect(ofFolder.status).to.equal(1);
    const ofCluster = await once('--cluster');
    expect(verdictsOf(ofCluster)).to.deep.equal(expected);
    expect(ofCluster.status).to.equal(checked.status);
  });

  it('reads pages, and only of kinds that a policy selects', async () => {
    const before = cluster.auditEvents().length;
    await once('-p', 'policy');
    const lists = cluster
      .auditEvents()
      .slice(before)
      .map(({ requestURI }) => requestURI)
      .filter((uri) => uri.includes('limit='));
    const pages = lists.filter((uri) => uri.startsWith('/api/v1/configmaps?'));
    expect(pages.length).to.be.at.least(OBJECTS / 50);
    expect(pages.filter((uri) => !uri.includes(`limit=${PAGE}`))).to.deep.equal([]);
    expect(lists.filter((uri) => /\/(?:pods|secrets|events)\?/.test(uri))).to.deep.equal([]);
  });

  it('does not tell a constraint that there is nothing where it could not look', async () => {
    const before = (await get(CONSTRAINT))['status'];
    expect(before).to.deep.include({ totalViolations: BAD });
    const user = { name: 'half-blind' };
    await allowAllButConfigMaps(cluster, user.name);
    const flags = ['--cluster', '--kubeconfig', cluster.kubeconfig(user), '--report', 'none', '-o', 'json'];
    const { status, stdout } = await runSluice(folder, ['audit', '--once', ...flags]);
    expect(stdout).to.include('403 Forbidden');
    expect(status).to.equal(2);
    expect((await get(CONSTRAINT))['status']).to.deep.equal(before);
  });

  it('cannot say anything without a cluster', async () => {
    const { status, stdout } = await runSluice(folder, ['audit', '--once', '-p', 'policy', '--kubeconfig', 'none']);
    expect(status).to.equal(2);
    expect(stdout).to.equal('');
  });
});

const maps = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`;
const policyReports = (namespace: string): string =>
  `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${namespace}/policyreports`;
const openReports = (namespace: string): string => `/apis/openreports.io/v1alpha1/namespaces/${namespace}/reports`;

const configMap = (namespace: string, number: number): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: `map-${String(number).padStart(3, '0')}`,
    namespace,
    labels: number % 3 === 0 ? { app: 'web' } : { app: 'web', team: 'carts' },
  },
  data: { text: 'what nobody should read' },
});

const REGO = `package labels

violation[{"msg": msg}] {
  object := input.review.object
  not object.metadata.labels[input.parameters.label]
  msg := sprintf("%v %v has no label %v", [object.kind, object.metadata.name, input.parameters.label])
}
`;

const TEMPLATE = constraintTemplate('SluiceLabels', REGO, { label: { type: 'string' } });

const constraintFor = (namespace: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceLabels',
  metadata: { name: 'team' },
  spec: {
    match: { kinds: [{ apiGroups: [''], kinds: ['ConfigMap'] }], namespaces: [namespace] },
    parameters: { label: 'team' },
  },
});

async function allowAllButConfigMaps(cluster: KubeCluster, user: string): Promise<void> {
  const RBAC = '/apis/rbac.authorization.k8s.io/v1';
  const groups = ['templates', 'constraints', 'config', 'syncset', 'expansion'].map((name) => `${name}.gatekeeper.sh`);
  await cluster.create(`${RBAC}/clusterroles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: user },
    rules: [
      { apiGroups: groups, resources: ['*'], verbs: ['get', 'list', 'watch', 'patch'] },
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
    ],
  });
  await cluster.create(`${RBAC}/clusterrolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: user },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: user },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  });
}

/** Object and verdict of each result, sorted. */
function verdictsOf({ stdout, stderr }: Finished): readonly string[] {
  if (!stdout.startsWith('{')) throw new Error(`no report: ${stdout}${stderr}`);
  const report: JsonObject = JSON.parse(stdout);
  return listAt(report, ['results'])
    .map((one) => [textAt(one, ['resource', 'name']), textAt(one, ['status']), textAt(one, ['verdictId'])].join(' '))
    .sort();
}

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/model/json.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { EventRecorder } from '../../../webhook/events/event-recorder.ts';
import type { ViolationEvent } from '../../../webhook/events/violation-event.ts';
import { AuditProcess, runSluice } from '../../support/kube/audit-process.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { isCompiled } from '../../support/program.ts';
import { constraintTemplate } from '../../support/constraint-template.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** May write events, in whatever Namespace, and read what an audit reads here. */
const WRITER = { name: 'sluice-events-test' };
const STRANGER = { name: 'sluice-no-events-test' };

const TEMPLATE = constraintTemplate(
  'SluiceOwner',
  `package sluiceowner
violation[{"msg": msg}] {
  not input.review.object.metadata.labels.owner
  msg := sprintf("%s has no owner", [input.review.object.metadata.name])
}`,
);

const constraint = (name: string, action: string, kind: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceOwner',
  metadata: { name },
  spec: { enforcementAction: action, match: { kinds: [{ apiGroups: ['*'], kinds: [kind] }] } },
});

const FILES = {
  'policy/template.json': JSON.stringify(TEMPLATE),
  'policy/deny.json': JSON.stringify(constraint('must', 'deny', 'ConfigMap')),
  'policy/warn.json': JSON.stringify(constraint('should', 'warn', 'ServiceAccount')),
  'policy/dryrun.json': JSON.stringify(constraint('might', 'dryrun', 'Service')),
};

const CONTENT = 'what nobody should read';

describe(`events of violations${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(180_000);
  let cluster: KubeCluster;
  const open: WebhookNamespace[] = [];

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await sharedCluster();
    await grant(cluster);
  });
  after(async () => {
    for (const place of open) await place[Symbol.asyncDispose]();
  });

  const serve = async (args: readonly string[], user: { name: string } = WRITER): Promise<WebhookNamespace> => {
    const flags = ['-p', 'policy', '--kubeconfig', cluster.kubeconfig(user), ...args];
    const place = await WebhookNamespace.open(cluster, { files: FILES, args: flags });
    open.push(place);
    return place;
  };
  const create = async (namespace: string, plural: string, object: JsonObject, query = ''): Promise<number> => {
    const path = `/api/v1/namespaces/${namespace}/${plural}${query}`;
    return (await cluster.request({ method: 'POST', path, body: object })).status;
  };
  const eventsIn = async (namespace: string, about: string): Promise<readonly JsonObject[]> => {
    const path = `/api/v1/namespaces/${namespace}/events?limit=500`;
    const { body } = await cluster.request({ method: 'GET', path });
    return listAt(body, ['items'])
      .filter(isJsonObject)
      .filter((event) => textAt(event, ['metadata', 'annotations', 'resource_namespace']) === about);
  };
  /** Waits for events about a Namespace. */
  const eventsFor = (
    namespace: string,
    about: string,
    isEnough: (events: readonly JsonObject[]) => boolean,
  ): Promise<readonly JsonObject[]> =>
    pollUntil(
      async () => {
        const events = await eventsIn(namespace, about);
        return isEnough(events) ? events : undefined;
      },
      { what: `events in ${namespace}`, withinMs: 60_000 },
    );

  it('tell of a refusal where the object would be, in the words of Gatekeeper, and nothing of the object', async () => {
    const place = await serve(['--emit-admission-events', '--admission-events-involved-namespace']);
    const object = { ...configMap('bare'), data: { key: CONTENT } };
    expect(await create(place.name, 'configmaps', object)).to.equal(403);
    const [event = {}] = await eventsFor(place.name, place.name, ({ length }) => length > 0);
    expect(event).to.include({
      type: 'Warning',
      reason: 'FailedAdmission',
      message: 'Admission webhook denied request, Constraint: must, Message: bare has no owner',
      count: 1,
      reportingComponent: 'sluice-webhook',
    });
    expect(event['involvedObject']).to.deep.equal({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'bare',
      namespace: place.name,
    });
    const { 'sluice.dev/verdict-id': verdictId, ...annotations } = objectAt(event, ['metadata', 'annotations']);
    expect(annotations).to.deep.equal({
      process: 'admission',
      event_type: 'violation',
      constraint_group: 'constraints.gatekeeper.sh',
      constraint_api_version: 'v1beta1',
      constraint_kind: 'SluiceOwner',
      constraint_name: 'must',
      constraint_action: 'deny',
      resource_group: '',
      resource_api_version: 'v1',
      resource_kind: 'ConfigMap',
      resource_namespace: place.name,
      resource_name: 'bare',
      request_username: 'admin',
    });
    expect(verdictId).to.equal(place.lastVerdict('create', 'configmaps').verdictId);
    expect(JSON.stringify(event)).not.to.include(CONTENT);
  });

  it('tell of warnings and of dry runs of constraints, and of no dry run of a request', async () => {
    const place = await serve(['--emit-admission-events', '--admission-events-involved-namespace']);
    expect(await create(place.name, 'configmaps', configMap('tried'), '?dryRun=All')).to.equal(403);
    expect(await create(place.name, 'serviceaccounts', named('ServiceAccount', 'warned'))).to.equal(201);
    const service = { ...named('Service', 'quiet'), spec: { ports: [{ port: 80 }] } };
    expect(await create(place.name, 'services', service)).to.equal(201);
    const events = await eventsFor(place.name, place.name, ({ length }) => length > 1);
    const said = events.map((event) => [event['reason'], textAt(event, ['involvedObject', 'name'])]);
    expect(said.sort()).to.deep.equal([
      ['DryrunViolation', 'quiet'],
      ['WarningAdmission', 'warned'],
    ]);
  });

  it('count what is the same, in one event', async () => {
    const place = await serve(['--emit-admission-events', '--admission-events-involved-namespace']);
    for (let times = 0; times < 30; times += 1) await create(place.name, 'configmaps', configMap('again'));
    const [event = {}, ...more] = await eventsFor(place.name, place.name, ([first]) => first?.['count'] === 30);
    expect(more).to.deep.equal([]);
    expect(textAt(event, ['firstTimestamp']) <= textAt(event, ['lastTimestamp'])).to.equal(true);
  });

  it('are no more than may be, and it is known how many there are not', async () => {
    const namespace = await cluster.namespace();
    await using client = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(WRITER), env: {} }));
    const place = { ownNamespace: 'default', isWithObject: true, instance: 'test', isTemplate: false };
    const options = { client, placeOf: () => place, now: () => new Date(), onChange: () => undefined };
    await using recorder = new EventRecorder({ ...options, everyMs: 10 });
    for (let number = 0; number < 300; number += 1) recorder.record(violationOf(namespace, `many-${number}`));
    recorder.record(violationOf('default', 'of-somebody-else'));
    const { told, dropped } = await pollUntil(
      () => (recorder.counts.told + recorder.counts.dropped === 301 ? recorder.counts : undefined),
      { what: 'nothing waits any more', withinMs: 60_000 },
    );
    expect([told, dropped]).to.deep.equal([201, 100]);
    expect(await eventsIn(namespace, namespace)).to.have.lengthOf(200);
  });

  it('are where sluice runs unless it is told otherwise, those of the audit, too', async () => {
    const lease = await cluster.namespace();
    const place = await serve([
      ...['--emit-admission-events', '--emit-audit-events', '--audit-interval', '3600', '--audit-report', 'none'],
      ...['--lease-namespace', lease],
    ]);
    await create(place.name, 'serviceaccounts', named('ServiceAccount', 'beside'));
    const isWarning = (event: JsonObject): boolean => event['reason'] === 'WarningAdmission';
    // The audit may see the new one, too, or be past it; this one was there before.
    const isOfAudit = (event: JsonObject): boolean =>
      event['reason'] === 'AuditViolation' && textAt(event, ['involvedObject', 'name']) === 'default';
    const isEnough = (events: readonly JsonObject[]): boolean => events.some(isWarning) && events.some(isOfAudit);
    const events = await eventsFor('default', place.name, isEnough);
    const warned = events.find(isWarning);
    expect(valueAt(warned, ['involvedObject'])).to.deep.include({
      namespace: 'default',
      name: 'beside',
      uid: `ServiceAccount/${place.name}/beside/SluiceOwner//should`,
    });
    expect(warned?.['message']).to.equal(
      `Admission webhook raised a warning for this request, Resource Namespace: ${place.name}, Constraint: should, Message: beside has no owner`,
    );
    const audited = events.find(isOfAudit);
    expect(valueAt(audited, ['metadata', 'annotations'])).to.deep.include({
      process: 'audit',
      event_type: 'violation_audited',
      constraint_name: 'should',
      constraint_action: 'warn',
      resource_name: 'default',
    });
    expect(audited?.['message']).to.equal(
      `Resource Namespace: ${place.name}, Constraint: should, Message: default has no owner`,
    );
  });

  it('are written by `sluice audit`, too, with the same words', async () => {
    const namespace = await cluster.namespace();
    using folder = temporaryFolder();
    for (const [name, content] of Object.entries(FILES)) folder.write(name, content);
    const flags = ['--kubeconfig', cluster.kubeconfig(), '--lease-namespace', namespace, '--report', 'none'];
    const events = ['--emit-audit-events', '--audit-events-involved-namespace'];
    await cluster.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, named('ServiceAccount', 'bare'));
    await using audit = await AuditProcess.start(folder, ['-p', 'policy', ...flags, ...events]);
    const isOfAudit = (event: JsonObject): boolean => event['reason'] === 'AuditViolation';
    const found = await audit.until('an event of the audit', async () => {
      const all = await eventsIn(namespace, namespace);
      return all.find((event) => isOfAudit(event) && textAt(event, ['involvedObject', 'name']) === 'bare');
    });
    expect(found['message']).to.equal(
      `Resource Namespace: ${namespace}, Constraint: should, Message: bare has no owner`,
    );
    const { status, stderr } = await runSluice(folder, [
      'audit',
      '--once',
      '-p',
      'policy',
      ...flags.slice(0, 2),
      ...events,
    ]);
    expect([status, stderr.split(':')[0]]).to.deep.equal([2, 'error[USAGE]']);
  });

  it('keep nobody waiting, and say in the log that they cannot be written', async () => {
    const flags = ['--emit-admission-events', '--admission-events-involved-namespace', '--metrics-port', '0'];
    const place = await serve(flags, STRANGER);
    const [, port = ''] = /metrics on port (\d+)/.exec(place.server.process.said) ?? [];
    expect(await create(place.name, 'configmaps', configMap('bare'))).to.equal(403);
    await pollUntil(() => (place.server.process.said.includes('"event":"events"') ? true : undefined), {
      what: 'a line of the log',
    });
    expect(place.server.process.said).to.match(/"level":"warn","event":"events","message":"[^"]*forbidden/);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics)
      .to.include('\nsluice_events_dropped_total 1\n')
      .and.to.include('\nsluice_events_violations_total 0\n');
  });
});

const violationOf = (namespace: string, name: string): ViolationEvent => ({
  process: 'admission',
  reason: 'FailedAdmission',
  policy: 'owners',
  constraint: 'must',
  action: 'deny',
  message: `${name} has no owner`,
  verdictId: '',
  resource: { group: '', version: 'v1', kind: 'ConfigMap', namespace, name },
});

const named = (kind: string, name: string): JsonObject => ({ apiVersion: 'v1', kind, metadata: { name } });
const configMap = (name: string): JsonObject => named('ConfigMap', name);

async function grant(cluster: KubeCluster): Promise<void> {
  const metadata = { name: WRITER.name };
  const path = '/apis/rbac.authorization.k8s.io/v1';
  const rule = (group: string, resources: readonly string[], verbs: readonly string[]): JsonObject => ({
    apiGroups: [group],
    resources,
    verbs,
  });
  await cluster.create(`${path}/clusterroles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata,
    rules: [
      rule('', ['events'], ['create', 'patch']),
      rule(
        '',
        ['namespaces', 'configmaps', 'serviceaccounts', 'services'],
        ['list', 'get', 'create', 'patch', 'delete'],
      ),
      rule('coordination.k8s.io', ['leases'], ['get', 'create', 'update']),
    ],
  });
  await cluster.create(`${path}/clusterrolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: WRITER.name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: WRITER.name }],
  });
}

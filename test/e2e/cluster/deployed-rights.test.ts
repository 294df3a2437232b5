import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/model/json.ts';
import { DeployedSluice } from '../../support/kube/deployed-sluice.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { installReports } from '../../support/kube/report-definitions.ts';
import { registerWebhook } from '../../support/kube/webhook-registration.ts';
import { renderBase, toObjects } from '../../support/rendered-deploy.ts';

const ACCOUNT = 'system:serviceaccount:sluice-system:sluice';
const PARTS = ['own-certificates', 'pull-secrets', 'audit', 'events'];

/** Policies about images of a registry that is not there: what counts here is what is asked for. */
const CONFIG: JsonObject = {
  apiVersion: 'sluice.dev/v1alpha1',
  kind: 'Config',
  shipped: ['signed-images'],
  constraints: [
    {
      name: 'signed-controllers',
      policy: 'signed-images',
      match: { kinds: [{ apiGroups: [''], kinds: ['ReplicationController'] }] },
    },
  ],
  images: {
    authorities: [
      {
        name: 'acme',
        images: ['registry.invalid/**'],
        keyless: { issuer: 'https://accounts.example.com', subject: 'release@example.com' },
      },
    ],
  },
};

describe(`what is deployed with rights of its own${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(180_000);
  let cluster: KubeCluster;
  let server: DeployedSluice | undefined;
  let registration: AsyncDisposable | undefined;
  let objects: readonly JsonObject[];
  let shop: string;

  before(async function () {
    if (NO_CLUSTER !== undefined) return this.skip();
    cluster = await KubeCluster.start();
    await installReports(cluster);
    objects = toObjects(renderBase(PARTS)).map(withConfig);
    shop = await cluster.namespace();
    await apply(
      cluster,
      objects.filter(({ kind }) => kind === 'Namespace'),
    );
    await apply(cluster, objects);
    server = await DeployedSluice.start(cluster, objects);
    registration = await register(cluster, server.url, shop);
  });
  after(async () => {
    await registration?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  });

  it('reads the pull secrets and the account of a pod, and tells of its refusal by an event', async () => {
    const path = `/api/v1/namespaces/${shop}`;
    for (const imagePullSecrets of [[{ name: 'regcred' }], []]) {
      const { status } = await cluster.request({
        method: 'POST',
        path: `${path}/replicationcontrollers`,
        body: controller(imagePullSecrets),
      });
      expect(status).to.equal(403);
    }
    const event = await pollUntil(
      async () => {
        const { body } = await cluster.request({ method: 'GET', path: '/api/v1/namespaces/sluice-system/events' });
        return listAt(body, ['items']).find((one) => textAt(one, ['reason']) === 'FailedAdmission');
      },
      { what: 'an event' },
    );
    expect(textAt(event, ['message'])).to.include(`Resource Namespace: ${shop}, Constraint: signed-controllers`);
  });

  it('audits, and leaves reports of what it found', async () => {
    await registration?.[Symbol.asyncDispose]();
    registration = undefined;
    const path = `/api/v1/namespaces/${shop}/replicationcontrollers`;
    await cluster.create(path, controller([]));
    // The first audit was before it: the next one begins with another process.
    await server?.[Symbol.asyncDispose]();
    server = await DeployedSluice.start(cluster, objects);
    await pollUntil(
      async () => {
        const reports = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${shop}/policyreports`;
        const { body } = await cluster.request({ method: 'GET', path: reports });
        return listAt(body, ['items']).length > 0 ? true : undefined;
      },
      { what: 'a report', withinMs: 90_000 },
    );
  });

  it('asks for nothing that it may not', () => {
    const own = cluster.auditEvents().filter(({ user }) => user['username'] === ACCOUNT);
    const refused = own.filter(({ responseStatus }) => responseStatus?.code === 403);
    const named = refused.map(({ verb, objectRef }) => `${verb} ${objectRef?.apiGroup ?? ''}/${objectRef?.resource}`);
    expect([...new Set(named)]).to.deep.equal([]);
    const done = new Set(own.map(({ verb, objectRef }) => `${verb} ${objectRef?.resource}`));
    expect([...done]).to.include.members([
      'get secrets',
      'get serviceaccounts',
      'create events',
      'create leases',
      'list replicationcontrollers',
      'patch policyreports',
    ]);
  });
});

const withConfig = (object: JsonObject): JsonObject =>
  textAt(object, ['metadata', 'name']) === 'sluice-config'
    ? { ...object, data: { 'sluice.yaml': JSON.stringify(CONFIG) } }
    : object;

const controller = (imagePullSecrets: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'web' },
  spec: {
    replicas: 0,
    selector: { app: 'web' },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { imagePullSecrets, containers: [{ name: 'main', image: 'registry.invalid/web:1' }] },
    },
  },
});

async function apply(cluster: KubeCluster, objects: readonly JsonObject[]): Promise<void> {
  const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const { status, stderr } = await cluster.kubectl(['apply', '--server-side', '-f', '-'], { stdin });
  expect(status, stderr).to.equal(0);
}

/** No network of Pods is here: the Service leads to where the server is. */
async function register(cluster: KubeCluster, url: string, namespace: string): Promise<AsyncDisposable> {
  await cluster.kubectl(['--namespace', 'sluice-system', 'delete', 'service', 'sluice']);
  await cluster.create('/api/v1/namespaces/sluice-system/services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'sluice' },
    spec: { type: 'ExternalName', externalName: 'localhost' },
  });
  const authority = await authorityOf(cluster);
  const service = { name: 'sluice', namespace: 'sluice-system', path: '/v1/admit', port: Number(new URL(url).port) };
  const caBundle = Buffer.from(authority).toString('base64');
  const webhook = { clientConfig: { service, caBundle } };
  return registerWebhook(cluster, { url, authority, namespaces: [namespace], webhook });
}

/** Of the certificate that it has made. */
async function authorityOf(cluster: KubeCluster): Promise<string> {
  const { body } = await cluster.request({
    method: 'GET',
    path: '/api/v1/namespaces/sluice-system/secrets/sluice-tls',
  });
  const data = objectAt(body, ['data']);
  return isJsonObject(data) ? Buffer.from(textAt(data, ['ca.crt']), 'base64').toString('utf8') : '';
}

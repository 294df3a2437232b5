import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { readCertificates } from '../../../src/node/certificates/certificate-bundle.ts';
import { CertificateKeeper, type CertificateDeed } from '../../../src/node/certificates/certificate-keeper.ts';
import { loadRegistrations } from '../../../src/node/certificates/webhook-registrations.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { freePort } from '../../support/kube/free-port.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { SluiceServer } from '../../support/kube/sluice-server.ts';
import { WEBHOOK_NAME } from '../../support/kube/webhook-registration.ts';
import { isCompiled } from '../../support/program.ts';
import { servedCertificate, TlsLoad } from '../../support/tls-load.ts';

const POLICY = `# METADATA
# title: Names
# custom: {policy: names}
package policies.names

violation contains {"msg": "no such name"} if input.review.name == "bad"
`;
const SECRET = 'sluice-webhook';
/** Longer than any certificate holds. */
const TWELVE_YEARS_MS = 12 * 365 * 86_400_000;
const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

describe('certificates of our own, on a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let cluster: KubeCluster;
  let namespace: string;
  let ports: readonly number[];
  let replicas: readonly SluiceServer[] = [];

  before(async function () {
    if (!isCompiled()) this.skip();
    cluster = await sharedCluster();
    namespace = await cluster.namespace();
    ports = [await freePort(), await freePort()];
    await grantDocumentedRights();
    await cluster.create(`/api/v1/namespaces/${namespace}/services`, service(namespace));
    await cluster.create(CONFIGURATIONS, configuration(namespace, ports));
    replicas = await Promise.all(ports.map((port) => startReplica(port)));
  });
  after(async () => {
    await cluster?.request({ method: 'DELETE', path: `${CONFIGURATIONS}/${namespace}` });
    await Promise.all(replicas.map((one) => one[Symbol.asyncDispose]()));
  });

  /** The rights in docs/webhook.md, and no others. */
  async function grantDocumentedRights(): Promise<void> {
    const page = readFileSync(path.join(packageRoot(), 'docs', 'webhook.md'), 'utf8');
    const [, rights = ''] = /```yaml\n(apiVersion: rbac[^`]*)```/.exec(page) ?? [];
    const here = rights.replaceAll('sluice-system', namespace).replace('[sluice]', `[${namespace}]`);
    const { status, stderr } = await cluster.kubectl(['apply', '-f', '-'], { stdin: here });
    expect([status, stderr]).to.deep.equal([0, '']);
  }

  function startReplica(port: number, secret: string = SECRET): Promise<SluiceServer> {
    const user = { name: `system:serviceaccount:${namespace}:sluice`, groups: ['system:serviceaccounts'] };
    const kubeconfig = ['--kubeconfig', cluster.kubeconfig(user)];
    const certificate = ['--cert-secret', `${namespace}/${secret}`, '--webhook-config', namespace, ...kubeconfig];
    return SluiceServer.start({ files: { 'policy/names.rego': POLICY }, port, certificate });
  }

  const secretPath = (): string => `/api/v1/namespaces/${namespace}/secrets/${SECRET}`;
  async function secretData(): Promise<Readonly<Record<string, string>>> {
    const { body } = await cluster.request({ method: 'GET', path: secretPath() });
    const names = Object.keys(objectAt(body, ['data']));
    const decoded = (name: string): string => Buffer.from(textAt(body, ['data', name]), 'base64').toString();
    return Object.fromEntries(names.map((name) => [name, decoded(name)]));
  }
  /** The fingerprints in a part of the Secret. */
  const fingerprintsIn = async (name: string): Promise<readonly string[]> =>
    readCertificates((await secretData())[name] ?? '').map(({ fingerprint256 }) => fingerprint256);

  /** What the API server trusts where it calls our replicas, as PEM. */
  async function bundles(): Promise<readonly string[]> {
    const { body } = await cluster.request({ method: 'GET', path: `${CONFIGURATIONS}/${namespace}` });
    const webhooks = listAt(body, ['webhooks']).slice(0, ports.length);
    return webhooks.map((one) => Buffer.from(textAt(one, ['clientConfig', 'caBundle']), 'base64').toString());
  }
  const served = (): Promise<readonly X509Certificate[]> => Promise.all(ports.map(servedCertificate));
  const annotate = (value: string): Promise<unknown> =>
    cluster.request({
      method: 'PATCH',
      path: secretPath(),
      contentType: 'application/merge-patch+json',
      body: { metadata: { annotations: { 'sluice.dev/renew': value } } },
    });
  /** Asks the API server for something harmless, of which it asks both replicas. */
  const call = (name: string): Promise<{ readonly status: number; readonly message: string }> =>
    cluster.request({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/configmaps?dryRun=All`,
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
    });
  const agreeOn = (what: string, isSo: () => Promise<boolean>): Promise<true> =>
    pollUntil(async () => ((await isSo()) ? true : undefined), { what });
  const storedBy = ({ process: { said } }: SluiceServer): number =>
    said.split('"event":"certificates-stored"').length - 1;
  /** Both replicas serve what is stored, and the API server trusts the stored authorities. */
  async function isSettled(): Promise<boolean> {
    const [leaf] = await fingerprintsIn('tls.crt');
    const { 'ca.crt': authorities = '' } = await secretData();
    const isServed = (await served()).every(({ fingerprint256 }) => fingerprint256 === leaf);
    return isServed && (await bundles()).every((one) => one === authorities);
  }

  it('are made once by two replicas that start at once, with the rights that are documented', async () => {
    await agreeOn('both serve what is stored', isSettled);
    expect(await fingerprintsIn('ca.crt')).to.have.length(1);
    expect(replicas.map(storedBy).reduce((a, b) => a + b)).to.equal(1);
    for (const { process: child } of replicas) expect(child.said).to.not.include('warning:');
  });

  it('are what the API server calls both replicas by, and it hears their verdicts', async () => {
    await agreeOn('the API server calls', async () => (await call('good')).status === 201);
    const denied = await call('bad');
    expect(denied.status).to.equal(403);
    expect(denied.message).to.include('[names] no such name');
  });

  it('are replaced, authority and all, while the API server and others call all the while', async () => {
    const before = { ca: await fingerprintsIn('ca.crt'), leaf: await fingerprintsIn('tls.crt') };
    const load = new TlsLoad({ ports, servername: `sluice.${namespace}.svc`, trust: bundles });
    const answers: number[] = [];
    const over = new AbortController();
    const calling = (async (): Promise<void> => {
      while (!over.signal.aborted) answers.push((await call('good')).status);
    })();
    await agreeOn('some calls are answered', async () => answers.length > 20);

    await annotate('authority');
    await agreeOn('there are two authorities', async () => (await fingerprintsIn('ca.crt')).length === 2);
    await agreeOn('the API server is told', isSettled);
    expect(await fingerprintsIn('tls.crt'), 'the server’s certificate').to.deep.equal(before.leaf);
    const authorities = await fingerprintsIn('ca.crt');
    expect(authorities[1]).to.equal(before.ca[0]);

    await annotate('server');
    await agreeOn('there is another certificate', async () => (await fingerprintsIn('tls.crt'))[0] !== before.leaf[0]);
    await agreeOn('both serve it', isSettled);
    const [newest] = readCertificates((await secretData())['ca.crt'] ?? '');
    for (const one of await served()) expect(newest && one.verify(newest.publicKey)).to.equal(true);

    const soFar = answers.length;
    await agreeOn('calls go on', async () => answers.length > soFar + 20);
    over.abort();
    await calling;
    const { requests, faults } = await load.stop();
    expect(answers.filter((status) => status !== 201)).to.deep.equal([]);
    expect(faults).to.deep.equal([]);
    expect(requests).to.be.above(50);
  });

  it('keep caBundle, whoever takes it out', async () => {
    const body = [{ op: 'remove', path: '/webhooks/0/clientConfig/caBundle' }];
    const path = `${CONFIGURATIONS}/${namespace}`;
    await cluster.request({ method: 'PATCH', path, contentType: 'application/json-patch+json', body });
    await agreeOn('it is there again', isSettled);
  });

  it('find the configurations by their label as well as by their name', async () => {
    await using client = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(), env: {} }));
    const { signal } = new AbortController();
    const service = { namespace, name: 'sluice' };
    const named = await loadRegistrations(client, { service, configurations: [namespace, 'not-there'] }, signal);
    expect(named.map(({ id }) => id)).to.deep.equal([
      `${namespace}/${WEBHOOK_NAME}`,
      `${namespace}/again-${WEBHOOK_NAME}`,
    ]);
    expect(await loadRegistrations(client, { service }, signal)).to.deep.equal(named);
  });

  it('hold by the clock of the API server, whatever a replica’s own says', async () => {
    await using client = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(), env: {} }));
    const before = await fingerprintsIn('tls.crt');
    const notices: string[] = [];
    const done: CertificateDeed[] = [];
    await using keeper = await CertificateKeeper.open({
      client,
      secret: { namespace, name: SECRET },
      service: 'sluice',
      configurations: [namespace],
      now: () => Date.now() + TWELVE_YEARS_MS,
      onDone: (deed) => done.push(deed),
      onNotice: (message) => notices.push(message),
    });
    expect([keeper.pair.certificate.fingerprint256]).to.deep.equal(before);
    expect(done).to.deep.equal([]);
    expect(notices.join()).to.match(/^the clock of this machine is 63\d{5} minutes ahead of the API server's/);
  });

  it('leave other people’s webhooks in the same configuration alone', async () => {
    const { body } = await cluster.request({ method: 'GET', path: `${CONFIGURATIONS}/${namespace}` });
    const [foreign] = listAt(body, ['webhooks']).slice(-1);
    expect(textAt(foreign, ['name'])).to.equal('foreign.example.com');
    expect(textAt(foreign, ['clientConfig', 'caBundle'])).to.equal('');
  });

  it('are made anew when the Secret is deleted, and both agree again', async () => {
    const [old] = await fingerprintsIn('ca.crt');
    await cluster.request({ method: 'DELETE', path: secretPath() });
    await agreeOn('there is another', async () => ![old, undefined].includes((await fingerprintsIn('ca.crt'))[0]));
    await agreeOn('both serve what is stored', isSettled);
    await agreeOn('the API server calls', async () => (await call('good')).status === 201);
  });

  it('go on being served while there is no right to look after them, and are looked after again', async () => {
    const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings/sluice-certificates`;
    const { body: binding } = await cluster.request({ method: 'GET', path: role });
    await cluster.request({ method: 'DELETE', path: role });
    await annotate('authority');
    await agreeOn('they complain', async () => replicas.every(({ process: { said } }) => said.includes('Forbidden')));
    expect((await call('good')).status).to.equal(201);
    const { resourceVersion: _, uid: __, ...metadata } = objectAt(binding, ['metadata']);
    await cluster.create(path.posix.dirname(role), { ...binding, metadata });
    await agreeOn(
      'the wish is granted',
      async () => (await fingerprintsIn('ca.crt')).length === 2 && (await isSettled()),
    );
  });

  it('go on being served while there is no API server, and are looked after when it is back', async () => {
    const leaf = await fingerprintsIn('tls.crt');
    await cluster.stopApiServer();
    expect((await served()).map(({ fingerprint256 }) => fingerprint256)).to.deep.equal([...leaf, ...leaf]);
    await cluster.startApiServer();
    await annotate('server');
    await agreeOn('there is another', async () => (await fingerprintsIn('tls.crt'))[0] !== leaf[0]);
    await agreeOn('both serve it', isSettled);
  });

  it('are never written over a Secret of somebody else', async () => {
    const data = { 'tls.crt': 'eA==' };
    const secrets = `/api/v1/namespaces/${namespace}/secrets`;
    await cluster.create(secrets, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'foreign' }, data });
    const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles/sluice-certificates`;
    const body = [{ op: 'add', path: '/rules/1/resourceNames/-', value: 'foreign' }];
    await cluster.request({ method: 'PATCH', path: role, contentType: 'application/json-patch+json', body });
    const started = startReplica(await freePort(), 'foreign').then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(await started).to.include(`${namespace}/foreign is not one that sluice keeps its certificates in`);
    expect((await cluster.request({ method: 'GET', path: `${secrets}/foreign` })).body['data']).to.deep.equal(data);
  });

  it('let no key be seen in what the servers say, or in the audit log', async () => {
    const { 'ca.key': authorityKey = '', 'tls.key': serverKey = '' } = await secretData();
    const said = [...replicas.map(({ process: child }) => child.said), JSON.stringify(cluster.auditEvents())].join(
      '\n',
    );
    for (const key of [authorityKey, serverKey]) {
      const lines = key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
      expect(lines).to.have.length(3);
      for (const line of lines) expect(said).to.not.include(line);
    }
    expect(said).to.not.include('PRIVATE KEY');
  });

  it('keep no server from ending when it is told to', async () => {
    for (const { process: child } of replicas) child.signal('SIGTERM');
    expect(await Promise.all(replicas.map(({ process: child }) => child.ended()))).to.deep.equal([0, 0]);
  });
});

/** Leads the API server to loopback: at the name of the Service, with the port of the registration. */
const service = (namespace: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'sluice', namespace },
  spec: { type: 'ExternalName', externalName: 'localhost' },
});

/** Both replicas are asked about each ConfigMap of the Namespace; a third webhook, of others, is asked about nothing. */
function configuration(namespace: string, ports: readonly number[]): JsonObject {
  const base = { admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy: 'Fail', timeoutSeconds: 10 };
  const rule = { apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'], operations: ['CREATE'] };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const called = (port: number): JsonObject => ({ service: { name: 'sluice', namespace, port, path: '/v1/admit' } });
  const ours = ports.map((port, index) => ({
    ...base,
    name: index === 0 ? WEBHOOK_NAME : `again-${WEBHOOK_NAME}`,
    namespaceSelector,
    rules: [rule],
    clientConfig: called(port),
  }));
  const elsewhere = { service: { name: 'other', namespace, path: '/' } };
  const foreign = { ...base, name: 'foreign.example.com', rules: [], clientConfig: elsewhere };
  const metadata = { name: namespace, labels: { 'app.kubernetes.io/name': 'sluice' } };
  const kind = 'ValidatingWebhookConfiguration';
  return { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata, webhooks: [...ours, foreign] };
}

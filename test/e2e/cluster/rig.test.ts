import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { ADMIN } from '../../support/kube/kube-credentials.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { TcpRelay } from '../../support/kube/tcp-relay.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const configMap = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

/** What other tests rely on. */
describe('the cluster that tests run against', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let shared: KubeCluster;
  before(async () => {
    shared = await sharedCluster();
  });

  it('is the real thing, of one version', async () => {
    const { stdout } = await shared.kubectl(['version']);
    const [client, server] = [...stdout.matchAll(/(?:Client|Server) Version: (v\S+)/g)].map(([, version]) => version);
    expect(client).to.match(/^v1\.\d+\.\d+$/);
    expect(server).to.equal(client);
  });
  it('is the same one for all who ask', async () => {
    expect(await sharedCluster()).to.equal(shared);
  });
  it('lets users do what RBAC grants them, and nothing else', async () => {
    const namespace = await shared.namespace();
    const user = { name: 'jane', groups: ['team-a'] };
    const list = ['--namespace', namespace, 'get', 'configmaps'];
    const refused = await shared.kubectl(list, { user });
    expect([refused.status, refused.stderr]).to.deep.equal([
      1,
      `Error from server (Forbidden): configmaps is forbidden: User "jane" cannot list resource "configmaps" in API group "" in the namespace "${namespace}"\n`,
    ]);
    const create = ['--namespace', namespace, 'create'];
    await shared.kubectl([...create, 'role', 'look', '--verb=list', '--resource=configmaps']);
    await shared.kubectl([...create, 'rolebinding', 'look', '--role=look', '--group=team-a']);
    const granted = await pollUntil(
      async () => {
        const answer = await shared.kubectl(list, { user });
        return answer.status === 0 ? answer : undefined;
      },
      { what: 'the role binding holds' },
    );
    expect(granted.stderr).to.include('No resources found');
  });
  it('knows service accounts by the tokens that it makes for them', async () => {
    const namespace = await shared.namespace();
    const { stdout: token } = await shared.kubectl(['--namespace', namespace, 'create', 'token', 'default']);
    const { body } = await shared.request({
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/tokenreviews',
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: token.trim() } },
    });
    expect(body['status'])
      .to.have.property('user')
      .that.has.property('username', `system:serviceaccount:${namespace}:default`);
  });
  it('keeps an audit log in which each request is found by its id', async () => {
    const namespace = await shared.namespace();
    const collection = `/api/v1/namespaces/${namespace}/configmaps`;
    const { auditId } = await shared.request({ method: 'POST', path: collection, body: configMap('audited') });
    const event = shared.auditEvents().find(({ auditID }) => auditID === auditId);
    expect(event?.objectRef).to.deep.include({ resource: 'configmaps', namespace, name: 'audited' });
  });

  it('breaks watches when a test wants it, and takes new ones', async () => {
    await using relay = await TcpRelay.open(Number(new URL(shared.server).port));
    const namespace = await shared.namespace();
    const collection = `/api/v1/namespaces/${namespace}/configmaps`;
    const watch = async (): Promise<Readable> =>
      shared.connect(ADMIN, `https://127.0.0.1:${relay.port}`).open({ method: 'GET', path: `${collection}?watch=1` });

    const watched = await watch();
    await shared.create(collection, configMap('first'));
    expect(String((await once(watched, 'data'))[0])).to.match(/^\{"type":"ADDED".*"name":"first"/);
    const broken = once(watched, 'error');
    relay.cut();
    expect((await broken)[0]).to.have.property('code', 'ECONNRESET');

    const again = await watch();
    expect(String((await once(again, 'data'))[0])).to.match(/^\{"type":"ADDED".*"name":"first"/);
  });

  it('keeps what is stored while the API server is killed and started again', async () => {
    await using cluster = await KubeCluster.start();
    const namespace = await cluster.namespace();
    const collection = `/api/v1/namespaces/${namespace}/configmaps`;
    await cluster.create(collection, configMap('kept'));
    await cluster.stopApiServer();
    const failure: unknown = await cluster.request({ method: 'GET', path: collection }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'ECONNREFUSED');
    await cluster.startApiServer();
    expect((await cluster.request({ method: 'GET', path: `${collection}/kept` })).status).to.equal(200);
  });

  it('leaves nothing running behind when the tests are killed', async function () {
    if (!isCompiled()) this.skip();
    const module = pathToFileURL(path.join(packageRoot(), 'dist', 'test', 'support', 'kube', 'kube-cluster.js')).href;
    const script = `const { KubeCluster } = await import(${JSON.stringify(module)});
const cluster = await KubeCluster.start();
console.log(new URL(cluster.server).port);
setInterval(() => undefined, 1000);`;
    // Of a process that is killed the folders stay: these are in one of ours.
    using folder = temporaryFolder();
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: folder.path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = await once(child.stdout, 'data');
    const isUp = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${String(port).trim()}/`).then(
        () => true,
        (error: unknown) => !String(error instanceof Error ? error.cause : error).includes('ECONNREFUSED'),
      );
    expect(await isUp()).to.equal(true);
    child.kill('SIGKILL');
    await pollUntil(async () => ((await isUp()) ? undefined : true), { what: 'the API server is gone' });
  });
});

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { runSluice } from '../../support/kube/audit-process.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { SluiceServer } from '../../support/kube/sluice-server.ts';
import { registerWebhook } from '../../support/kube/webhook-registration.ts';
import { manifestBytes, pushBlob, pushImage, pushManifest } from '../../support/oci-content.ts';
import { isCompiled } from '../../support/program.ts';
import { NO_REGISTRY, RealRegistry } from '../../support/registry.ts';
import { newRigKey, SigstoreRig } from '../../support/sigstore-rig.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const MISSING = NO_CLUSTER ?? NO_REGISTRY;
const REPOSITORY = 'acme/app';
const PASSWORD = 's3cret-pass';
// The bcrypt hash of the password.
const USERS = 'me:$2b$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy\n';
const AUTH = Buffer.from(`me:${PASSWORD}`).toString('base64');

/** May read pull secrets in one Namespace, and nothing else. */
const READER = { name: 'sluice-pull-secrets-test' };

describe(`pull secrets of pods at admission${MISSING === undefined ? '' : ` (skipped: ${MISSING})`}`, function () {
  this.timeout(180_000);
  let cluster: KubeCluster;
  let folder: TemporaryFolder;
  let registry: RealRegistry;
  let server: SluiceServer;
  let blind: SluiceServer;
  const registrations: AsyncDisposable[] = [];
  let image = '';
  let configFiles: Readonly<Record<string, string>> = {};
  /** Where the secrets are, one without rights for sluice, and one where sluice reads none. */
  let [shop, other, unread] = ['', '', ''];

  before(async function () {
    if (MISSING !== undefined || !isCompiled()) return this.skip();
    folder = temporaryFolder();
    cluster = await sharedCluster();
    registry = await RealRegistry.start({ htpasswd: folder.write('users', USERS) });
    const pem = await pushSigned(registry.host);
    image = `${registry.host}/${REPOSITORY}:v1`;
    [shop, other, unread] = [await cluster.namespace(), await cluster.namespace(), await cluster.namespace()];
    await grant(cluster, shop);
    const files = { 'cosign.pub': pem, 'sluice.yaml': JSON.stringify(configOf(registry.host)) };
    configFiles = files;
    const reads = ['--images-pull-secrets', '--kubeconfig', cluster.kubeconfig(READER)];
    server = await SluiceServer.start({ files, args: reads });
    blind = await SluiceServer.start({ files, args: [] });
    for (const [{ url, authority }, namespaces] of [
      [server, [shop, other]],
      [blind, [unread]],
    ] as const) {
      const [first = '', ...rest] = namespaces;
      registrations.push(await registerWebhook(cluster, { url, authority, namespaces: [first, ...rest] }));
    }
    await cluster.create(`/api/v1/namespaces/${shop}/secrets`, jsonSecret('regcred', registry.host));
    await cluster.create(`/api/v1/namespaces/${shop}/secrets`, oldSecret('old-regcred', registry.host));
    await cluster.create(`/api/v1/namespaces/${shop}/secrets`, {
      ...jsonSecret('opaque', registry.host),
      type: 'Opaque',
    });
  });
  after(async () => {
    for (const one of registrations) await one[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await blind?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
    folder?.[Symbol.dispose]();
  });

  const create = async (namespace: string, plural: string, object: JsonObject): Promise<string> => {
    const group = plural === 'pods' ? '/api/v1' : '/apis/apps/v1';
    const path = `${group}/namespaces/${namespace}/${plural}?dryRun=All`;
    const { status, message } = await cluster.request({ method: 'POST', path, body: object });
    return status === 201 ? 'created' : message;
  };
  const createPod = (namespace: string, ...secrets: readonly string[]): Promise<string> =>
    create(namespace, 'pods', pod(image, secrets));
  /** What an account says is remembered for a while; a new one is not. */
  const account = (namespace: string, name: string, ...secrets: readonly string[]): Promise<JsonObject> =>
    cluster.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
      imagePullSecrets: secrets.map((secret) => ({ name: secret })),
    });

  it('say, where nobody reads them, how they are read', async () => {
    const said = await createPod(unread, 'regcred');
    expect(said).to.include('admission webhook "admit.sluice.dev" denied the request');
    expect(said).to.include(
      `tried: imagePullSecrets of pods (not read: it takes --images-pull-secrets), docker config (none)`,
    );
  });

  it('let the webhook see an image that only they let it see', async () => {
    expect(await createPod(shop)).to.include(`registry ${registry.host} does not let us in`);
    expect(await createPod(shop, 'regcred')).to.equal('created');
  });

  it('are read in their older form, too', async () => {
    expect(await createPod(shop, 'old-regcred')).to.equal('created');
  });

  it('are those of the account, where a pod names none: of a Pod, and of the pods of a Deployment', async () => {
    await account(shop, 'puller', 'regcred');
    const ofAccount = { ...podSpec(image, []), serviceAccountName: 'puller' };
    expect(await create(shop, 'deployments', deployment(ofAccount))).to.equal('created');
    expect(await create(shop, 'pods', { ...pod(image, []), spec: ofAccount })).to.equal('created');
    expect(await create(shop, 'deployments', deployment(podSpec(image, [])))).to.include('does not let us in');
  });

  it('say why they did not help', async () => {
    expect(await createPod(shop, 'nowhere')).to.include(
      `tried: imagePullSecrets nowhere (there is none in Namespace ${shop}), docker config`,
    );
    expect(await createPod(shop, 'opaque')).to.include(
      'imagePullSecrets opaque (it is of no type that says how to pull: kubernetes.io/dockerconfigjson)',
    );
  });

  it('tell another Namespace nothing, though the image is known by now', async () => {
    expect(await createPod(shop, 'regcred')).to.equal('created');
    const said = await createPod(other, 'regcred');
    expect(said).to.include(
      'tried: imagePullSecrets regcred (sluice may not read it: give it the right to get secrets), docker config',
    );
  });

  it('are read by an audit, too, when it is told to', async () => {
    const audited = await cluster.namespace();
    await cluster.create(`/api/v1/namespaces/${audited}/secrets`, jsonSecret('regcred', registry.host));
    const named = { ...pod(image, ['regcred']), metadata: { name: 'audited' } };
    await cluster.create(`/api/v1/namespaces/${audited}/pods`, named);
    using files = temporaryFolder();
    for (const [name, content] of Object.entries(configFiles)) files.write(name, content);
    const audit = async (...flags: readonly string[]): Promise<readonly string[]> => {
      const command = ['audit', '--once', '--kubeconfig', cluster.kubeconfig(), '-o', 'json', ...flags];
      const { stdout, stderr } = await runSluice(files, command);
      const report: Report = JSON.parse(stdout === '' ? expect.fail(stderr) : stdout);
      const isMeant = ({ resource, status }: Report['results'][number]): boolean =>
        resource?.namespace === audited && resource.name === 'audited' && status !== 'pass';
      return report.results.filter(isMeant).map(({ message }) => message);
    };
    expect((await audit()).join()).to.include('imagePullSecrets of pods (not read: it takes --images-pull-secrets)');
    expect(await audit('--images-pull-secrets')).to.deep.equal([]);
  });

  it('are in no log, and in no answer', async () => {
    const seen = `${server.process.said}${await createPod(shop, 'opaque')}`;
    expect(seen).to.include('"decision":"deny"').and.to.include('regcred');
    expect(seen).not.to.include(AUTH);
    expect(seen).not.to.include(PASSWORD);
  });
});

/** An image in a registry that asks for a password, signed as cosign does it. @returns the key that it is signed with */
async function pushSigned(host: string): Promise<string> {
  await using rig = await SigstoreRig.start();
  const key = newRigKey();
  const target = { host, repository: REPOSITORY, authorization: `Basic ${AUTH}` };
  const { digest } = await pushImage(target, 'v1');
  const { bytes, annotations } = await rig.signLegacy(digest, { key, rekor: 'none' });
  const config = await pushBlob(target, 'application/vnd.oci.image.config.v1+json', '{}');
  const layer = await pushBlob(target, 'application/vnd.dev.cosign.simplesigning.v1+json', bytes, annotations);
  await pushManifest(target, manifestBytes({ config, layers: [layer] }), `${digest.replace(':', '-')}.sig`);
  return key.pem;
}

const configOf = (host: string): JsonObject => ({
  apiVersion: 'sluice.dev/v1alpha1',
  kind: 'Config',
  shipped: ['signed-images'],
  registries: [{ host, plainHttp: true }],
  images: { authorities: [{ name: 'acme', images: [`${host}/**`], key: { file: 'cosign.pub' }, tlog: 'ignored' }] },
});

const podSpec = (image: string, secrets: readonly string[]): JsonObject => ({
  containers: [{ name: 'main', image }],
  imagePullSecrets: secrets.map((name) => ({ name })),
});

const pod = (image: string, secrets: readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { generateName: 'pod-' },
  spec: podSpec(image, secrets),
});

const deployment = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { generateName: 'web-' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec } },
});

const secret = (name: string, type: string, key: string, value: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  type,
  stringData: { [key]: JSON.stringify(value) },
});

const jsonSecret = (name: string, host: string): JsonObject =>
  secret(name, 'kubernetes.io/dockerconfigjson', '.dockerconfigjson', { auths: { [host]: { auth: AUTH } } });

const oldSecret = (name: string, host: string): JsonObject =>
  secret(name, 'kubernetes.io/dockercfg', '.dockercfg', { [host]: { auth: AUTH } });

async function grant(cluster: KubeCluster, namespace: string): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const metadata = { name: 'sluice-pull-secrets' };
  await cluster.create(`${path}/roles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [{ apiGroups: [''], resources: ['secrets', 'serviceaccounts'], verbs: ['get'] }],
  });
  await cluster.create(`${path}/rolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: READER.name }],
  });
}

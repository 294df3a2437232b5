import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { isCompiled, programArguments } from '../../support/program.ts';
import { ServeProcess } from '../../support/serve-process.ts';
import { bundleOf } from '../../support/tar-archive.ts';
import { constraintTemplate } from '../../support/constraint-template.ts';

/** May read one ConfigMap by its name, and nothing else. */
const READER = { name: 'sluice-config-map-test' };

const refusing = (...names: readonly string[]): string =>
  `package main\n\nrefused := {${names.map((name) => `"${name}"`).join(', ')}}\n\ndeny contains "refused" if input.metadata.name in refused\n`;

const BROKEN = 'package main\n\ndeny contains "half';

describe(`policies in a ConfigMap${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(180_000);
  let cluster: KubeCluster;
  let namespace: string;
  let server: ServeProcess;
  let source: string;

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await sharedCluster();
  });
  beforeEach(async () => {
    namespace = await cluster.namespace();
    source = `configmap://${namespace}/policies`;
    await grant(cluster, namespace);
    server = new ServeProcess();
  });
  afterEach(() => server?.[Symbol.asyncDispose]());

  const place = (name = ''): string => `/api/v1/namespaces/${namespace}/configmaps${name}`;
  const bodyOf = (content: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'policies' },
    ...content,
  });
  const create = (content: JsonObject): Promise<JsonObject> => cluster.create(place(), bodyOf(content));
  const replace = async (content: JsonObject): Promise<void> => {
    const { status } = await cluster.request({ method: 'PUT', path: place('/policies'), body: bodyOf(content) });
    expect(status).to.equal(200);
  };
  const listen = (): Promise<unknown> => server.listen('-p', source, '--kubeconfig', cluster.kubeconfig(READER));
  const refuses = async (name: string): Promise<boolean> => (await server.admit(name))['allowed'] === false;
  const untilRefused = (name: string): Promise<true> =>
    pollUntil(async () => ((await refuses(name)) ? true : undefined), { what: `${name} is refused`, withinMs: 60_000 });

  it('judge, and are taken as they change, without a restart', async () => {
    await create({ data: { 'main.rego': refusing('bad'), 'README.md': 'for people' } });
    await listen();
    expect([await refuses('bad'), await refuses('good')]).to.deep.equal([true, false]);
    await replace({ data: { 'main.rego': refusing('worse') } });
    await untilRefused('worse');
    expect(await refuses('bad')).to.equal(false);
  });

  it('are templates and constraints, too', async () => {
    await create({
      data: { 'template.yaml': JSON.stringify(TEMPLATE), 'constraint.yaml': JSON.stringify(CONSTRAINT) },
    });
    await listen();
    expect((await server.admit('bare'))['status']).to.deep.include({ message: '[owners] no owner' });
  });

  it('go on as they last were while they are broken, empty or gone, which is said', async () => {
    await create({ data: { 'main.rego': refusing('bad') } });
    await listen();
    const brokenBy = async (change: () => Promise<unknown>, reason: RegExp): Promise<void> => {
      await change();
      await pollUntil(async () => (reason.test((await server.get('/readyz?verbose')).text) ? true : undefined), {
        what: `${reason} is said`,
        withinMs: 60_000,
      });
      expect([await refuses('bad'), await refuses('good')]).to.deep.equal([true, false]);
      expect((await server.get('/readyz')).status).to.equal(200);
    };
    await brokenBy(
      () => replace({ data: { 'main.rego': BROKEN } }),
      /last good policy set goes on: POLICY_INVALID: .*configmap:.*main\.rego:3/,
    );
    await brokenBy(() => replace({ data: {} }), /goes on: BUNDLE_INVALID: configmap:.* holds neither Rego nor data/);
    await brokenBy(
      () => cluster.request({ method: 'DELETE', path: place('/policies') }),
      /goes on: POLICY_NOT_FOUND: configmap:.*: there is no such ConfigMap/,
    );
    await create({ data: { 'main.rego': refusing('worse') } });
    await untilRefused('worse');
  });

  it('are a whole bundle, with its data, under a key that says so', async () => {
    const bundle = bundleOf({
      'main.rego': 'package main\n\ndeny contains "refused" if input.metadata.name in data.names\n',
      'data.json': '{"names":["packed"]}',
    });
    await create({ binaryData: { 'bundle.tar.gz': bundle.toString('base64') } });
    await listen();
    expect([await refuses('packed'), await refuses('good')]).to.deep.equal([true, false]);
    await replace({ binaryData: { 'bundle.tar.gz': Buffer.from('no archive').toString('base64') } });
    const { reason } = await server.logged('policies-failed');
    expect(reason).to.match(/^BUNDLE_INVALID: configmap:.*it is no gzipped tar archive/);
    expect(await refuses('packed')).to.equal(true);
  });

  it('leave nothing behind of what they were', async () => {
    await create({ data: { 'main.rego': refusing('first') } });
    await listen();
    for (const name of ['second', 'third']) {
      await replace({ data: { 'main.rego': refusing(name) } });
      await untilRefused(name);
    }
    const kept = readdirSync(path.join(server.folder.at('cache'), 'sources'));
    expect(kept.filter((name) => name.startsWith('configmap-'))).to.have.lengthOf(1);
  });

  it('are not there for whoever does not watch a cluster, and say so', () => {
    const { status, stderr } = spawnSync(process.execPath, [...programArguments(), 'check', '-p', source, '.'], {
      cwd: server.folder.path,
      encoding: 'utf8',
    });
    expect(status).to.equal(2);
    expect(stderr).to.include(`error[POLICY_NOT_FOUND]: ${source} is read by "sluice serve -p ${source}" alone`);
  });
});

const TEMPLATE = constraintTemplate(
  'SluiceLabels',
  `package sluicelabels
violation[{"msg": "no owner"}] { not input.review.object.metadata.labels.owner }`,
);
const CONSTRAINT: JsonObject = {
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceLabels',
  metadata: { name: 'owners' },
};

async function grant(cluster: KubeCluster, namespace: string): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  await cluster.create(`${path}/roles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'policies' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['policies'], verbs: ['list', 'watch'] }],
  });
  await cluster.create(`${path}/rolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'policies' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'policies' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: READER.name }],
  });
}

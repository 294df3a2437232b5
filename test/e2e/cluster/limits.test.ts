import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { freePort } from '../../support/kube/free-port.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { SluiceServer } from '../../support/kube/sluice-server.ts';
import { TcpRelay } from '../../support/kube/tcp-relay.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { registerWebhook } from '../../support/kube/webhook-registration.ts';
import { isCompiled } from '../../support/program.ts';
import { certificateAuthority } from '../../support/certificate.ts';

const configMap = (name: string, data: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const MIB = 1024 ** 2;

describe('sluice serve at the limits of a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let cluster: KubeCluster;
  before(async function () {
    if (!isCompiled()) this.skip();
    cluster = await sharedCluster();
  });

  describe('with nobody at its address', () => {
    const whileDown = async (failurePolicy: 'Fail' | 'Ignore'): Promise<readonly [status: number, message: string]> => {
      const name = await cluster.namespace();
      const place = { url: `https://127.0.0.1:${await freePort()}`, authority: certificateAuthority().cert };
      await using _ = await registerWebhook(cluster, {
        ...place,
        namespaces: [name],
        webhook: { failurePolicy },
      });
      const path = `/api/v1/namespaces/${name}/configmaps`;
      const { status, message } = await cluster.request({ method: 'POST', path, body: configMap('a') });
      return [status, message];
    };

    it('nothing gets through, with failurePolicy Fail', async () => {
      const [status, message] = await whileDown('Fail');
      expect(status).to.equal(500);
      expect(message).to.match(/failed calling webhook "admit\.sluice\.dev".*connection refused/);
    });
    it('everything gets through, with Ignore', async () => {
      expect((await whileDown('Ignore'))[0]).to.equal(201);
    });
  });

  it('lets nothing through while nothing is heard of it, and goes on when it is back', async () => {
    const name = await cluster.namespace();
    const files = { 'policy/main.rego': 'package main\n\ndeny contains "never" if input.metadata.name == "bad"\n' };
    await using server = await SluiceServer.start({ files });
    await using relay = await TcpRelay.open(Number(new URL(server.url).port));
    const place = { url: `https://127.0.0.1:${relay.port}`, authority: server.authority };
    await using _ = await registerWebhook(cluster, { ...place, namespaces: [name], webhook: { timeoutSeconds: 1 } });
    const create = async (object: string): Promise<readonly [status: number, message: string]> => {
      const path = `/api/v1/namespaces/${name}/configmaps`;
      const { status, message } = await cluster.request({ method: 'POST', path, body: configMap(object) });
      return [status, message];
    };

    relay.silence();
    const [status, message] = await create('good');
    expect(status).to.equal(500);
    expect(message).to.match(/failed calling webhook "admit\.sluice\.dev".*(deadline|timeout)/i);
    relay.resume();
    expect(await create('good')).to.deep.equal([201, '']);
    expect((await create('bad'))[0]).to.equal(403);
  });

  it('refuses by its own answer before the API server gives up, so that not even Ignore lets it through', async () => {
    const slow = `package main

deny contains "never" if {
	input.metadata.name == "slow"
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b == -1
}
`;
    await using place = await WebhookNamespace.open(cluster, {
      files: { 'policy/main.rego': slow },
      args: ['-p', 'policy', '--timeout', '30000'],
      webhook: { failurePolicy: 'Ignore', timeoutSeconds: 2 },
    });
    const { status, stderr } = await place.apply(configMap('slow'));
    expect(status).to.equal(1);
    expect(stderr).to.match(/InternalError.*denied the request: .*time/s);
    expect((await place.apply(configMap('quick'))).status).to.equal(0);
  });

  it('puts as many warnings into an answer as the API server passes on', async () => {
    const many = `package main

warn contains sprintf("%03d %s", [n, input.data.words]) if some n in numbers.range(1, 100)
`;
    await using place = await WebhookNamespace.open(cluster, { files: { 'policy/main.rego': many } });
    const { status, stderr } = await place.apply(configMap('many', { words: 'ä word'.repeat(80) }));
    const warnings = stderr.trimEnd().split('\n');
    expect([status, warnings.length]).to.deep.equal([0, 16]);
    expect(
      warnings.slice(0, -1).every((line) => /^Warning: \[main\] \d{3} .*…$/.test(line)),
      stderr,
    ).to.equal(true);
    expect(warnings.at(-1)).to.equal('Warning: … and 85 more');
  });

  it('puts a thousand violations into one message that can be read', async () => {
    const many = `package main

deny contains sprintf("violation %04d", [n]) if some n in numbers.range(1, 1000)
`;
    await using place = await WebhookNamespace.open(cluster, { files: { 'policy/main.rego': many } });
    const { stderr } = await place.apply(configMap('many'));
    expect(stderr.split('\n').filter((line) => line.includes('[main] violation '))).to.have.lengthOf(40);
    expect(stderr.trimEnd().endsWith('… and 960 more')).to.equal(true);
  });

  describe('with objects as large as they get', () => {
    const policies = {
      'policy/main.rego': 'package main\n\ndeny contains "it is bad" if input.metadata.labels.bad == "true"\n',
    };
    const label = { metadata: { labels: { bad: 'true' } } };
    /** What is large takes its time on a busy machine, and how long is not the question. */
    const patient = { args: ['-p', 'policy', '--timeout', '20000'], webhook: { timeoutSeconds: 30 } };

    /** Creates an object of some size, which is fine, and makes it one that is to be refused: then both are sent. */
    const createThenSpoil = async (path: string, object: JsonObject, name: string): Promise<readonly JsonObject[]> => {
      const created = await cluster.request({ method: 'POST', path, body: object });
      const contentType = 'application/merge-patch+json';
      const spoiled = await cluster.request({ method: 'PATCH', path: `${path}/${name}`, body: label, contentType });
      return [created, spoiled].map(({ status, message }) => ({ status, message }));
    };
    const REFUSED = {
      status: 403,
      message: 'admission webhook "admit.sluice.dev" denied the request: [main] it is bad',
    };

    it('judges a Secret of a megabyte, which is 1.4 MB of JSON, twice', async () => {
      await using place = await WebhookNamespace.open(cluster, { files: policies, ...patient });
      const data = { key: Buffer.alloc(MIB - 1000, 'x').toString('base64') };
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'large' }, data };
      const answers = await createThenSpoil(`/api/v1/namespaces/${place.name}/secrets`, secret, 'large');
      expect(answers).to.deep.equal([{ status: 201, message: '' }, REFUSED]);
    });
    it('judges a ConfigMap whose JSON is much longer than what is stored, because every character is escaped', async () => {
      await using place = await WebhookNamespace.open(cluster, { files: policies, ...patient });
      // What the API server takes is 3 MiB of JSON; what it sends on is its own JSON, in which this is six times as long.
      const object = configMap('escaped', { page: '<'.repeat(MIB - 1000) });
      const answers = await createThenSpoil(`/api/v1/namespaces/${place.name}/configmaps`, object, 'escaped');
      expect(answers).to.deep.equal([{ status: 201, message: '' }, REFUSED]);
    });
  });
});

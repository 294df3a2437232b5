import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { AdmissionLoad, allowed, denied } from '../../support/admission-load.ts';
import { certificateAuthority } from '../../support/certificate.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import type { KubeResponse } from '../../support/kube/kube-request.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { SluiceServer } from '../../support/kube/sluice-server.ts';
import { TcpRelay } from '../../support/kube/tcp-relay.ts';
import { registerWebhook } from '../../support/kube/webhook-registration.ts';
import { isCompiled } from '../../support/program.ts';

const POLICY = 'package main\n\ndeny contains "it is bad" if input.metadata.name == "bad"\n';
const CALLERS = 3;

describe('two replicas of sluice serve behind a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let cluster: KubeCluster;
  let namespace: string;
  let replicas: readonly [SluiceServer, SluiceServer];
  let authority: string;

  before(async function () {
    if (!isCompiled()) this.skip();
    cluster = await sharedCluster();
    namespace = await cluster.namespace();
    const issuer = certificateAuthority();
    authority = issuer.cert;
    const { cert, key } = issuer.issue({ commonName: 'sluice' });
    const files = { 'policy/main.rego': POLICY, 'both.crt': cert, 'both.key': key };
    const certificate = ['--tls-cert', 'both.crt', '--tls-key', 'both.key'];
    const start = (): Promise<SluiceServer> => SluiceServer.start({ files, certificate });
    replicas = [await start(), await start()];
  });
  after(async () => {
    for (const one of replicas ?? []) await one[Symbol.asyncDispose]();
  });

  const portOf = ({ url }: SluiceServer): number => Number(new URL(url).port);
  const create = (name: string): Promise<KubeResponse> =>
    cluster.request({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/configmaps?dryRun=All`,
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
    });

  /** Asks the API server without a pause, and keeps what it said of each name. */
  class Users {
    readonly good: KubeResponse[] = [];
    readonly bad: KubeResponse[] = [];
    readonly #running: Promise<unknown>;
    #isOver = false;

    constructor() {
      this.#running = Promise.all(Array.from({ length: CALLERS }, () => this.#ask()));
    }

    async more(count: number): Promise<void> {
      const soFar = this.bad.length;
      await pollUntil(() => this.bad.length >= soFar + count || undefined, { what: 'users are answered' });
    }

    async stop(): Promise<void> {
      this.#isOver = true;
      await this.#running;
    }

    async #ask(): Promise<void> {
      while (!this.#isOver) {
        this.good.push(await create('good'));
        this.bad.push(await create('bad'));
      }
    }
  }

  it('let nothing wrong through when one is killed under load, and the other goes on', async () => {
    const [killed, left] = replicas;
    await using relay = await TcpRelay.open(portOf(killed), portOf(left));
    const url = `https://127.0.0.1:${relay.port}`;
    await using _ = await registerWebhook(cluster, { url, authority, namespaces: [namespace] });
    const servers = replicas.map((one) => ({ url: one.url, authority }));
    const direct = new AdmissionLoad({ servers, expected: { good: allowed, bad: denied } });
    const users = new Users();
    await users.more(30);
    expect(direct.faults).to.deep.equal([]);
    expect(statuses(users.good)).to.deep.equal([201]);

    killed.process.signal('SIGKILL');
    await users.more(30);
    // What a Service does, once the probe of the one that is gone fails.
    relay.drop(portOf(killed));
    await create('good');
    const answered = users.good.length;
    const [, rightBefore = 0] = direct.right;
    await users.more(30);
    await users.stop();
    const { wrong, lost } = await direct.stop();

    expect(statuses(users.bad).filter((status) => status !== 403 && status !== 500)).to.deep.equal([]);
    const failed = [...users.good, ...users.bad].filter(({ status }) => status === 500);
    for (const { message } of failed) expect(message).to.match(/^Internal error.*failed calling webhook/);
    expect(statuses(users.good.slice(answered + CALLERS)), 'of the one that is left').to.deep.equal([201]);
    expect(wrong).to.deep.equal([]);
    for (const fault of lost) expect(fault).to.match(/ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|disconnected/);
    expect(direct.right[1]).to.be.above(rightBefore);
  });
});

const statuses = (answers: readonly KubeResponse[]): readonly number[] => [
  ...new Set(answers.map(({ status }) => status)),
];

import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { ClusterFeed } from '../../../webhook/sources/cluster-feed.ts';
import { loadInThread } from '../../../webhook/judging/load-in-thread.ts';
import type { LoadedJudges } from '../../../webhook/judging/load-judges.ts';
import { AdmissionLoad, allowed, denied } from '../../support/admission-load.ts';
import { installGatekeeper } from '../../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { NAMES_PATH, NAMES_TEMPLATE, namesConstraint } from '../../support/kube/names-policy.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { TcpRelay } from '../../support/kube/tcp-relay.ts';
import { isCompiled } from '../../support/program.ts';
import { ServeProcess } from '../../support/serve-process.ts';

const TEMPLATES = '/apis/templates.gatekeeper.sh/v1/constrainttemplates';
const RESTARTS = 2;
const CUTS = 8;

describe(`sluice serve --cluster, whatever happens to the API server${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;
  const open: ServeProcess[] = [];

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    await installGatekeeper(cluster);
    await cluster.create(TEMPLATES, NAMES_TEMPLATE);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server[Symbol.asyncDispose]()));
    const { body } = await cluster.request({ method: 'GET', path: NAMES_PATH });
    const items = Array.isArray(body['items']) ? body['items'] : [];
    for (const one of items) await remove(textAt(one, ['metadata', 'name']));
  });
  after(() => cluster?.[Symbol.asyncDispose]());

  function serve(kubeconfig: string = cluster.kubeconfig()): {
    readonly server: ServeProcess;
    readonly listening: Promise<void>;
  } {
    const server = new ServeProcess();
    open.push(server);
    return { server, listening: server.listen('--cluster', '--kubeconfig', kubeconfig, '--jobs', '2') };
  }
  const until = (what: string, isSo: () => boolean | Promise<boolean>): Promise<true> =>
    pollUntil(async () => ((await isSo()) ? true : undefined), { what });
  const refuses = (server: ServeProcess, name: string): Promise<true> =>
    until(`${name} is refused`, async () => (await server.admit(name))['allowed'] === false);
  const create = (name: string): Promise<JsonObject> => cluster.create(NAMES_PATH, namesConstraint(name));
  const remove = (name: string): Promise<unknown> =>
    cluster.request({ method: 'DELETE', path: `${NAMES_PATH}/${name}` });

  it('waits for one that is not there, says so, and begins with all that is in the cluster', async () => {
    await cluster.stopApiServer();
    const { server, listening } = serve();
    // Whoever has ended rejects, and nothing else can be before there is an API server.
    await Promise.race([until('it says what it waits for', () => server.said.includes('templates: GET ')), listening]);
    expect(server.said).to.include('no API server listens there');
    await cluster.startApiServer();
    await listening;
    await until(
      'the kind is there',
      async () => (await cluster.request({ method: 'GET', path: NAMES_PATH })).status === 200,
    );
    await create('early');
    await refuses(server, 'early');
  });

  it('judges on without a fault while it is killed and started again, and takes what changes then', async () => {
    await create('bad');
    const { server, listening } = serve();
    await listening;
    await refuses(server, 'bad');
    const load = new AdmissionLoad({ servers: [server.place], expected: { good: allowed, bad: denied } });
    for (let time = 1; time <= RESTARTS; time += 1) {
      await cluster.stopApiServer();
      await answers(load, 50);
      await cluster.startApiServer();
      await create(`later-${time}`);
      await refuses(server, `later-${time}`);
      await answers(load, 50);
    }
    const { wrong, lost } = await load.stop();
    expect({ wrong: wrong.slice(0, 3), lost: lost.slice(0, 3) }).to.deep.equal({ wrong: [], lost: [] });
  });

  it('loses no change of policies, and judges on, while its watches are cut', async () => {
    await create('bad');
    await using relay = await TcpRelay.open(Number(new URL(cluster.server).port));
    const server = `https://127.0.0.1:${relay.port}`;
    const { server: serving, listening } = serve(cluster.kubeconfig(undefined, { server }));
    await listening;
    await refuses(serving, 'bad');
    const load = new AdmissionLoad({ servers: [serving.place], expected: { good: allowed, bad: denied } });
    for (let cut = 1; cut <= CUTS; cut += 1) {
      relay.cut();
      await create(`cut-${cut}`);
      // Every second change comes while it tries to reach the API server again.
      if (cut % 2 === 0) await refuses(serving, `cut-${cut}`);
    }
    for (let cut = 1; cut <= CUTS; cut += 1) {
      await remove(`cut-${cut}`);
      relay.cut();
    }
    await until('all changes are taken back', async () => {
      const answers = await Promise.all([...Array(CUTS).keys()].map((cut) => serving.admit(`cut-${cut + 1}`)));
      return answers.every((answer) => answer['allowed'] === true);
    });
    await answers(load, 20);
    const { wrong, lost } = await load.stop();
    expect({ wrong: wrong.slice(0, 3), lost: lost.slice(0, 3) }).to.deep.equal({ wrong: [], lost: [] });
  });

  const answers = (load: AdmissionLoad, more: number): Promise<true> => {
    const soFar = sum(load.right);
    return until('requests are answered', () => {
      expect(load.faults.slice(0, 5)).to.deep.equal([]);
      return sum(load.right) >= soFar + more;
    });
  };

  it('is told of a constraint that came while it loaded the ones before', async () => {
    await using feed = new ClusterFeed({
      kubeconfig: cluster.kubeconfig(),
      env: {},
      podId: 'pod-a',
      onNotice: () => undefined,
    });
    await feed.listed(new AbortController().signal);
    const seen = { names: [] as readonly string[], reloads: 0 };
    const load = (): Promise<LoadedJudges> =>
      feed.load((cluster) => {
        seen.names = cluster.objects.map((one) => textAt(one, ['metadata', 'name']));
        return loadInThread({ ...REQUEST, cluster });
      });
    const reader = { reload: (): Promise<void> => Promise.resolve(void (seen.reloads += 1)), update: () => undefined };
    const first = await load();
    expect(seen.names).not.to.include('meanwhile');
    await create('meanwhile');
    let latest = first;
    await until('it is seen', async () => ((latest = await load()), seen.names.includes('meanwhile')));

    feed.confirm(first);
    expect(feed.constraints, 'of one that does not judge nobody knows what it finds').to.deep.equal([]);
    feed.feed(reader);
    expect(seen.reloads).to.equal(1);

    feed.confirm(latest);
    expect(feed.constraints.map(({ name }) => name)).to.deep.equal(['meanwhile']);
    feed.feed(reader);
    expect(seen.reloads).to.equal(1);
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const REQUEST = {
  cwd: import.meta.dirname,
  policies: [],
  data: [],
  namespaces: [],
  timeoutMs: 1000,
  today: '2026-11-21',
} as const;

import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AdmissionLoad, allowed, denied } from '../../support/admission-load.ts';
import { installGatekeeper } from '../../support/kube/install-gatekeeper.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { NAMES_PATH, NAMES_TEMPLATE, namesConstraint } from '../../support/kube/names-policy.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';
import { TcpRelay } from '../../support/kube/tcp-relay.ts';
import { isCompiled } from '../../support/program.ts';
import { ServeProcess } from '../../support/serve-process.ts';
import { COLLECTING, SteadyMemory } from '../../support/steady-memory.ts';

const MINUTES = Number(process.env['SLUICE_SOAK_MINUTES'] ?? 0);
const MINUTE_MS = 60_000;
const SAMPLE_MS = 5000;
/** Every so many samples policies change, and every so many the watches are cut. */
const CHANGE_EVERY = 2;
const CUT_EVERY = 7;
const OBJECTS = 100;
/** About as many questions at all times, whatever else the machine does. */
const PAUSE_MS = 100;
const SLACK_MIB = 16;
const WHY_NOT = MINUTES > 0 ? NO_CLUSTER : 'SLUICE_SOAK_MINUTES says for how long';

describe(`sluice serve --cluster for ${MINUTES} minutes`, function () {
  this.timeout(MINUTES * MINUTE_MS + 600_000);
  if (WHY_NOT !== undefined) {
    it.skip(`skipped: ${WHY_NOT}`);
    return;
  }

  it('judges, audits, takes other policies and loses its watches, and needs no more memory in the end', async function () {
    if (!isCompiled()) this.skip();
    await using cluster = await KubeCluster.start();
    const namespace = await prepare(cluster);
    await using relay = await TcpRelay.open(Number(new URL(cluster.server).port));
    const kubeconfig = cluster.kubeconfig(undefined, { server: `https://127.0.0.1:${relay.port}` });
    await using server = new ServeProcess(COLLECTING);
    const audit = ['--audit-interval', '10', '--lease-namespace', namespace];
    await server.listen('--cluster', '--kubeconfig', kubeconfig, '--jobs', '2', '--metrics-port', '0', ...audit);
    await pollUntil(() => cluster.create(NAMES_PATH, namesConstraint('bad')).catch(() => undefined), {
      what: 'the kind is there',
    });
    const isRefused = async (): Promise<true | undefined> =>
      denied(await server.admit('bad')) === undefined ? true : undefined;
    await pollUntil(isRefused, { what: 'the constraint holds' });

    const expected = { good: allowed, bad: denied };
    const load = new AdmissionLoad({ servers: [server.place], expected, pauseMs: PAUSE_MS });
    const memory = new SteadyMemory();
    const end = performance.now() + MINUTES * MINUTE_MS;
    let nextLine = performance.now() + MINUTE_MS;
    for (let sample = 1; performance.now() < end; sample += 1) {
      await delay(SAMPLE_MS);
      const mib = memory.add(await server.residentBytes());
      if (sample % CHANGE_EVERY === 0) await turn(cluster, sample);
      if (sample % CUT_EVERY === 0) relay.cut();
      if (performance.now() < nextLine) continue;
      nextLine += MINUTE_MS;
      console.log(
        `        ${mib.toFixed(1)} MiB after ${load.right.join()} answers, ${load.faults.length} faults ${load.faults.at(-1) ?? ''}`,
      );
    }
    const { right, wrong, lost, starved } = await load.stop();
    console.log(`        ${right} answers, ${starved} while this process stood still; ${memory.summary}`);
    expect({ wrong: wrong.slice(0, 3), lost: lost.slice(0, 3) }).to.deep.equal({ wrong: [], lost: [] });
    const { first, second } = memory.halves;
    expect(second, `MiB, after ${first}`).to.be.below(first + SLACK_MIB);
  });
});

/** @returns the Namespace in which there is something to audit */
async function prepare(cluster: KubeCluster): Promise<string> {
  await installGatekeeper(cluster);
  const namespace = await cluster.namespace();
  for (let number = 0; number < OBJECTS; number += 1) {
    const metadata = { name: `map-${number}` };
    await cluster.create(`/api/v1/namespaces/${namespace}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
    });
  }
  await cluster.create('/apis/templates.gatekeeper.sh/v1/constrainttemplates', NAMES_TEMPLATE);
  return namespace;
}

/** A constraint comes, and goes with the next call. */
async function turn(cluster: KubeCluster, sample: number): Promise<void> {
  if ((sample / CHANGE_EVERY) % 2 === 1) await cluster.create(NAMES_PATH, namesConstraint('turn'));
  else await cluster.request({ method: 'DELETE', path: `${NAMES_PATH}/turn` });
}

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { messageOf, SluiceError } from '../../src/core/errors.ts';
import type { SourceWithLines } from '../../src/core/gatekeeper/gatekeeper-set.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { toClusterObject } from '../../src/node/cluster/cluster-object.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import type { ClusterPart, LoadReply, LoadRequest } from './load-in-thread.ts';
import { loadJudges, type JudgesRequest } from './load-judges.ts';
import { PolicyFaultsError } from './load-sound-set.ts';

async function load(request: LoadRequest, port: MessagePort): Promise<void> {
  port.postMessage(await reply(request));
}

async function reply({ configFile, cluster, ...request }: LoadRequest): Promise<LoadReply> {
  try {
    const config = await loadConfig({ cwd: request.cwd, file: configFile });
    const ofCluster = cluster === undefined ? {} : fromCluster(cluster);
    const watchesCluster = cluster !== undefined;
    return { kind: 'loaded', judges: await loadJudges({ ...request, ...ofCluster, config, watchesCluster }) };
  } catch (error) {
    if (error instanceof PolicyFaultsError) return { kind: 'faulty', code: error.code, faults: error.faults };
    const code = error instanceof SluiceError ? error.code : 'INTERNAL';
    return { kind: 'failed', code, message: messageOf(error) };
  }
}

function fromCluster({
  objects,
  inForce,
  incomplete,
  costly = [],
}: ClusterPart): Pick<JudgesRequest, 'gatekeeper' | 'history'> {
  const before = new Map(inForce.flatMap(toSources).map((one) => [one.source.file, one]));
  return { gatekeeper: objects.flatMap(toSources), history: { inForce: before, incomplete, costly } };
}

function toSources(object: JsonObject): readonly SourceWithLines[] {
  const found = toClusterObject(object, '');
  return found === undefined ? [] : [found.source];
}

if (parentPort !== null) {
  // `loadInThread` is the only one who starts this module, and this is what it hands over.
  void load(workerData as LoadRequest, parentPort);
}

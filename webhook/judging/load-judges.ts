import { serialize } from 'node:v8';
import { SluiceError } from '../../src/core/errors.ts';
import { readsImages, readsSecrets } from '../../src/core/evaluate/plan-checks.ts';
import type { FailOn } from '../../src/core/model/decision.ts';
import type { PolicyRequest } from '../../src/node/check/check-request.ts';
import { gatherSurroundings } from '../../src/node/check/gather-surroundings.ts';
import { planFor } from '../../src/node/check/plan-for.ts';
import { toTask } from '../../src/node/check/to-task.ts';
import { withSearch } from '../../src/node/check/with-search.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { sha256 } from '../../src/node/digest.ts';
import type { EvaluationTask } from '../../src/node/evaluation/evaluation-task.ts';
import { generationOf } from '../../src/node/cluster/cluster-object.ts';
import type { BrokenObject } from '../../src/node/cluster/sound-versions.ts';
import { loadPolicySet, type LoadedPolicySet } from '../../src/node/policies/load-policy-set.ts';
import { prepareSearch } from '../../src/node/secrets/prepare-search.ts';
import type { JudgeSet } from './judge-set.ts';
import { filesState } from '../sources/files-state.ts';
import { loadSoundSet, type ClusterHistory } from './load-sound-set.ts';
import { localSources } from '../sources/local-sources.ts';
import { factsOf, type PolicySetFacts } from './policy-set-facts.ts';

/** Which policies judge, and how. Plain data. */
export interface JudgesRequest extends PolicyRequest {
  /** Absent: what the config says. */
  readonly failOn?: FailOn | undefined;
  /** Milliseconds that one rule may take for one object. */
  readonly timeoutMs: number;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Somebody watches a cluster, and gives its Namespaces and its inventory to the threads. */
  readonly watchesCluster: boolean;
  /** What is known of that cluster from before. */
  readonly history?: ClusterHistory;
}

/** An object of the cluster that does not judge as it is. */
export interface BrokenPolicy extends Pick<BrokenObject, 'file' | 'role' | 'faults'> {
  /** `metadata.generation` of what judges in its place; absent: nothing does. */
  readonly earlier?: number;
}

/** A policy set with all that judging by it needs. Plain data, too. */
export interface LoadedJudges extends JudgeSet, PolicySetFacts {
  readonly policySet: string;
  /** How many policies are asked at admission. */
  readonly policies: number;
  readonly failOn: FailOn;
  /** Who must have signed what; absent when no policy reads what images are. */
  readonly images?: ImagesNeed;
  readonly notices: readonly string[];
  /** Objects of the cluster that are left out as they are: the set is that without them. */
  readonly broken: readonly BrokenPolicy[];
  /** Another one means that something judges otherwise: more than the policies themselves, which `policySet` stands for. */
  readonly fingerprint: string;
  /** Files and folders of this machine that it was read from, absolute. */
  readonly files: readonly string[];
  /** `filesState` of these before they were read. */
  readonly filesState: string;
}

export type ImagesNeed = Pick<Config, 'images' | 'registries'>;

/**
 * Loads all that the webhook judges by.
 * @throws SluiceError when any policy cannot run: a webhook that leaves one out allows what nobody has checked. What the cluster says
 *   is left out all the same when it does not hold, as Gatekeeper does, and is told of
 */
export async function loadJudges(request: JudgesRequest): Promise<LoadedJudges> {
  const { cwd, config, timeoutMs, today, watchesCluster } = request;
  const files = localSources(request);
  const stateBefore = await filesState(files);
  const { set, broken, notices: said } = await loadSoundSet(request, request.history);
  if (!watchesCluster) refuseInventory(set);
  const plan = planFor({ config, point: 'admission' }, set, { mayBeEmpty: watchesCluster });
  const search = readsSecrets(plan) ? await prepareSearch({ config, cwd, root: cwd }) : undefined;
  const around = gatherSurroundings({ readsNamespaces: set.readsNamespaces }, config.namespaces, []);
  const task = withSearch(toTask({ today, timeoutMs }, await withCode(set, request), plan, around), config, search);
  if (task === undefined) throw new SluiceError('NO_POLICIES', 'no policy could be compiled, so nothing can be judged');
  const needsImages = readsImages(plan);
  const { images, registries } = config;
  const failOn = request.failOn ?? config.failOn;
  const readsInventory = set.inventory !== undefined;
  return {
    task,
    readsInventory,
    policySet: set.digest,
    policies: set.policies.length,
    ...factsOf(set),
    broken: broken.map(toBroken),
    failOn,
    ...(needsImages ? { images: { images, registries } } : {}),
    notices: [...said, ...set.notices, ...(search?.notices ?? []), ...(needsImages ? images.notices : [])],
    fingerprint: fingerprint(task, [set.digest, failOn, readsInventory, needsImages ? { images, registries } : null]),
    files,
    filesState: stateBefore,
  };
}

/** A cluster may have no policies yet, or none any more; what asks nothing must run all the same. */
async function withCode(set: LoadedPolicySet, { cwd, watchesCluster }: JudgesRequest): Promise<LoadedPolicySet> {
  if (set.wasm !== undefined || !watchesCluster) return set;
  const request = { cwd, config: DEFAULT_CONFIG, policies: ['sluice:all'], data: [], namespaces: [] };
  const { wasm } = await loadPolicySet(request);
  return { ...set, ...(wasm && { wasm }) };
}

/** The day is no part of it. */
function fingerprint(task: EvaluationTask, more: readonly unknown[]): string {
  return sha256(serialize([{ ...task, today: '', nowNs: '' }, more]));
}

function toBroken({ file, role, faults, earlier }: BrokenObject): BrokenPolicy {
  return { file, role, faults, ...(earlier && { earlier: generationOf(earlier.source.object) }) };
}

/** An inventory that nobody fills would make every template that looks something up in it find nothing. */
function refuseInventory({ inventoryReaders: readers }: LoadedPolicySet): void {
  if (readers.length === 0) return;
  const shown = readers
    .slice(0, MOST_READERS)
    .map(({ name, at: { file, line, column } }) => `${name} (${file}:${line}:${column})`);
  const more = readers.length > shown.length ? [`${readers.length - shown.length} more`] : [];
  const [them, verb] = readers.length === 1 ? ['the template', 'reads'] : ['the templates', 'read'];
  throw new SluiceError(
    'CONFIG_INVALID',
    `${them} ${[...shown, ...more].join(', ')} ${verb} data.inventory, and the cluster is not watched; watch it with --cluster, or give the objects as data with -d (inventory.json), or leave ${readers.length === 1 ? 'it' : 'them'} out`,
  );
}

const MOST_READERS = 10;

import { SluiceError } from '../src/core/errors.ts';
import { gatherSurroundings } from '../src/node/check/gather-surroundings.ts';
import type { PolicyRequest } from '../src/node/check/check-request.ts';
import { planFor } from '../src/node/check/plan-for.ts';
import { toTask } from '../src/node/check/to-task.ts';
import { loadPolicySet, type LoadedPolicySet } from '../src/node/policies/load-policy-set.ts';
import { readsImages, readsSecrets } from '../src/core/evaluate/plan-checks.ts';
import { withSearch } from '../src/node/check/with-search.ts';
import { cachedInspector } from '../src/node/images/cached-inspector.ts';
import { createFindingCache } from '../src/node/images/finding-cache.ts';
import { prepareSearch } from '../src/node/secrets/prepare-search.ts';
import { createAdmissionImages, type AdmissionImages } from './admission-images.ts';
import { JudgePool } from './judge-pool.ts';

export interface JudgesRequest extends PolicyRequest {
  readonly threads: number;
  /** Milliseconds that one rule may take for one object. */
  readonly timeoutMs: number;
  readonly today: () => string;
  readonly onNotice: (message: string) => void;
}

export interface Judges {
  readonly pool: JudgePool;
  readonly policySet: string;
  /** How many policies are asked at admission. */
  readonly policies: number;
  /** Absent when no policy reads what it finds. */
  readonly images?: AdmissionImages;
}

/**
 * Loads the policies and starts the threads that judge by them.
 * @throws SluiceError when any policy cannot run: a webhook that leaves one out allows what nobody has checked
 */
export async function loadJudges(request: JudgesRequest): Promise<Judges> {
  const { config, timeoutMs, today, onNotice, threads } = request;
  const set = await loadPolicySet(request, onNotice);
  refuseFaults(set);
  refuseInventory(set);
  const plan = planFor({ config, point: 'admission' }, set);
  const search = readsSecrets(plan) ? await prepareSearch({ config, cwd: request.cwd, root: request.cwd }) : undefined;
  const around = gatherSurroundings(set, config.namespaces, []);
  const task = withSearch(toTask({ today: today(), timeoutMs }, set, plan, around), config, search);
  if (task === undefined) throw new SluiceError('NO_POLICIES', 'no policy could be compiled, so nothing can be judged');
  const images = readsImages(plan) ? await loadImages(request) : undefined;
  const notices = [...set.notices, ...(search?.notices ?? []), ...(images === undefined ? [] : config.images.notices)];
  for (const notice of notices) onNotice(notice);
  const pool = await JudgePool.open({ task, threads, today, onNotice });
  return { pool, policySet: set.digest, policies: set.policies.length, ...(images && { images }) };
}

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;

/** Images are asked about again and again, by users who need not be trusted: answers are remembered, and this machine is none's registry. */
async function loadImages({ config, env = {} }: JudgesRequest): Promise<AdmissionImages> {
  const { openImageInspector } = await import('../src/node/images/open-image-inspector.ts');
  const { cacheMinutes, staleIfErrorHours, places } = config.images;
  const now = (): number => Date.now();
  const cache = createFindingCache({
    now,
    verifiedMs: cacheMinutes * MS_PER_MINUTE,
    staleMs: staleIfErrorHours * MS_PER_HOUR,
  });
  const asked = openImageInspector({ config, env, allowLoopback: false, now: () => new Date() });
  return createAdmissionImages({ inspector: cachedInspector(asked, cache), places, now });
}

function refuseFaults({ faults }: LoadedPolicySet): void {
  const [first] = faults;
  if (first === undefined) return;
  const lines = faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  throw new SluiceError(first.code, `the webhook does not start while a policy cannot run:\n${lines.join('\n')}`);
}

/** An inventory that nobody fills would make every template that looks something up in it find nothing. */
function refuseInventory({ inventory, policies }: LoadedPolicySet): void {
  if (inventory === undefined) return;
  const templates = policies.filter(({ input }) => input === 'template').map(({ name }) => name);
  throw new SluiceError(
    'CONFIG_INVALID',
    `a template of ${templates.join(', ')} reads data.inventory, and the webhook does not watch the cluster; give the objects as data with -d (inventory.json), or leave the template out`,
  );
}

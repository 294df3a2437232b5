import { DEFAULT_LIMITS } from '../../core/documents/limits.ts';
import { planChecks, type Plan } from '../../core/evaluate/plan-checks.ts';
import { faultOutcome, inputFault, type FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { SluiceError } from '../../core/errors.ts';
import { withInventory } from '../../core/gatekeeper/inventory.ts';
import { buildReport } from '../../core/report/build-report.ts';
import type { Result } from '../../core/model/result.ts';
import type { Report } from '../../core/model/report.ts';
import { openResultCache, type ResultCache } from '../cache/result-cache.ts';
import { sha256Of } from '../digest.ts';
import { evaluateSources } from '../evaluation/evaluate-sources.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { Source } from '../evaluation/source.ts';
import { sluiceVersion } from '../sluice-version.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import type { CheckRequest } from './check-request.ts';
import { gatherSurroundings, type Surroundings } from './gather-surroundings.ts';

/** What a shell found to judge, wherever it came from. */
export interface FoundSources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Places that could not be looked at. They end in the report: nothing is lost. */
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly revision?: string;
  /** Not judged, but their Namespaces and their place in the inventory count: the rest of what a commit or a revision stands in. */
  readonly context?: readonly Source[];
}

/** The part of a request that judging needs. */
export type ReviewRequest = Pick<
  CheckRequest,
  'cwd' | 'config' | 'point' | 'jobs' | 'timeoutMs' | 'today' | 'cacheDir' | 'showPassed' | 'onProgress' | 'onNotice'
>;

/** Judges sources under a policy set and reports: the one path that check, staged check and gate share. */
export async function reviewSources(
  request: ReviewRequest,
  set: LoadedPolicySet,
  found: FoundSources,
): Promise<Report> {
  const plan = planFor(request, set);
  const around = gatherSurroundings(set, request.config.namespaces, [...(found.context ?? []), ...found.sources]);
  const task = toTask(request, set, plan, around);
  const outcomes = await outcomesOf(request, task, found.sources);
  return buildReport({
    point: request.point,
    policySet: set.digest,
    policies: countPolicies(plan),
    outcomes: found.sources.map((source) => ({ file: source.path, outcome: outcomes.get(source) ?? unjudged(source) })),
    faults: [...set.faults.map(policyFault), ...found.faults.map(placeFault)],
    skipped: found.skipped,
    notices: [...set.notices, ...waiverNotices(plan, request.today)],
    ...(found.revision === undefined ? {} : { revision: found.revision }),
  });
}

/**
 * What is asked at the point of the request.
 * @throws SluiceError NO_POLICIES when that is nothing
 */
export function planFor(
  { config, point, showPassed }: Pick<ReviewRequest, 'config' | 'point' | 'showPassed'>,
  set: LoadedPolicySet,
): Plan {
  const plan = planChecks(set.policies, set.constraints, config.waivers, point, showPassed);
  if (countPolicies(plan) > 0 || set.faults.length > 0) return plan;
  throw new SluiceError(
    'NO_POLICIES',
    `none of the ${set.policies.length} policies applies at the point "${point}"; see their custom.points`,
  );
}

function countPolicies({ documentChecks, reviewGroups }: Plan): number {
  const checks = [...documentChecks, ...reviewGroups.flatMap((group) => group.checks)];
  return new Set(checks.map(({ policy }) => policy.name)).size;
}

/** A task without a policy that compiled has no Wasm: then every source is reported as read by nobody. */
export function toTask(
  { today, timeoutMs }: Pick<ReviewRequest, 'today' | 'timeoutMs'>,
  set: LoadedPolicySet,
  plan: Plan,
  { namespaces, inventoryJson }: Surroundings,
): EvaluationTask | undefined {
  if (set.wasm === undefined) return undefined;
  const { digest: policySet, wasm } = set;
  const dataJson = inventoryJson === undefined ? set.dataJson : withInventory(set.dataJson, inventoryJson);
  const nowNs = `${Date.parse(`${today}T00:00:00Z`)}000000`;
  return { wasm, dataJson, plan, policySet, namespaces, today, nowNs, limitMs: timeoutMs };
}

async function outcomesOf(
  request: ReviewRequest,
  task: EvaluationTask | undefined,
  sources: readonly Source[],
): Promise<ReadonlyMap<Source, FileOutcome>> {
  const outcomes = new Map<Source, FileOutcome>();
  if (task === undefined) return outcomes;
  const cache = openCache(request, task);
  const fresh = sources.filter((source) => !recall(cache, source, outcomes));
  const recalled = sources.length - fresh.length;
  const evaluated = await evaluateSources(task, fresh, {
    ...(request.jobs === undefined ? {} : { jobs: request.jobs }),
    onProgress: (done) => request.onProgress?.(recalled + done, sources.length),
  });
  for (const [index, source] of fresh.entries()) {
    const result = evaluated[index];
    if (result === undefined) continue;
    outcomes.set(source, result.outcome);
    if ('absolute' in source && isKeepable(result.outcome)) cache?.remember(source, result.digest, result.json);
  }
  cache?.save();
  return outcomes;
}

/** A fault may be gone next time: a limit raised, a right granted. Only what was judged is kept. */
const isKeepable = ({ results }: FileOutcome): boolean => results.every(({ status }) => status !== 'error');

function recall(cache: ResultCache | undefined, source: Source, outcomes: Map<Source, FileOutcome>): boolean {
  if (cache === undefined || !('absolute' in source)) return false;
  const text = cache.find(source);
  if (text === undefined) return false;
  outcomes.set(source, JSON.parse(text));
  return true;
}

/** A compiled set lists the built-ins that it calls by name. */
const readsClock = ({ wasm }: EvaluationTask): boolean =>
  Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength).includes('time.now_ns');

/** The digest of the policy set stands for policies, constraints, data and engine; the plan adds the point and the waivers. */
function openCache({ cwd, cacheDir, onNotice }: ReviewRequest, task: EvaluationTask): ResultCache | undefined {
  if (cacheDir === undefined) return undefined;
  const { plan, policySet, namespaces, today } = task;
  // An outcome of yesterday holds today only if nothing in it asked for the date.
  const dated = plan.waivers.length > 0 || readsClock(task) ? today : '';
  const planText = JSON.stringify([
    plan.point,
    plan.listPasses,
    plan.waivers,
    [...namespaces].map(([name, { json }]) => [name, json]),
    dated,
    // Data are in the policy set's digest, and what was gathered is not.
    sha256Of([task.dataJson]),
  ]);
  return openResultCache({
    cacheDir,
    key: sha256Of([sluiceVersion(), cwd, policySet, planText]),
    maxBytes: DEFAULT_LIMITS.maxLength,
    now: Date.now(),
    onNotice: onNotice ?? ((): void => undefined),
  });
}

const unjudged = ({ path }: Source): FileOutcome =>
  faultOutcome(path, 'NO_POLICIES', 'was not judged, because no policy could be compiled');

/** A policy that cannot run has not allowed anything: its fault is a line of the report. */
const policyFault = ({ file, code, ...fault }: PolicyFault): Result => inputFault(file, { ...fault, code });

const placeFault = ({ path, code, message }: FoundSources['faults'][number]): Result =>
  inputFault(path, { code, message, line: 1, column: 1 });

function waiverNotices({ waivers }: Plan, today: string): readonly string[] {
  return waivers
    .filter(({ expires }) => expires < today)
    .map(
      ({ policy, owner, expires, reason }) =>
        `the waiver of ${policy} (${reason}) expired on ${expires} and no longer holds; ask ${owner}`,
    );
}

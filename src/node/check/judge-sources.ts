import { DEFAULT_LIMITS } from '../../core/documents/limits.ts';
import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { openPassMemory } from '../cache/pass-memory.ts';
import { openResultCache, type ResultCache } from '../cache/result-cache.ts';
import { sha256Of } from '../digest.ts';
import { formatsVersion } from '../engine/engine-version.ts';
import { type EvaluateOptions, evaluateSources } from '../evaluation/evaluate-sources.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import { isForeignSource } from '../evaluation/source-format.ts';
import type { Source } from '../evaluation/source.ts';
import { readsConfigFiles } from '../formats/config-builtins.ts';
import type { SopsConfigFile } from '../secrets/sops-configs.ts';
import { sluiceVersion } from '../sluice-version.ts';
import type { ReviewRequest } from './found-sources.ts';

/**
 * Judges every source by itself, or finds it judged.
 * @param sopsConfigs what verdicts about several files depend on
 */
export async function judgeSources(
  request: ReviewRequest,
  task: EvaluationTask | undefined,
  sources: readonly Source[],
  sopsConfigs: readonly SopsConfigFile[],
): Promise<ReadonlyMap<Source, FileOutcome>> {
  const outcomes = new Map<Source, FileOutcome>();
  if (task === undefined) return outcomes;
  const cache = openCache(request, task, sources, sopsConfigs);
  const fresh = sources.filter((source) => !recall(cache, source, outcomes));
  const recalled = sources.length - fresh.length;
  const evaluated = await evaluateSources(task, fresh, {
    ...(request.jobs === undefined ? {} : { jobs: request.jobs }),
    onProgress: (done) => request.onProgress?.(recalled + done, sources.length),
    ...passesOf(request, task),
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

/** A commit in which nothing is found need not start WebAssembly to be told so. */
function passesOf(
  { cacheDir, onNotice }: ReviewRequest,
  { plan, policySet }: EvaluationTask,
): Pick<EvaluateOptions, 'openPasses'> {
  const isSteady = plan.reviewGroups.some(({ checks }) =>
    checks.some(({ policy }) => policy.readsOnlySecrets === true),
  );
  if (cacheDir === undefined || !isSteady) return {};
  return { openPasses: () => openPassMemory(cacheDir, policySet, onNotice ?? ((): void => undefined)) };
}

/** A fault may be gone next time: a limit raised, a right granted. Only what was judged is kept, and by its own content. */
const isKeepable = ({ results, readsOthers }: FileOutcome): boolean =>
  readsOthers !== true && results.every(({ status }) => status !== 'error');

function recall(cache: ResultCache | undefined, source: Source, outcomes: Map<Source, FileOutcome>): boolean {
  if (cache === undefined || !('absolute' in source)) return false;
  const text = cache.find(source);
  if (text === undefined) return false;
  outcomes.set(source, JSON.parse(text));
  return true;
}

/** Entries by which findings are accepted end some day. */
const acceptsUntil = ({ secrets }: EvaluationTask): boolean =>
  secrets !== undefined && secrets.acceptances.ignores.length + secrets.acceptances.baseline.length > 0;

/** A compiled set lists the built-ins that it calls by name. */
const readsClock = ({ wasm }: EvaluationTask): boolean =>
  Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength).includes('time.now_ns');

/** The digest of the policy set stands for policies, constraints, data and engine; the plan adds the point and the waivers. */
function openCache(
  { cwd, cacheDir, onNotice }: ReviewRequest,
  task: EvaluationTask,
  sources: readonly Source[],
  sopsConfigs: readonly SopsConfigFile[],
): ResultCache | undefined {
  // Nothing tells whether the files that a policy reads are as they were.
  if (cacheDir === undefined || readsConfigFiles(task.wasm)) return undefined;
  const { plan, policySet, namespaces, today, parser } = task;
  // An outcome of yesterday holds today only if nothing in it asked for the date.
  const dated = plan.waivers.length > 0 || acceptsUntil(task) || readsClock(task) ? today : '';
  const planText = JSON.stringify([
    plan.point,
    plan.listPasses,
    plan.combined ?? false,
    plan.waivers,
    [...namespaces].map(([name, { json }]) => [name, json]),
    dated,
    // Data are in the policy set's digest, and what was gathered is not.
    sha256Of([task.dataJson]),
    parser ?? '',
    sources.some((source) => isForeignSource(source, parser)) ? formatsVersion() : '',
    task.secrets === undefined ? '' : JSON.stringify(task.secrets, patternText),
    task.images === undefined ? [] : [task.images.places, [...task.images.findings]],
    sopsConfigs,
  ]);
  return openResultCache({
    cacheDir,
    key: sha256Of([sluiceVersion(), cwd, policySet, planText]),
    maxBytes: DEFAULT_LIMITS.maxLength,
    now: Date.now(),
    onNotice: onNotice ?? ((): void => undefined),
  });
}

/** JSON knows no patterns. */
const patternText = (_: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value);

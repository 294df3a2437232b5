import { DEFAULT_LIMITS } from '../../core/documents/limits.ts';
import { faultOutcome, inputFault, type FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { planChecks, readsSecrets, splitForCombining, type Plan } from '../../core/evaluate/plan-checks.ts';
import { withExpansions } from '../../core/evaluate/plan-expansions.ts';
import { SluiceError } from '../../core/errors.ts';
import { withInventory } from '../../core/gatekeeper/inventory.ts';
import { acceptanceNotices } from '../../core/secrets/acceptances/acceptance-notices.ts';
import { mergeUses } from '../../core/secrets/acceptances/acceptance-use.ts';
import { buildReport } from '../../core/report/build-report.ts';
import type { Result } from '../../core/model/result.ts';
import type { Report } from '../../core/model/report.ts';
import { openResultCache, type ResultCache } from '../cache/result-cache.ts';
import { sha256Of } from '../digest.ts';
import { DEFAULT_CONFIG, type Config } from '../config/config.ts';
import { loadAcceptances, type LoadedAcceptances } from '../secrets/load-acceptances.ts';
import { sopsConfigTexts } from '../secrets/sops-config-texts.ts';
import { toSecretsTask } from '../secrets/to-secrets-task.ts';
import type { CombinedOutcome } from '../evaluation/evaluate-combined.ts';
import { evaluateSources } from '../evaluation/evaluate-sources.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import { isForeignSource } from '../evaluation/source-format.ts';
import type { Source } from '../evaluation/source.ts';
import { readsConfigFiles } from '../formats/config-builtins.ts';
import { formatsVersion } from '../engine/engine-version.ts';
import { sluiceVersion } from '../sluice-version.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import type { CheckRequest } from './check-request.ts';
import { gatherSurroundings, type Surroundings } from './gather-surroundings.ts';
import { judgeEarlier, type SearchEarlier } from './judge-earlier.ts';

/** What a shell found to judge, wherever it came from. */
export interface FoundSources {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Places that could not be looked at. They end in the report: nothing is lost. */
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly revision?: string;
  /** The folder that paths are relative to. Default: the working directory. */
  readonly root?: string;
  /** The sources are everything that entries of the config can be about: what none of them needs is needed by nothing. */
  readonly isWhole?: boolean;
  /** Not judged, but their Namespaces and their place in the inventory count: the rest of what a commit or a revision stands in. */
  readonly context?: readonly Source[];
  /** Searches what came before, when a policy reads what is found there. */
  readonly searchEarlier?: SearchEarlier;
}

/** The part of a request that judging needs. */
export type ReviewRequest = Pick<
  CheckRequest,
  | 'cwd'
  | 'config'
  | 'point'
  | 'parser'
  | 'jobs'
  | 'timeoutMs'
  | 'today'
  | 'cacheDir'
  | 'combine'
  | 'showPassed'
  | 'withoutBaseline'
  | 'onProgress'
  | 'onNotice'
>;

/** Judges sources under a policy set and reports: the one path that check, staged check and gate share. */
export async function reviewSources(
  request: ReviewRequest,
  set: LoadedPolicySet,
  found: FoundSources,
): Promise<Report> {
  const plan = planFor(request, set);
  const isManifest = (source: Source): boolean => source.isText !== true && !isForeignSource(source, request.parser);
  const sources = [...(found.context ?? []), ...found.sources].filter(isManifest);
  const around = gatherSurroundings(set, request.config.namespaces, sources);
  const filesRoot = found.root ?? request.cwd;
  const acceptances = readsSecrets(plan) ? loadAcceptances({ ...request, root: filesRoot }) : undefined;
  const task = withFiles(toTask(request, set, plan, around), filesRoot, set, request, acceptances);
  const outcomes = request.combine
    ? await combinedOutcomes(request, task, found)
    : await outcomesOf(request, task, found.sources);
  const earlier = await judgeEarlier(withoutFiles(task, request, acceptances), found.searchEarlier);
  return buildReport({
    point: request.point,
    policySet: set.digest,
    policies: countPolicies(plan),
    outcomes: [
      ...found.sources.map((source) => ({ file: source.path, outcome: outcomes.get(source) ?? unjudged(source) })),
      ...earlier.outcomes,
    ].map(earlier.withCommits),
    faults: [...set.faults.map(policyFault), ...[...found.faults, ...earlier.faults].map(placeFault)],
    skipped: found.skipped,
    notices: [
      ...set.notices,
      ...waiverNotices(plan, request.today),
      ...earlier.notices,
      ...(acceptances === undefined ? [] : noticesOfAcceptances(acceptances, request, found, outcomes)),
    ],
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
  const checks = planChecks(set.policies, set.constraints, config.waivers, point, showPassed);
  const { expansions, exemptNamespaces } = set;
  const plan = withExpansions(
    { ...checks, ...(exemptNamespaces.length === 0 ? {} : { exemptNamespaces }) },
    expansions,
  );
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
  {
    today,
    timeoutMs,
    parser,
    config = DEFAULT_CONFIG,
  }: Pick<ReviewRequest, 'today' | 'timeoutMs' | 'parser'> & { readonly config?: Config },
  set: LoadedPolicySet,
  plan: Plan,
  { namespaces, inventoryJson }: Surroundings,
): EvaluationTask | undefined {
  if (set.wasm === undefined) return undefined;
  const { digest: policySet, wasm, configRoots } = set;
  const dataJson = inventoryJson === undefined ? set.dataJson : withInventory(set.dataJson, inventoryJson);
  const nowNs = `${Date.parse(`${today}T00:00:00Z`)}000000`;
  const secrets = readsSecrets(plan) ? { secrets: toSecretsTask(config.secrets) } : {};
  const task = {
    wasm,
    dataJson,
    plan,
    policySet,
    namespaces,
    today,
    nowNs,
    limitMs: timeoutMs,
    configRoots,
    ...secrets,
  };
  return parser === undefined ? task : { ...task, parser };
}

/** What is asked about each object by itself, and, with the first file, what is asked about all documents as one. */
async function combinedOutcomes(
  request: ReviewRequest,
  task: EvaluationTask | undefined,
  { sources, faults }: FoundSources,
): Promise<ReadonlyMap<Source, FileOutcome>> {
  if (task === undefined) return new Map();
  const { singly, together } = splitForCombining(task.plan);
  if (together.documentChecks.length === 0) throw nothingToCombineFor();
  const outcomes = new Map(await outcomesOf(request, { ...task, plan: singly }, sources));
  const { evaluateCombined, incomplete } = await import('../evaluation/evaluate-combined.ts');
  const [unread] = faults;
  const combined =
    unread === undefined ? evaluateCombined({ ...task, plan: together }, sources) : incomplete(unread.path);
  const home = sources.find(({ path }) => path === combined.file) ?? sources[0];
  const outcome = home === undefined ? undefined : outcomes.get(home);
  if (home !== undefined && outcome !== undefined) outcomes.set(home, withCombined(outcome, combined));
  return outcomes;
}

const withCombined = (outcome: FileOutcome, { passes, results, skipped }: CombinedOutcome): FileOutcome => ({
  ...outcome,
  passes: outcome.passes + passes,
  results: [...outcome.results, ...results],
  skipped: [...outcome.skipped, ...(skipped === undefined ? [] : [`not judged together with the others: ${skipped}`])],
});

const nothingToCombineFor = (): SluiceError =>
  new SluiceError(
    'USAGE',
    '--combine is for policies that read documents, as those of conftest do, and there is none; leave it out',
  );

/** Only where there are files: an object under admission comes from none. */
function withFiles<T extends EvaluationTask | undefined>(
  task: T,
  filesRoot: string,
  { readsFile }: LoadedPolicySet,
  { config }: ReviewRequest,
  acceptances: LoadedAcceptances | undefined,
): T {
  if (task === undefined) return task;
  const secrets =
    acceptances === undefined
      ? {}
      : { secrets: toSecretsTask(config.secrets, { root: filesRoot, acceptances: acceptances.list }) };
  return { ...task, ...secrets, ...(readsFile ? { filesRoot } : {}) };
}

/** Files that an earlier version names are not those that lie there now. */
function withoutFiles(
  task: EvaluationTask | undefined,
  { config }: ReviewRequest,
  acceptances: LoadedAcceptances | undefined,
): EvaluationTask | undefined {
  if (task === undefined || acceptances === undefined) return task;
  return { ...task, secrets: toSecretsTask(config.secrets, { acceptances: acceptances.list }) };
}

async function outcomesOf(
  request: ReviewRequest,
  task: EvaluationTask | undefined,
  sources: readonly Source[],
): Promise<ReadonlyMap<Source, FileOutcome>> {
  const outcomes = new Map<Source, FileOutcome>();
  if (task === undefined) return outcomes;
  const cache = openCache(request, task, sources);
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
    task.secrets?.filesRoot === undefined
      ? []
      : sopsConfigTexts(
          task.secrets.filesRoot,
          sources.map(({ path }) => path),
        ),
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

/** Of what a change touches only the change was looked at, so nothing says what the rest of such a file needs. */
function noticesOfAcceptances(
  { list, notices }: LoadedAcceptances,
  { today }: ReviewRequest,
  { sources, isWhole = false }: FoundSources,
  outcomes: ReadonlyMap<Source, FileOutcome>,
): readonly string[] {
  const uses = [...outcomes.values()].flatMap(({ acceptanceUse }) => acceptanceUse ?? []);
  const files = new Set(sources.filter(({ change }) => change === undefined).map(({ path }) => path));
  return [...notices, ...acceptanceNotices(list, mergeUses(uses), { isWhole, files, today })];
}

import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { splitForCombining } from '../../core/evaluate/plan-checks.ts';
import { SluiceError } from '../../core/errors.ts';
import type { CombinedOutcome } from '../evaluation/evaluate-combined.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { Source } from '../evaluation/source.ts';
import type { SopsConfigFile } from '../secrets/sops-configs.ts';
import type { FoundSources, ReviewRequest } from './found-sources.ts';
import { judgeSources } from './judge-sources.ts';

/** What is asked about each object by itself, and, with the first file, what is asked about all documents as one. */
export async function judgeCombined(
  request: ReviewRequest,
  task: EvaluationTask | undefined,
  { sources, faults }: FoundSources,
  sopsConfigs: readonly SopsConfigFile[],
): Promise<ReadonlyMap<Source, FileOutcome>> {
  if (task === undefined) return new Map();
  const { singly, together } = splitForCombining(task.plan);
  if (together.documentChecks.length === 0) throw nothingToCombineFor();
  const outcomes = new Map(await judgeSources(request, { ...task, plan: singly }, sources, sopsConfigs));
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

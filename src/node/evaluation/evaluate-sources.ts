import { availableParallelism } from 'node:os';
import { SluiceError } from '../../core/errors.ts';
import { KnownPasses } from '../../core/evaluate/known-passes.ts';
import { toText, type EvaluatedText, type EvaluateOptions } from './evaluated-text.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { setPatience } from './patience.ts';
import type { Source } from './source.ts';

/** Below this, starting a worker costs more than it saves. */
const WORKER_WORTH_FILES = 48;
/** Nor is a thread started for fewer files of its own. */
const THREAD_WORTH_FILES = 32;
/** Below this, judging a file that was only touched again costs less than hashing it each time. */
const DIGEST_WORTH_FILES = 48;

/** Judges every source, in worker threads when there are enough of them. The answer at place `i` is that of source `i`. */
export async function evaluateSources(
  task: EvaluationTask,
  sources: readonly Source[],
  options: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  // When every file is as it was, the policies need not even be loaded.
  if (sources.length === 0) return [];
  const jobs = sources.length < WORKER_WORTH_FILES ? 1 : threadsFor(sources, options);
  const outcomes =
    jobs < 2 ? await evaluateHere(task, sources, options) : await evaluateShared(task, sources, jobs, options);
  return sources.map((source, index) => outcomes[index] ?? lost(source));
}

const threadsFor = (sources: readonly Source[], { jobs }: EvaluateOptions): number =>
  Math.min(jobs ?? availableParallelism(), Math.ceil(sources.length / THREAD_WORTH_FILES));

/** Every source has an answer or the run fails: a missing one must never look like a pass. */
function lost({ path }: Source): never {
  throw new SluiceError('INTERNAL', `${path} was not judged; please report this with the command that you ran`);
}

async function evaluateShared(
  task: EvaluationTask,
  sources: readonly Source[],
  jobs: number,
  options: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  const { evaluateInThreads } = await import('./evaluate-in-threads.ts');
  return evaluateInThreads(task, sources, jobs, options);
}

async function evaluateHere(
  task: EvaluationTask,
  sources: readonly Source[],
  { onProgress, openPasses, headStart }: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  // A run that finds every file as it was judges nothing, and need not load what judges.
  const { Evaluator } = await import('./evaluator.ts');
  const outcomes: EvaluatedText[] = [];
  const isHashed = sources.length >= DIGEST_WORTH_FILES;
  const passes = openPasses?.();
  const known = passes === undefined ? undefined : new KnownPasses(passes.earlier);
  const evaluator = new Evaluator(task, undefined, known, headStart?.files);
  // A few files are judged before V8 has optimised anything, but for the search.
  const isPatient = task.secrets !== undefined || isHashed;
  if (isPatient) setPatience(true);
  try {
    evaluator.evaluateAll(sources, (index, evaluated) => {
      outcomes[index] = toText(evaluated, isHashed);
      onProgress?.(index + 1);
    });
  } finally {
    if (isPatient) setPatience(false);
  }
  if (known !== undefined) passes?.learn(known.learned);
  return outcomes;
}

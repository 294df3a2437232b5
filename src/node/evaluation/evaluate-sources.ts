import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { SluiceError, messageOf } from '../../core/errors.ts';
import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { KnownPasses } from '../../core/evaluate/known-passes.ts';
import type { PassMemory } from '../cache/pass-memory.ts';
import { sha256 } from '../digest.ts';
import { claimChunks } from './claim-chunks.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import type { EvaluatedSource } from './evaluator.ts';
import { setPatience } from './patience.ts';
import type { Source } from './source.ts';
import { CHUNK_FILES, type ChunkReply, type WorkerInput } from './worker-protocol.ts';

/** Below this, starting a worker costs more than it saves. */
const WORKER_WORTH_FILES = 48;
/** Below this, judging a file that was only touched again costs less than hashing it each time. */
const DIGEST_WORTH_FILES = 48;

export interface EvaluatedText {
  /** Of the bytes that were judged; only a run of many files has digests. */
  readonly digest?: string;
  readonly outcome: FileOutcome;
  /** The outcome as JSON text, as the cache keeps it. */
  readonly json: string;
}

export interface EvaluateOptions {
  /** Threads that judge. Default: this one, and one for each other core when there is enough to do. */
  readonly jobs?: number;
  readonly onProgress?: (done: number) => void;
  /** Opens what earlier runs know; a run in threads asks anew. */
  readonly openPasses?: () => PassMemory;
}

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
    jobs < 2 ? await evaluateHere(task, sources, options) : await evaluateInThreads(task, sources, jobs, options);
  return sources.map((source, index) => outcomes[index] ?? lost(source));
}

const threadsFor = (sources: readonly Source[], { jobs }: EvaluateOptions): number =>
  Math.min(jobs ?? availableParallelism(), Math.ceil(sources.length / CHUNK_FILES));

/** Every source has an answer or the run fails: a missing one must never look like a pass. */
function lost({ path }: Source): never {
  throw new SluiceError('INTERNAL', `${path} was not judged; please report this with the command that you ran`);
}

async function evaluateHere(
  task: EvaluationTask,
  sources: readonly Source[],
  { onProgress, openPasses }: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  // A run that finds every file as it was judges nothing, and need not load what judges.
  const { Evaluator } = await import('./evaluator.ts');
  const outcomes: EvaluatedText[] = [];
  const isHashed = sources.length >= DIGEST_WORTH_FILES;
  const passes = openPasses?.();
  const known = passes === undefined ? undefined : new KnownPasses(passes.earlier);
  const evaluator = new Evaluator(task, undefined, known);
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

function toText({ bytes, outcome }: EvaluatedSource, isHashed: boolean): EvaluatedText {
  const digest = isHashed && bytes !== undefined ? { digest: sha256(bytes) } : {};
  return { ...digest, outcome, json: JSON.stringify(outcome) };
}

/**
 * This thread judges, too, and begins alone: it is helped when there is enough left to do. Somebody who says how many threads
 * there are to be gets them at once.
 */
async function evaluateInThreads(
  task: EvaluationTask,
  sources: readonly Source[],
  jobs: number,
  { jobs: wanted, onProgress }: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  const outcomes: EvaluatedText[] = [];
  const input: WorkerInput = { task, sources, cursor: new SharedArrayBuffer(4) };
  let done = 0;
  const count = (files: number): void => onProgress?.((done += files));
  const receive = ({ files }: ChunkReply): void => {
    for (const { index, outcome, ...rest } of files)
      outcomes[index] = { ...rest, json: outcome, outcome: JSON.parse(outcome) };
    count(files.length);
  };
  const isHelpWorth = helpEstimate(sources.length, jobs);
  const workers: Promise<void>[] = [];
  const startWorkers = (): void => {
    // Each is patient once it has started, and so is this thread then.
    setPatience(false);
    workers.push(...Array.from({ length: jobs - 1 }, () => runWorker(input, receive)));
  };
  if (wanted !== undefined) startWorkers();
  const { Evaluator } = await import('./evaluator.ts');
  const evaluator = new Evaluator(task);
  try {
    if (wanted === undefined) setPatience(true);
    for (const chunk of claimChunks(input, () => (workers.length === 0 ? ALONE_FILES : CHUNK_FILES))) {
      evaluator.evaluateAll(chunk.sources, (index, evaluated) => {
        outcomes[chunk.from + index] = toText(evaluated, true);
      });
      count(chunk.sources.length);
      if (workers.length === 0 && isHelpWorth(done)) startWorkers();
      // What the workers have said meanwhile is heard between two chunks.
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await Promise.all(workers);
  } finally {
    setPatience(false);
  }
  return outcomes;
}

const WINDOW_MS = 100;

/** Files that this thread takes at a time while it is alone: bounding a batch costs half a millisecond. */
const ALONE_FILES = 256;

/**
 * Tells, file by file, whether the rest takes longer alone than it takes to start threads. V8 collects garbage, and optimises a little, on
 * a second core anyway, so a second thread gains less where there are only two. The first files are slow, because nothing is compiled
 * yet: they say nothing of the rest.
 */
function helpEstimate(all: number, jobs: number): (done: number) => boolean {
  const worthMs = jobs === 2 ? 1000 : 400;
  let window = { start: performance.now(), done: 0, isWarm: false };
  return (done) => {
    const now = performance.now();
    if (now - window.start < WINDOW_MS) return false;
    const leftMs = ((now - window.start) / (done - window.done)) * (all - done);
    const isWorth = window.isWarm && leftMs > worthMs;
    window = { start: now, done, isWarm: true };
    return isWorth;
  };
}

async function runWorker(input: WorkerInput, receive: (reply: ChunkReply) => void): Promise<void> {
  const worker = new Worker(workerModule(), { workerData: input });
  worker.on('message', receive);
  try {
    await once(worker, 'exit');
  } catch (error) {
    throw new SluiceError('INTERNAL', `an evaluation thread stopped: ${messageOf(error)}`, { cause: error });
  }
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string =>
  path.join(import.meta.dirname, `evaluation-worker${path.extname(import.meta.filename)}`);

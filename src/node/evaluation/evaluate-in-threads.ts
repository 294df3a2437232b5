import { nextTurn } from '../next-turn.ts';
import { claimChunks, toShare } from './claim-chunks.ts';
import { Crew } from './crew.ts';
import { toText, type EvaluatedText, type EvaluateOptions } from './evaluated-text.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { Evaluator } from './evaluator.ts';
import { setPatience } from './patience.ts';
import type { Source } from './source.ts';
import type { JudgedFile } from './worker-protocol.ts';

/**
 * This thread judges, too, and begins alone: it is helped when there is enough left to do. Somebody who says how many threads
 * there are to be gets them at once, and a thread that is there already helps from the beginning.
 */
export async function evaluateInThreads(
  task: EvaluationTask,
  sources: readonly Source[],
  jobs: number,
  { jobs: wanted, onProgress, headStart }: EvaluateOptions,
): Promise<readonly EvaluatedText[]> {
  const outcomes: EvaluatedText[] = [];
  const work = toShare(sources);
  let done = 0;
  const count = (files: number): void => onProgress?.((done += files));
  const receive = (files: readonly JudgedFile[]): void => {
    for (const { index, outcome, ...rest } of files)
      outcomes[index] = { ...rest, json: outcome, outcome: JSON.parse(outcome) };
    count(files.length);
  };
  await using crew = new Crew({ task, ...work }, receive);
  if (headStart?.helper !== undefined) crew.join(headStart.helper);
  if (wanted !== undefined) crew.growTo(jobs - 1);
  const evaluator = new Evaluator(task, undefined, undefined, headStart?.files);
  if (wanted === undefined) setPatience(true);
  const isHelpWorth = helpEstimate(sources.length, jobs);
  for (const chunk of claimChunks(work, 'front')) {
    evaluator.evaluateAll(chunk.sources, (index, evaluated) => {
      outcomes[chunk.from + index] = toText(evaluated, true);
    });
    count(chunk.sources.length);
    if (crew.size < jobs - 1 && isHelpWorth(done)) crew.growTo(jobs - 1);
    // What the helpers have said meanwhile is heard between two chunks.
    await nextTurn();
  }
  await crew.done();
  return outcomes;
}

const WINDOW_MS = 100;

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

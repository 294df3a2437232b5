import { availableParallelism } from 'node:os';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { SluiceError } from '../../core/errors.ts';
import { sha256 } from '../digest.ts';
import { setOptimising } from '../engine/engine-module.ts';
import { compileModules, type CompileOrder } from '../policies/compile-modules.ts';
import { claimChunks } from './claim-chunks.ts';
import { Evaluator } from './evaluator.ts';
import { setPatience } from './patience.ts';
import type { JudgedFile, WorkerInput, WorkerOrder, WorkerReply } from './worker-protocol.ts';

/** On two cores the other one reads files meanwhile: what optimising the engine gains it would take from there. */
function compile(order: CompileOrder): WorkerReply {
  const hasOtherCores = availableParallelism() > 2;
  if (!hasOtherCores) setOptimising(false);
  try {
    return { kind: 'compiled', modules: compileModules(order) };
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return { kind: 'failed', code: error.code, message: error.message };
  } finally {
    if (!hasOtherCores) setOptimising(true);
  }
}

function judge({ task, ...work }: WorkerInput, post: (reply: WorkerReply) => void): void {
  const evaluator = new Evaluator(task);
  for (const { from, sources } of claimChunks(work, 'back')) {
    const files: JudgedFile[] = [];
    evaluator.evaluateAll(sources, (index, { bytes, outcome }) => {
      files[index] = {
        index: from + index,
        outcome: JSON.stringify(outcome),
        ...(bytes === undefined ? {} : { digest: sha256(bytes) }),
      };
    });
    post({ kind: 'chunk', files });
  }
  post({ kind: 'judged' });
}

function obey(order: WorkerOrder, port: MessagePort): void {
  const post = (reply: WorkerReply): void => port.postMessage(reply);
  switch (order.kind) {
    case 'compile':
      return post(compile(order.order));
    case 'judge':
      return judge(order.input, post);
  }
}

if (parentPort !== null) {
  const port = parentPort;
  setPatience(true);
  port.on('message', (order: WorkerOrder) => obey(order, port));
}

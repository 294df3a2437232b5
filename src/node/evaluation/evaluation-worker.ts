import { parentPort, workerData } from 'node:worker_threads';
import { sha256 } from '../digest.ts';
import { claimChunks } from './claim-chunks.ts';
import { Evaluator } from './evaluator.ts';
import { setPatience } from './patience.ts';
import type { ChunkReply, WorkerInput } from './worker-protocol.ts';

function run(input: WorkerInput, post: (reply: ChunkReply) => void): void {
  const evaluator = new Evaluator(input.task);
  for (const { from, sources } of claimChunks(input)) {
    const files: ChunkReply['files'][number][] = [];
    evaluator.evaluateAll(sources, (index, { bytes, outcome }) => {
      files[index] = {
        index: from + index,
        outcome: JSON.stringify(outcome),
        ...(bytes === undefined ? {} : { digest: sha256(bytes) }),
      };
    });
    post({ files });
  }
}

if (parentPort !== null) {
  const port = parentPort;
  setPatience(true);
  // The pool is the only one who starts this module, and this is what it hands over.
  run(workerData as WorkerInput, (reply) => port.postMessage(reply));
}

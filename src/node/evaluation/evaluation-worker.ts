import { parentPort, workerData } from 'node:worker_threads';
import { sha256 } from '../digest.ts';
import { Evaluator } from './evaluator.ts';
import { CHUNK_FILES, type ChunkReply, type WorkerInput } from './worker-protocol.ts';

/** Takes chunks of sources until none is left. The counter is shared, so a worker with small files simply takes more. */
function run({ task, sources, cursor }: WorkerInput, post: (reply: ChunkReply) => void): void {
  const evaluator = new Evaluator(task);
  const claimed = new Int32Array(cursor);
  for (;;) {
    const from = Atomics.add(claimed, 0, CHUNK_FILES);
    if (from >= sources.length) return;
    const files: ChunkReply['files'][number][] = [];
    evaluator.evaluateAll(sources.slice(from, from + CHUNK_FILES), (index, { bytes, outcome }) => {
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
  // The pool is the only one who starts this module, and this is what it hands over.
  run(workerData as WorkerInput, (reply) => port.postMessage(reply));
}

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { JudgeSeat } from './judge-seat.ts';
import { leanVerdict } from './lean-verdict.ts';
import { safeMessageOf } from './safe-message.ts';
import type { JudgeLoad, JudgeMessage, JudgeReply, SurroundingsChange } from './judge-protocol.ts';
import { MANY_OBJECTS, tidyHeap } from './tidy-heap.ts';

/** Does what it is told, one message after the other, for as long as the server lives. */
function serve(first: JudgeLoad, port: MessagePort): void {
  // A heap that was collected once is collected in time.
  tidyHeap();
  let seat = openSeat(first);
  const answer = (message: JudgeMessage): JudgeReply => {
    switch (message.kind) {
      case 'judge':
        return { kind: 'verdict', id: message.id, verdict: leanVerdict(seat.judge(message.order)) };
      case 'load':
        seat = openSeat(message.load);
        return { kind: 'done', id: message.id };
      case 'surroundings':
        seat.update(message.change);
        tidyAfter(message.change);
        return { kind: 'done', id: message.id };
    }
  };
  port.on('message', (message: JudgeMessage) => port.postMessage(answerSafely(message, answer)));
  port.postMessage({ kind: 'done', id: 0 } satisfies JudgeReply);
}

function openSeat(load: JudgeLoad): JudgeSeat {
  const seat = new JudgeSeat(load);
  tidyAfter(load.surroundings);
  return seat;
}

let changed = 0;

function tidyAfter({ inventory = [] }: Partial<SurroundingsChange> = {}): void {
  changed += inventory.length;
  if (changed < MANY_OBJECTS) return;
  changed = 0;
  tidyHeap();
}

function answerSafely(message: JudgeMessage, answer: (message: JudgeMessage) => JudgeReply): JudgeReply {
  try {
    return answer(message);
  } catch (error) {
    return { kind: 'failed', id: message.id, message: safeMessageOf(error) };
  }
}

if (parentPort !== null) {
  // The pool is the only one who starts this module, and this is what it hands over.
  serve(workerData as JudgeLoad, parentPort);
}

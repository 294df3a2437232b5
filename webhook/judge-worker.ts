import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { JudgeSeat } from './judge-seat.ts';
import { safeMessageOf } from './safe-message.ts';
import type { JudgeLoad, JudgeMessage, JudgeReply } from './judge-protocol.ts';

/** Does what it is told, one message after the other, for as long as the server lives. */
function serve(first: JudgeLoad, port: MessagePort): void {
  let seat = new JudgeSeat(first);
  const answer = (message: JudgeMessage): JudgeReply => {
    switch (message.kind) {
      case 'judge':
        return { kind: 'verdict', id: message.id, verdict: seat.judge(message.order) };
      case 'load':
        seat = new JudgeSeat(message.load);
        return { kind: 'done', id: message.id };
      case 'surroundings':
        seat.update(message.change);
        return { kind: 'done', id: message.id };
    }
  };
  port.on('message', (message: JudgeMessage) => port.postMessage(answerSafely(message, answer)));
  port.postMessage({ kind: 'done', id: 0 } satisfies JudgeReply);
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

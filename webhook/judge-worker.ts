import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Verdict } from '../src/core/evaluate/verdict.ts';
import type { EvaluationTask } from '../src/node/evaluation/evaluation-task.ts';
import { Evaluator } from '../src/node/evaluation/evaluator.ts';
import { safeMessageOf } from './safe-message.ts';
import type { JudgeOrder, JudgeReply } from './judge-protocol.ts';

/** Judges orders, one after the other, for as long as the server lives. */
function serve(task: EvaluationTask, port: MessagePort): void {
  const post = (reply: JudgeReply): void => port.postMessage(reply);
  let evaluator: { readonly today: string; readonly it: Evaluator } | undefined;
  const evaluatorFor = (today: string): Evaluator => {
    if (evaluator?.today !== today) evaluator = { today, it: new Evaluator(onDay(task, today)) };
    return evaluator.it;
  };
  evaluatorFor(task.today);
  port.on('message', (order: JudgeOrder) => {
    try {
      const verdict = judge(evaluatorFor(order.today), order);
      // An evaluator gives a rule up for good after a few timeouts. Here that would let three bad objects stop all the others.
      if (hasTimedOut(verdict)) evaluator = undefined;
      post({ kind: 'verdict', id: order.id, verdict });
    } catch (error) {
      evaluator = undefined;
      post({ kind: 'failed', id: order.id, message: safeMessageOf(error) });
    }
  });
  post({ kind: 'ready' });
}

function judge(evaluator: Evaluator, { identity, file, json, request, images }: JudgeOrder): Verdict {
  const resource = { identity, object: JSON.parse(json), json, pathInDocument: [] };
  const facts = images === undefined ? {} : { facts: { images } };
  return evaluator.judge({ identity, file, resource, documentJson: json, request, ...facts });
}

const hasTimedOut = ({ answers }: Verdict): boolean =>
  answers.some(({ ruling }) => ruling.kind === 'fault' && ruling.code === 'POLICY_TIMEOUT');

/** The decision timestamp is the beginning of the day, as it is in a check. */
function onDay(task: EvaluationTask, today: string): EvaluationTask {
  return { ...task, today, nowNs: `${Date.parse(`${today}T00:00:00Z`)}000000` };
}

if (parentPort !== null) {
  // The pool is the only one who starts this module, and this is what it hands over.
  serve(workerData as EvaluationTask, parentPort);
}

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { SluiceError } from '../../../core/errors.ts';
import { createVerifyTools } from '../verify-tools.ts';
import { runSuites } from './run-suites.ts';
import { spareCores } from './spare-cores.ts';
import type { SuitesOrder, SuitesReply } from './suites-protocol.ts';

function answer({ candidates, request }: SuitesOrder): SuitesReply {
  const notices: string[] = [];
  try {
    const onNotice = (message: string): void => void notices.push(message);
    const report = runSuites(candidates, { ...request, onNotice }, createVerifyTools());
    return { kind: 'done', report, notices };
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return { kind: 'failed', code: error.code, message: error.message };
  }
}

function reply(order: SuitesOrder, port: MessagePort): void {
  port.postMessage(answer(order));
}

if (parentPort !== null) {
  spareCores(true);
  // Only who shares out suites starts this module, and this is what it hands over.
  reply(workerData as SuitesOrder, parentPort);
}

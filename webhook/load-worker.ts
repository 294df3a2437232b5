import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { messageOf, SluiceError } from '../src/core/errors.ts';
import { loadConfig } from '../src/node/config/load-config.ts';
import type { LoadReply, LoadRequest } from './load-in-thread.ts';
import { loadJudges } from './load-judges.ts';

async function load(request: LoadRequest, port: MessagePort): Promise<void> {
  port.postMessage(await reply(request));
}

async function reply({ configFile, ...request }: LoadRequest): Promise<LoadReply> {
  try {
    const config = await loadConfig({ cwd: request.cwd, file: configFile });
    return { kind: 'loaded', judges: await loadJudges({ ...request, config }) };
  } catch (error) {
    const code = error instanceof SluiceError ? error.code : 'INTERNAL';
    return { kind: 'failed', code, message: messageOf(error) };
  }
}

if (parentPort !== null) {
  // `loadInThread` is the only one who starts this module, and this is what it hands over.
  void load(workerData as LoadRequest, parentPort);
}

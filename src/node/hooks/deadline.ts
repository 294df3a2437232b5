import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../core/errors.ts';

export interface DeadlineTask {
  readonly ms: number;
  readonly code: ErrorCode;
  readonly message: string;
}

const MS_PER_SECOND = 1000;

/**
 * Ends this process when the time is over, whatever it is doing: by a signal, which no caller takes for a success. It does not
 * keep the process from ending before.
 */
export function startDeadline(seconds: number): void {
  const task: DeadlineTask = {
    ms: seconds * MS_PER_SECOND,
    code: 'DEADLINE_EXCEEDED',
    message: `this took longer than ${seconds} seconds and was ended, so nothing is allowed; push in parts, or raise --deadline`,
  };
  new Worker(workerModule(), { workerData: task }).unref();
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string =>
  path.join(import.meta.dirname, `deadline-worker${path.extname(import.meta.filename)}`);

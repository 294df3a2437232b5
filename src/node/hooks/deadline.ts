import path from 'node:path';
import { Worker } from 'node:worker_threads';

export interface DeadlineTask {
  readonly ms: number;
  /** What is said when the time is over. */
  readonly message: string;
}

/**
 * Ends this process when the time is over, whatever it is doing: by a signal, which no caller takes for a success. It does not
 * keep the process from ending before.
 */
export function startDeadline(task: DeadlineTask): void {
  new Worker(workerModule(), { workerData: task }).unref();
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string =>
  path.join(import.meta.dirname, `deadline-worker${path.extname(import.meta.filename)}`);

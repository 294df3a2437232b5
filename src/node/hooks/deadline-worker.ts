import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { DeadlineTask } from './deadline.ts';

// Judging is synchronous, so no timer of its own thread could end it. This thread sleeps, and is gone with the others if they end first.
const STDERR = 2;
// `startDeadline` is the only one who starts this module, and this is what it hands over.
const { ms, code, message } = workerData as DeadlineTask;
Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, ms);
writeSync(STDERR, `error[${code}]: ${message}\n`);
process.kill(process.pid, 'SIGKILL');

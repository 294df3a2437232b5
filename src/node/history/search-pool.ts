import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { nextTurn } from '../next-turn.ts';
import type { SearchedVersion } from './file-version.ts';
import type { SearchOrder, SearchReply } from './search-protocol.ts';
import { createVersionSearcher, type ReadVersion, type VersionSearchTask } from './version-searcher.ts';

/** Threads that search what they are given. */
export interface SearchPool {
  /** Resolves when a thread has searched them. Orders wait for a thread that is free. */
  search(versions: readonly ReadVersion[]): Promise<readonly SearchedVersion[]>;
  close(): Promise<void>;
}

/** With one thread, this one does it all; then nothing is handed over, and no thread is started. */
export function openSearchPool(task: VersionSearchTask, threads: number): SearchPool {
  if (threads < 2) return openHere(task);
  const free: Thread[] = Array.from({ length: threads }, () => startThread(task));
  const all = [...free];
  const waiting: ((thread: Thread) => void)[] = [];
  const take = (): Promise<Thread> => {
    const thread = free.pop();
    return thread === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(thread);
  };
  const giveBack = (thread: Thread): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(thread);
    else next(thread);
  };
  return {
    search: async (versions) => {
      const thread = await take();
      try {
        return await thread.run(versions);
      } finally {
        giveBack(thread);
      }
    },
    close: async () => {
      await Promise.all(all.map((thread) => thread.end()));
    },
  };
}

function openHere(task: VersionSearchTask): SearchPool {
  const search = createVersionSearcher(task);
  return {
    search: async (versions) => {
      // Git's output and the progress bar get their turn between two orders.
      await nextTurn();
      return search(versions);
    },
    close: () => Promise.resolve(),
  };
}

interface Thread {
  run(versions: readonly ReadVersion[]): Promise<readonly SearchedVersion[]>;
  end(): Promise<unknown>;
}

function startThread(task: VersionSearchTask): Thread {
  const worker = new Worker(workerModule(), { workerData: task });
  let current: { resolve: (reply: SearchReply) => void; reject: (error: SluiceError) => void } | undefined;
  let failure: SluiceError | undefined;
  const fail = (reason: string, cause?: unknown): void => {
    failure = new SluiceError('INTERNAL', `a thread of the search stopped: ${reason}`, { cause });
    current?.reject(failure);
  };
  worker.on('message', (reply: SearchReply) => current?.resolve(reply));
  worker.on('error', (error) => fail(messageOf(error), error));
  worker.on('exit', (code) => fail(`exit ${code}`));
  return {
    run: async (versions) => {
      if (failure !== undefined) throw failure;
      const order: SearchOrder = { versions };
      const { searched } = await new Promise<SearchReply>((resolve, reject) => {
        current = { resolve, reject };
        worker.postMessage(order, [...new Set(versions.map(({ bytes }) => bytes.buffer))].filter(isTransferable));
      });
      return searched;
    },
    end: () => worker.terminate(),
  };
}

const isTransferable = (buffer: ArrayBufferLike): buffer is ArrayBuffer => buffer instanceof ArrayBuffer;

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string => path.join(import.meta.dirname, `search-worker${path.extname(import.meta.filename)}`);

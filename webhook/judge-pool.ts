import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, SluiceError } from '../src/core/errors.ts';
import type { Verdict } from '../src/core/evaluate/verdict.ts';
import type { ImageFacts } from '../src/core/images/image-facts.ts';
import type { EvaluationTask } from '../src/node/evaluation/evaluation-task.ts';
import type { AdmissionSubject } from './admission-subject.ts';
import type { JudgeOrder, JudgeReply } from './judge-protocol.ts';

export type Judged =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** There is no verdict, and nothing may be allowed. */
  | { readonly kind: 'fault'; readonly message: string };

export interface JudgePoolOptions {
  readonly task: EvaluationTask;
  readonly threads: number;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Told when a thread stopped and is replaced. */
  readonly onNotice: (message: string) => void;
  /** Orders that may wait for a thread. Default: 1024. */
  readonly maxWaiting?: number;
}

/**
 * Threads that judge. Each has one order at a time, so that whatever happens to a thread happens to one request. A thread
 * that does not answer in time, or dies, is replaced; its request fails closed.
 */
export class JudgePool implements AsyncDisposable {
  readonly #options: Required<JudgePoolOptions>;
  readonly #threads: Thread[];
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #isClosed = false;

  private constructor(options: Required<JudgePoolOptions>) {
    this.#options = options;
    this.#threads = Array.from({ length: options.threads }, () => ({
      worker: undefined,
      isReady: false,
      job: undefined,
      startsFailed: 0,
    }));
  }

  /** @throws SluiceError SERVER_FAILED when the policies cannot be loaded in a thread */
  static async open(options: JudgePoolOptions): Promise<JudgePool> {
    const pool = new JudgePool({ maxWaiting: 1024, ...options });
    try {
      await Promise.all(pool.#threads.map((thread) => pool.#start(thread)));
      return pool;
    } catch (error) {
      await pool[Symbol.asyncDispose]();
      throw new SluiceError('SERVER_FAILED', `the policies cannot be loaded: ${messageOf(error)}`, { cause: error });
    }
  }

  /** At least one thread has its policies and can judge. */
  get isReady(): boolean {
    return !this.#isClosed && this.#threads.some(({ isReady }) => isReady);
  }

  /** Judges one object. It answers within `limitMs`, with a fault when there is no verdict by then. */
  judge(subject: AdmissionSubject, limitMs: number, images?: ImageFacts): Promise<Judged> {
    if (this.#isClosed) return Promise.resolve(fault('the webhook is shutting down'));
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.resolve(fault(`more than ${this.#options.maxWaiting} requests are waiting; run more replicas`));
    }
    return new Promise((resolve) => {
      const job: Job = {
        order: this.#toOrder(subject, images),
        resolve,
        timer: setTimeout(() => this.#expire(job, limitMs), limitMs),
      };
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) settle(job, fault('the webhook is shutting down'));
    await Promise.all(
      this.#threads.map(async (thread) => {
        this.#release(thread, fault('the webhook is shutting down'));
        await thread.worker?.terminate();
      }),
    );
  }

  #toOrder({ identity, file, documentJson, request }: AdmissionSubject, images: ImageFacts | undefined): JudgeOrder {
    const id = this.#nextId;
    this.#nextId += 1;
    const known = images === undefined ? {} : { images };
    return { id, identity, file, json: documentJson, request, today: this.#options.today(), ...known };
  }

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (!thread.isReady || thread.job !== undefined) continue;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      thread.job = job;
      thread.worker?.postMessage(job.order);
    }
  }

  #expire(job: Job, limitMs: number): void {
    settle(
      job,
      fault(
        `there was no verdict within ${limitMs} ms; look for a slow policy, or raise timeoutSeconds of the webhook`,
      ),
    );
    const waitingAt = this.#waiting.indexOf(job);
    if (waitingAt >= 0) this.#waiting.splice(waitingAt, 1);
    const thread = this.#threads.find((one) => one.job === job);
    // It may be busy for much longer, and nobody waits for what it finds.
    if (thread !== undefined) this.#replace(thread, `judging did not end within ${limitMs} ms`);
  }

  async #start(thread: Thread): Promise<void> {
    const worker = new Worker(workerModule(), { workerData: this.#options.task });
    thread.worker = worker;
    worker.on('message', (reply: JudgeReply) => this.#take(thread, worker, reply));
    const ended = new Promise<never>((_, reject) => {
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`it ended with code ${code}`)));
    });
    const isReady = once(worker, 'message');
    // After it is ready, its end is no longer the end of this start.
    ended.catch((error: unknown) => this.#onEnd(thread, worker, error));
    await Promise.race([isReady, ended]);
  }

  #take(thread: Thread, worker: Worker, reply: JudgeReply): void {
    if (thread.worker !== worker) return;
    switch (reply.kind) {
      case 'ready':
        thread.isReady = true;
        thread.startsFailed = 0;
        break;
      case 'verdict':
        if (thread.job?.order.id === reply.id) this.#release(thread, { kind: 'verdict', verdict: reply.verdict });
        break;
      case 'failed':
        if (thread.job?.order.id === reply.id) this.#release(thread, fault(reply.message));
    }
    this.#dispatch();
  }

  #onEnd(thread: Thread, worker: Worker, error: unknown): void {
    if (thread.worker === worker && thread.isReady) this.#replace(thread, `it stopped: ${messageOf(error)}`);
  }

  /** Nothing of a thread that was stopped in the middle is used again. */
  #replace(thread: Thread, reason: string): void {
    const { worker } = thread;
    this.#release(thread, fault(`the evaluation thread was stopped: ${reason}`));
    thread.worker = undefined;
    thread.isReady = false;
    void worker?.terminate();
    if (this.#isClosed) return;
    this.#options.onNotice(`an evaluation thread is replaced: ${reason}`);
    void this.#restart(thread);
  }

  /** A start that fails is tried again, later each time: memory may be short for a while. Meanwhile the thread is not ready. */
  async #restart(thread: Thread): Promise<void> {
    try {
      await this.#start(thread);
    } catch (error) {
      if (this.#isClosed) return;
      thread.startsFailed += 1;
      this.#options.onNotice(`an evaluation thread cannot start: ${messageOf(error)}`);
      setTimeout(() => void this.#restart(thread), Math.min(30_000, 500 * 2 ** thread.startsFailed)).unref();
    }
  }

  #release(thread: Thread, judged: Judged): void {
    const { job } = thread;
    thread.job = undefined;
    if (job !== undefined) settle(job, judged);
  }
}

interface Thread {
  worker: Worker | undefined;
  isReady: boolean;
  job: Job | undefined;
  startsFailed: number;
}

interface Job {
  readonly order: JudgeOrder;
  readonly resolve: (judged: Judged) => void;
  readonly timer: NodeJS.Timeout;
}

/** A promise takes its first answer; later ones change nothing. */
function settle({ resolve, timer }: Job, judged: Judged): void {
  clearTimeout(timer);
  resolve(judged);
}

const fault = (message: string): Judged => ({ kind: 'fault', message });

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string => path.join(import.meta.dirname, `judge-worker${path.extname(import.meta.filename)}`);

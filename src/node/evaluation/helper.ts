import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, SluiceError } from '../../core/errors.ts';
import type { CompiledModules, CompileOrder } from '../policies/compile-modules.ts';
import { setPatience } from './patience.ts';
import type { JudgedFile, WorkerInput, WorkerOrder, WorkerReply } from './worker-protocol.ts';

/**
 * How deep the compiler, or a policy, gets is a matter of the stack, and no two threads are to say different things: this is what V8 has in
 * the first thread, 984 KB, and what Node keeps of a thread's for itself, 192 KB. Left alone, Node gives a thread 4 MB.
 */
const STACK_MB = (984 + 192) / 1024;

/** A thread that does what takes long: it compiles policies, and helps to judge by them. It works on one order at a time. */
export class Helper implements AsyncDisposable {
  readonly #worker = new Worker(workerModule(), { resourceLimits: { stackSizeMb: STACK_MB } });
  /** Never resolves. */
  readonly #failure: Promise<never>;
  #hear: (reply: WorkerReply) => void = () => undefined;

  constructor() {
    this.#worker.on('message', (reply: WorkerReply) => this.#hear(reply));
    this.#failure = new Promise((_, reject) => {
      const fail = (reason: string, cause?: unknown): void =>
        reject(new SluiceError('INTERNAL', `an evaluation thread stopped: ${reason}`, { cause }));
      this.#worker.once('error', (error) => fail(messageOf(error), error));
      this.#worker.once('exit', (code) => fail(`exit ${code}`));
    });
    // Whoever waits for an answer hears of it.
    this.#failure.catch(() => undefined);
  }

  /** @throws SluiceError as `compileModules` */
  async compile(order: CompileOrder): Promise<CompiledModules> {
    const reply = await this.#ask({ kind: 'compile', order }, (said) => said.kind !== 'chunk');
    if (reply.kind === 'compiled') return reply.modules;
    throw reply.kind === 'failed' ? new SluiceError(reply.code, reply.message) : unexpected(reply);
  }

  /** Resolves when nothing is left to take. */
  async judge(input: WorkerInput, receive: (files: readonly JudgedFile[]) => void): Promise<void> {
    const reply = await this.#ask({ kind: 'judge', input }, (said) => {
      if (said.kind === 'chunk') receive(said.files);
      return said.kind !== 'chunk';
    });
    if (reply.kind !== 'judged') throw unexpected(reply);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
    setPatience(false);
  }

  async #ask(order: WorkerOrder, isLast: (reply: WorkerReply) => boolean): Promise<WorkerReply> {
    const replied = new Promise<WorkerReply>((resolve) => {
      this.#hear = (reply) => {
        if (isLast(reply)) resolve(reply);
      };
    });
    this.#worker.postMessage(order, []);
    return Promise.race([replied, this.#failure]);
  }
}

const unexpected = ({ kind }: WorkerReply): SluiceError =>
  new SluiceError('INTERNAL', `an evaluation thread said "${kind}", which it was not asked; please report this`);

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string =>
  path.join(import.meta.dirname, `evaluation-worker${path.extname(import.meta.filename)}`);

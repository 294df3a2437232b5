import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../src/core/errors.ts';
import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import type { JudgeLoad, JudgeMessage, JudgeOrder, JudgeReply, SurroundingsChange } from './judge-protocol.ts';

/** A message without its number. */
type Question = JudgeMessage extends infer Message ? (Message extends unknown ? Omit<Message, 'id'> : never) : never;

interface Pending {
  readonly id: number;
  readonly resolve: (reply: JudgeReply) => void;
  readonly reject: (error: Error) => void;
}

/** Node's own limit is 48: a thread that judges small objects fills it with nothing but what is no longer used. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 6 } as const;

/** The first reply of a thread, which nobody asked for. */
const STARTED = 0;

/** A thread that judges. Everything that is asked of it is answered, or fails when it ends. */
export class JudgeThread {
  readonly #worker: Worker;
  /** In the order of the questions, which is that of the replies. */
  readonly #pending: Pending[] = [];
  readonly #onEnd: (reason: string) => void;
  #nextId = STARTED + 1;
  #hasStarted = false;
  #hasEnded = false;

  /** Settled when the policy set is loaded, or cannot be. */
  readonly started: Promise<void>;

  /** @param onEnd told when it ends by itself after it was started */
  constructor(load: JudgeLoad, onEnd: (reason: string) => void) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(workerModule(), { workerData: load, resourceLimits: RESOURCE_LIMITS });
    this.#worker.on('message', (reply: JudgeReply) => this.#take(reply));
    this.#worker.once('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    this.#worker.once('exit', (code) => this.#end(new Error(`it ended with code ${code}`)));
    this.started = this.#start();
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** @throws Error when judging threw, or the thread ended: there is no verdict */
  async judge(order: JudgeOrder): Promise<Verdict> {
    const reply = await this.#ask({ kind: 'judge', order });
    if (reply.kind === 'verdict') return reply.verdict;
    throw new Error(reply.kind === 'failed' ? reply.message : 'the thread answered something else');
  }

  /** Replaces the policy set. @throws Error when it cannot be loaded; the thread goes on with the one that it has */
  async load(load: JudgeLoad): Promise<void> {
    requireDone(await this.#ask({ kind: 'load', load }));
  }

  /** @throws Error when policies cannot be given what they are to see */
  async update(change: SurroundingsChange): Promise<void> {
    requireDone(await this.#ask({ kind: 'surroundings', change }));
  }

  /** Ends it, whatever it does. */
  async terminate(reason = 'it was stopped'): Promise<void> {
    this.#end(new Error(reason), false);
    await this.#worker.terminate();
  }

  async #start(): Promise<void> {
    await this.#reply(STARTED);
    this.#hasStarted = true;
  }

  async #ask(question: Question): Promise<JudgeReply> {
    if (this.#hasEnded) throw new Error('it has ended');
    const id = this.#nextId;
    this.#nextId += 1;
    this.#worker.postMessage({ id, ...question }, []);
    return this.#reply(id);
  }

  #reply(id: number): Promise<JudgeReply> {
    return new Promise((resolve, reject) => this.#pending.push({ id, resolve, reject }));
  }

  #take(reply: JudgeReply): void {
    const at = this.#pending.findIndex(({ id }) => id === reply.id);
    if (at >= 0) this.#pending.splice(at, 1)[0]?.resolve(reply);
  }

  #end(error: Error, isTold = true): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const { reject } of this.#pending.splice(0)) reject(error);
    if (isTold && this.#hasStarted) this.#onEnd(messageOf(error));
  }
}

function requireDone(reply: JudgeReply): void {
  if (reply.kind === 'failed') throw new Error(reply.message);
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string => path.join(import.meta.dirname, `judge-worker${path.extname(import.meta.filename)}`);

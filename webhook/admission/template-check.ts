import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../src/core/errors.ts';
import { canonicalJson } from '../../src/core/evaluate/canonical-json.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { sha256Of } from '../../src/node/digest.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import { keepRecent } from '../../src/node/registry/keep-recent.ts';

export interface CheckOrder {
  readonly object: JsonObject;
  readonly cwd: string;
}

export type CheckReply =
  | { readonly kind: 'checked'; readonly faults: readonly PolicyFault[] }
  /** Nothing is known about the template. */
  | { readonly kind: 'failed'; readonly message: string };

/** Nobody waits longer, and nothing that takes longer should be compiled with other people's policies. */
const COMPILE_LIMIT_MS = 20_000;
/** Templates come together, and starting a compiler takes longer than using it; kept, it takes 100 MB. */
const IDLE_MS = 10_000;
const MOST_WAITING = 64;
const MOST_REMEMBERED = 64;

/**
 * Compiles templates that somebody wants to write, one after the other in a thread of its own: whatever they hold, no other request waits
 * for it. What was found out is remembered for a while: who could not wait for it asks again.
 */
export class TemplateCheck implements AsyncDisposable {
  readonly #cwd: string;
  readonly #limitMs: number;
  readonly #known = new Map<string, CheckReply>();
  readonly #running = new Map<string, Promise<CheckReply>>();
  #last: Promise<unknown> = Promise.resolve();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor({ cwd, limitMs = COMPILE_LIMIT_MS }: { readonly cwd: string; readonly limitMs?: number }) {
    this.#cwd = cwd;
    this.#limitMs = limitMs;
  }

  /** Answers within `limitMs`; what is not known by then has failed. */
  async check(object: JsonObject, limitMs: number): Promise<CheckReply> {
    const key = sha256Of([canonicalJson(object)]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const running = this.#running.get(key) ?? this.#enqueue(key, object);
    if (running === undefined) return failed(`more than ${MOST_WAITING} templates wait to be compiled; try again`);
    return withinLimit(running, limitMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#stop();
  }

  #enqueue(key: string, object: JsonObject): Promise<CheckReply> | undefined {
    if (this.#running.size >= MOST_WAITING) return undefined;
    const reply = this.#last.then(() => this.#compile(object));
    this.#last = reply;
    this.#running.set(key, reply);
    return reply.then((found) => {
      this.#running.delete(key);
      if (found.kind === 'checked') keepRecent(this.#known, key, found, MOST_REMEMBERED);
      return found;
    });
  }

  async #compile(object: JsonObject): Promise<CheckReply> {
    if (this.#isClosed) return failed('the webhook is shutting down');
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= new Worker(workerModule()));
    try {
      const signal = AbortSignal.timeout(this.#limitMs);
      const replied = once(worker, 'message', { signal });
      worker.postMessage({ object, cwd: this.#cwd } satisfies CheckOrder, []);
      const [reply]: [CheckReply] = (await Promise.race([replied, ended(worker, signal)])) as [CheckReply];
      this.#idle = setTimeout(() => void this.#stop(), IDLE_MS).unref();
      return reply;
    } catch (error) {
      await this.#stop();
      const isLate = messageOf(error).includes('aborted');
      return failed(isLate ? `it was not compiled within ${this.#limitMs / 1000} seconds` : messageOf(error));
    }
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

async function ended(worker: Worker, signal: AbortSignal): Promise<never> {
  const [code] = await once(worker, 'exit', { signal });
  throw new Error(`the thread that compiles ended with code ${code}`);
}

async function withinLimit(running: Promise<CheckReply>, limitMs: number): Promise<CheckReply> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckReply>((resolve) => {
    timer = setTimeout(() => resolve(failed(`it was not compiled within ${limitMs} ms; try again`)), limitMs);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

const failed = (message: string): CheckReply => ({ kind: 'failed', message });

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string =>
  path.join(import.meta.dirname, `template-check-worker${path.extname(import.meta.filename)}`);

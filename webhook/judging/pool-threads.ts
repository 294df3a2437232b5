import { messageOf } from '../../src/core/errors.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import { toLoad, type JudgeSet } from './judge-set.ts';
import { JudgeThread } from './judge-thread.ts';
import { fault, settle, type Job, type PoolSeat } from './pool-seat.ts';

export const SHUTTING_DOWN = 'the webhook is shutting down';

/** What every thread is to have. */
export interface Wanted<Set> {
  set: Set;
  view: ClusterView | undefined;
}

export interface PoolThreadsOptions {
  /** Told when a thread stopped and is replaced. */
  readonly onNotice: (message: string) => void;
  /** Milliseconds in which a thread must have loaded a policy set. */
  readonly loadLimitMs: number;
}

/** Who gives work to threads. */
export interface ThreadsOwner<Set> {
  /** A thread is there. What it has may be older than what is wanted. */
  readonly onReady: (seat: PoolSeat<Set>) => void;
  /** A thread is gone; these had been given to it, and it had not begun them. */
  readonly onUnbegun: (jobs: readonly Job<Set>[]) => void;
}

/** Puts threads into the seats of a pool, and others in the place of those that end or have to be ended. */
export class PoolThreads<Set extends JudgeSet> {
  readonly #wanted: Readonly<Wanted<Set>>;
  readonly #options: PoolThreadsOptions;
  readonly #owner: ThreadsOwner<Set>;
  #isClosed = false;

  constructor(wanted: Readonly<Wanted<Set>>, options: PoolThreadsOptions, owner: ThreadsOwner<Set>) {
    this.#wanted = wanted;
    this.#options = options;
    this.#owner = owner;
  }

  /** No thread is started any more. */
  close(): void {
    this.#isClosed = true;
  }

  /** Starts one with what is wanted. @throws Error when it cannot load it */
  async start(seat: PoolSeat<Set>): Promise<void> {
    const { set, view } = this.#wanted;
    seat.isStarting = true;
    const thread = await this.startBeside(seat, set, view).finally(() => (seat.isStarting = false));
    // Another set has taken the seat meanwhile.
    if (seat.thread !== undefined) return thread.terminate();
    seat.occupy(thread, set, view);
    seat.startsFailed = 0;
    this.#owner.onReady(seat);
  }

  /** Starts one that does not sit there yet. @throws Error when it cannot load the set */
  async startBeside(seat: PoolSeat<Set>, set: Set, view: ClusterView | undefined): Promise<JudgeThread> {
    const thread = new JudgeThread(toLoad(set, view), (reason) => {
      if (seat.thread === thread) this.replace(seat, `it stopped: ${reason}`);
    });
    await this.withinLimit(thread, thread.started);
    if (!this.#isClosed) return thread;
    await thread.terminate();
    throw new Error(SHUTTING_DOWN);
  }

  /** Waits for a thread that loads something, and ends it when it does not come to an end. */
  async withinLimit(thread: JudgeThread, work: Promise<void>): Promise<void> {
    const { loadLimitMs } = this.#options;
    // Whoever waits for the thread hears that it has ended.
    const timer = setTimeout(() => void thread.terminate(tooSlow(loadLimitMs)), loadLimitMs);
    try {
      await work;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Nothing of a thread that was stopped in the middle is used again. @param reason absent: a rule may take its time, and nobody need be told */
  replace(seat: PoolSeat<Set>, reason?: string): void {
    const { thread } = seat;
    seat.thread = undefined;
    const unbegun = seat.takeUnbegun();
    answerCurrent(seat, `the evaluation thread was stopped: ${reason}`);
    void thread?.terminate();
    if (this.#isClosed) return;
    if (reason !== undefined) this.#options.onNotice(`an evaluation thread is replaced: ${reason}`);
    void this.restart(seat);
    this.#owner.onUnbegun(unbegun);
  }

  /** A start that fails is tried again, later each time: memory may be short for a while. Meanwhile the thread is not ready. */
  async restart(seat: PoolSeat<Set>): Promise<void> {
    try {
      await this.start(seat);
      seat.isComingBack = false;
    } catch (error) {
      seat.isComingBack = false;
      if (this.#isClosed) return;
      seat.startsFailed += 1;
      this.#options.onNotice(`an evaluation thread cannot start: ${messageOf(error)}`);
      setTimeout(() => void this.restart(seat), Math.min(30_000, 500 * 2 ** seat.startsFailed)).unref();
    }
  }
}

/** Answers what the thread was judging in its place. */
export function answerCurrent<Set>(seat: PoolSeat<Set>, message: string): void {
  const { current } = seat;
  if (current === undefined) return;
  seat.remove(current);
  settle(current, fault(message));
}

const tooSlow = (limitMs: number): string => `it did not load a policy set within ${limitMs} ms`;

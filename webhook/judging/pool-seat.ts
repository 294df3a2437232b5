import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import type { JudgeOrder } from './judge-protocol.ts';
import type { JudgeThread } from './judge-thread.ts';
import type { OrderWatch } from './order-watch.ts';

export type Judged<Set> =
  /** `by`: the whole of what judged, and nothing else did. */
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly by: Set }
  /** There is no verdict, and nothing may be allowed. */
  | { readonly kind: 'fault'; readonly message: string };

/** An order, and who waits for what comes of it. */
export interface Job<Set> {
  order: JudgeOrder;
  readonly resolve: (judged: Judged<Set>) => void;
  /** Runs out when nobody waits any more. */
  readonly timer: NodeJS.Timeout;
}

/** An answer without a verdict. */
export const fault = (message: string): { readonly kind: 'fault'; readonly message: string } => ({
  kind: 'fault',
  message,
});

/** A promise takes its first answer; later ones change nothing. */
export function settle<Set>({ resolve, timer }: Job<Set>, judged: Judged<Set>): void {
  clearTimeout(timer);
  resolve(judged);
}

/**
 * Orders that a thread has at a time: one that it judges, and one that lies ready. A thread that finds the next order when it is
 * done need not be woken for it, which on two cores costs as much as judging a Pod.
 */
export const ORDERS_AT_A_TIME = 2;

/** A place for a thread in the pool. */
export class PoolSeat<Set> {
  thread: JudgeThread | undefined;
  /** What the thread has. */
  set: Set | undefined;
  view: ClusterView | undefined;
  /** Its next order has to wait. */
  isHeld = false;
  /** Its thread was ended because of one order, and nothing is known against another one. */
  isComingBack = false;
  /** Its thread will be there in a moment. */
  isStarting = false;
  onIdle: (() => void) | undefined;
  /** Looks after what is being judged. */
  watch: OrderWatch | undefined;
  startsFailed = 0;
  /** In the order in which the thread has them: the first is being judged. */
  #jobs: readonly Job<Set>[] = [];

  /** What is being judged. */
  get current(): Job<Set> | undefined {
    return this.#jobs[0];
  }

  get isIdle(): boolean {
    return this.#jobs.length === 0;
  }

  has(job: Job<Set>): boolean {
    return this.#jobs.includes(job);
  }

  /** Whether a job would be begun at once. */
  get isFree(): boolean {
    return this.thread !== undefined && !this.isHeld && this.isIdle;
  }

  /** Whether a job would be begun at once, or soon. What is judged carefully may take long, and nothing lies ready behind it. */
  hasRoomFor({ order }: Job<Set>): boolean {
    if (this.isFree) return true;
    if (this.thread === undefined || this.isHeld || this.watch?.isSlow || this.#jobs.length >= ORDERS_AT_A_TIME)
      return false;
    return order.isCareful !== true && this.current?.order.isCareful !== true;
  }

  add(job: Job<Set>): void {
    this.#jobs = [...this.#jobs, job];
  }

  /** @returns whether it was there: somebody else may have taken it away, and answers for it */
  remove(job: Job<Set>): boolean {
    if (!this.has(job)) return false;
    if (this.current === job) {
      this.watch?.stop();
      this.watch = undefined;
    }
    this.#jobs = this.#jobs.filter((one) => one !== job);
    if (this.isIdle) this.onIdle?.();
    return true;
  }

  /** Takes what nobody has begun to judge. */
  takeUnbegun(): readonly Job<Set>[] {
    const [current, ...unbegun] = this.#jobs;
    this.#jobs = current === undefined ? [] : [current];
    return unbegun;
  }

  occupy(thread: JudgeThread, set: Set, view: ClusterView | undefined): void {
    Object.assign(this, { thread, set, view });
  }
}

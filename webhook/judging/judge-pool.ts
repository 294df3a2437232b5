import { messageOf } from '../../src/core/errors.ts';
import type { ImageFacts } from '../../src/core/images/image-facts.ts';
import type { JudgeSubject } from '../admission/admission-subject.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import type { JudgeOrder } from './judge-protocol.ts';
import type { JudgeSet } from './judge-set.ts';
import type { JudgeThread } from './judge-thread.ts';
import { OrderWatch, type Stage } from './order-watch.ts';
import { loadFailed, PoolChanges } from './pool-changes.ts';
import { fault, PoolSeat, settle, type Job, type Judged } from './pool-seat.ts';
import { answerCurrent, PoolThreads, SHUTTING_DOWN, type Wanted } from './pool-threads.ts';

export interface JudgePoolOptions<Set extends JudgeSet> {
  readonly set: Set;
  /** What policies may look up in the cluster; absent while nobody watches one. */
  readonly view?: ClusterView;
  readonly threads: number;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Told when a thread stopped and is replaced. */
  readonly onNotice: (message: string) => void;
  /** Orders that may wait for a thread. Default: 1024. */
  readonly maxWaiting?: number;
  /** Milliseconds in which a thread must have loaded a policy set. Default: 60000. */
  readonly loadLimitMs?: number;
}

const MOST_WAITING = 1024;
const LOAD_LIMIT_MS = 60_000;

/**
 * Threads that judge, and a spare one for when one is stuck. Each judges one order at a time, so that whatever happens to a thread happens to one request. A thread
 * that does not answer in time, or dies, is replaced; its request fails closed. Work is given to as few threads as can do it soon:
 * the others cost next to nothing. Who sits where is the business of `PoolThreads`, what they judge by that of `PoolChanges`.
 */
export class JudgePool<Set extends JudgeSet> implements AsyncDisposable {
  readonly #today: () => string;
  readonly #maxWaiting: number;
  readonly #wanted: Wanted<Set>;
  readonly #seats: readonly PoolSeat<Set>[];
  /** Started when one of the others is stuck for the first time. */
  readonly #spare: PoolSeat<Set> | undefined;
  readonly #threads: PoolThreads<Set>;
  readonly #changes: PoolChanges<Set>;
  readonly #waiting: Job<Set>[] = [];
  #isClosed = false;

  private constructor(options: JudgePoolOptions<Set>) {
    const { set, view, threads, today, onNotice } = options;
    this.#today = today;
    this.#maxWaiting = options.maxWaiting ?? MOST_WAITING;
    this.#wanted = { set, view };
    this.#seats = Array.from({ length: threads + 1 }, () => new PoolSeat<Set>());
    this.#spare = this.#seats.at(-1);
    const loadLimitMs = options.loadLimitMs ?? LOAD_LIMIT_MS;
    this.#threads = new PoolThreads(
      this.#wanted,
      { onNotice, loadLimitMs },
      { onReady: (seat) => this.#welcome(seat), onUnbegun: (jobs) => this.#waitAgain(jobs) },
    );
    this.#changes = new PoolChanges({
      seats: this.#seats,
      threads: this.#threads,
      wanted: this.#wanted,
      onFree: () => this.#dispatch(),
    });
  }

  /** @throws SluiceError SERVER_FAILED when the policies cannot be loaded in a thread */
  static async open<Set extends JudgeSet>(options: JudgePoolOptions<Set>): Promise<JudgePool<Set>> {
    const pool = new JudgePool(options);
    try {
      await Promise.all(pool.#seats.filter((seat) => seat !== pool.#spare).map((seat) => pool.#threads.start(seat)));
      return pool;
    } catch (error) {
      await pool[Symbol.asyncDispose]();
      throw loadFailed(error);
    }
  }

  /** At least one thread has its policies and can judge, or is back in a moment: a slow object must not take the server out of service. */
  get isReady(): boolean {
    return !this.#isClosed && this.#seats.some(({ thread, isComingBack }) => thread !== undefined || isComingBack);
  }

  /** Judges one object. It answers within `limitMs`, with a fault when there is no verdict by then. */
  judge(subject: JudgeSubject, limitMs: number, images?: ImageFacts): Promise<Judged<Set>> {
    if (this.#isClosed) return Promise.resolve(fault(SHUTTING_DOWN));
    if (this.#waiting.length >= this.#maxWaiting) {
      return Promise.resolve(fault(`more than ${this.#maxWaiting} requests are waiting; run more replicas`));
    }
    return new Promise((resolve) => {
      const job: Job<Set> = {
        order: this.#toOrder(subject, images),
        resolve,
        timer: setTimeout(() => this.#expire(job, limitMs), limitMs),
      };
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  /**
   * Judges by another policy set from now on. Until a thread has shown that it can be loaded, nothing changes; when this is
   * done, every thread has it, or is being started with it.
   * @throws SluiceError SERVER_FAILED when it cannot be loaded: the one before goes on
   */
  swap(set: Set): Promise<void> {
    return this.#changes.swap(set);
  }

  /** Policies see this of the cluster from now on. What comes faster than threads can take it is taken together. */
  update(view: ClusterView): void {
    this.#changes.update(view);
  }

  /** Settles when every thread has what this was told so far, or is being started with it. */
  get settled(): Promise<void> {
    return this.#changes.settled;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#threads.close();
    this.#changes.close();
    for (const job of this.#waiting.splice(0)) settle(job, fault(SHUTTING_DOWN));
    await Promise.all(
      this.#seats.map(async (seat) => {
        for (const job of seat.takeUnbegun()) settle(job, fault(SHUTTING_DOWN));
        answerCurrent(seat, SHUTTING_DOWN);
        await seat.thread?.terminate();
      }),
    );
    await this.#changes.settled;
  }

  #toOrder({ identity, file, documentJson, request }: JudgeSubject, images: ImageFacts | undefined): JudgeOrder {
    const known = images === undefined ? {} : { images };
    const asked = request === undefined ? {} : { request };
    return { identity, file, json: documentJson, today: this.#today(), ...asked, ...known };
  }

  #dispatch(): void {
    for (const job of [...this.#waiting]) {
      const seat = this.#seats.find((one) => one.hasRoomFor(job));
      if (seat?.thread === undefined) continue;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      void this.#give(seat, seat.thread, job);
    }
  }

  async #give(seat: PoolSeat<Set>, thread: JudgeThread, job: Job<Set>): Promise<void> {
    seat.add(job);
    this.#watch(seat);
    const judged = await judgeBy(thread, job.order, seat.set ?? this.#wanted.set);
    // Whoever took it from this thread answers it.
    if (!seat.remove(job)) return;
    settle(job, judged);
    this.#watch(seat);
    this.#dispatch();
  }

  /**
   * Looks after what a thread judges. Nothing waits behind a slow order, and the thread of one that takes longer than a rule may
   * is ended and another one asked carefully: that names the rule. A careful order is bounded where it is judged.
   */
  #watch(seat: PoolSeat<Set>): void {
    const job = seat.current;
    if (job === undefined || seat.watch !== undefined || job.order.isCareful) return;
    const { limitMs } = (seat.set ?? this.#wanted.set).task;
    seat.watch = new OrderWatch(limitMs, (stage) => this.#reach(stage, seat, job));
  }

  #reach(stage: Stage, seat: PoolSeat<Set>, job: Job<Set>): void {
    switch (stage) {
      case 'slow':
        if (this.#seats.some((one) => one.isFree)) this.#waitAgain(seat.takeUnbegun());
        return;
      case 'stuck':
        this.#waitAgain(seat.takeUnbegun());
        return this.#startSpare();
      case 'over':
        return this.#strike(seat, job);
    }
  }

  #startSpare(): void {
    const { thread, isStarting } = this.#spare ?? {};
    if (this.#spare !== undefined && thread === undefined && !isStarting) void this.#threads.restart(this.#spare);
  }

  #strike(seat: PoolSeat<Set>, job: Job<Set>): void {
    const unbegun = seat.takeUnbegun();
    seat.remove(job);
    job.order = { ...job.order, isCareful: true };
    seat.isComingBack = true;
    this.#threads.replace(seat);
    this.#waitAgain([job, ...unbegun]);
  }

  /** They have waited, and go first. */
  #waitAgain(jobs: readonly Job<Set>[]): void {
    if (jobs.length === 0) return;
    this.#waiting.unshift(...jobs);
    this.#dispatch();
  }

  #welcome(seat: PoolSeat<Set>): void {
    this.#changes.catchUp(seat);
    this.#dispatch();
  }

  #expire(job: Job<Set>, limitMs: number): void {
    settle(job, fault(`there was no verdict within ${limitMs} ms; ${WAYS_OUT}`));
    const waitingAt = this.#waiting.indexOf(job);
    if (waitingAt >= 0) this.#waiting.splice(waitingAt, 1);
    const seat = this.#seats.find((one) => one.has(job));
    // It may be busy for much longer, and nobody waits for what it finds.
    if (seat?.current === job) this.#threads.replace(seat, `judging did not end within ${limitMs} ms`);
    else seat?.remove(job);
  }
}

async function judgeBy<Set extends JudgeSet>(thread: JudgeThread, order: JudgeOrder, by: Set): Promise<Judged<Set>> {
  try {
    return { kind: 'verdict', verdict: await thread.judge(order), by };
  } catch (error) {
    return fault(messageOf(error));
  }
}

const WAYS_OUT = 'look for a slow policy, or raise timeoutSeconds of the webhook';

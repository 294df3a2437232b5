import { messageOf, SluiceError } from '../../src/core/errors.ts';
import type { ImageFacts } from '../../src/core/images/image-facts.ts';
import type { EvaluationTask } from '../../src/node/evaluation/evaluation-task.ts';
import type { JudgeSubject } from '../admission/admission-subject.ts';
import { changesBetween, wholeView, type ClusterView } from '../sources/cluster-view.ts';
import type { JudgeLoad, JudgeOrder } from './judge-protocol.ts';
import { JudgeThread } from './judge-thread.ts';
import { OrderWatch, type Stage } from './order-watch.ts';
import { PoolSeat, type Job, type Judged } from './pool-seat.ts';

/** A policy set as the threads judge by it. */
export interface JudgeSet {
  readonly task: EvaluationTask;
  /** Policies look up `data.inventory`, and the cluster says what is in it. Default: false. */
  readonly readsInventory?: boolean;
}

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

/**
 * Threads that judge, and a spare one for when one is stuck. Each judges one order at a time, so that whatever happens to a thread happens to one request. A thread
 * that does not answer in time, or dies, is replaced; its request fails closed. Work is given to as few threads as can do it soon:
 * the others cost next to nothing.
 *
 * Another policy set is loaded in one thread after the other, between two orders, while the others go on: no request waits
 * for a compiler, and each is answered by one set as a whole.
 */
export class JudgePool<Set extends JudgeSet> implements AsyncDisposable {
  readonly #options: JudgePoolOptions<Set> & { readonly maxWaiting: number; readonly loadLimitMs: number };
  readonly #seats: readonly PoolSeat<Set>[];
  /** Started when one of the others is stuck for the first time. */
  readonly #spare: PoolSeat<Set> | undefined;
  readonly #waiting: Job<Set>[] = [];
  #set: Set;
  #view: ClusterView | undefined;
  /** What changes threads happens one after the other. */
  #changes: Promise<void> = Promise.resolve();
  #isRefreshDue = false;
  #isClosed = false;

  private constructor(options: JudgePoolOptions<Set>) {
    this.#options = { maxWaiting: 1024, loadLimitMs: 60_000, ...options };
    this.#set = options.set;
    this.#view = options.view;
    this.#seats = Array.from({ length: options.threads + 1 }, () => new PoolSeat<Set>());
    this.#spare = this.#seats.at(-1);
  }

  /** @throws SluiceError SERVER_FAILED when the policies cannot be loaded in a thread */
  static async open<Set extends JudgeSet>(options: JudgePoolOptions<Set>): Promise<JudgePool<Set>> {
    const pool = new JudgePool(options);
    try {
      await Promise.all(pool.#seats.filter((seat) => seat !== pool.#spare).map((seat) => pool.#start(seat)));
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
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.resolve(fault(`more than ${this.#options.maxWaiting} requests are waiting; run more replicas`));
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
    return this.#inTurn(async () => {
      await this.#tryOut(set);
      this.#set = set;
      await this.#refresh();
    });
  }

  /** Policies see this of the cluster from now on. What comes faster than threads can take it is taken together. */
  update(view: ClusterView): void {
    this.#view = view;
    this.#refreshSoon();
  }

  /** Settles when every thread has what this was told so far, or is being started with it. */
  get settled(): Promise<void> {
    return this.#changes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) settle(job, fault(SHUTTING_DOWN));
    await Promise.all(
      this.#seats.map(async (seat) => {
        for (const job of seat.takeUnbegun()) settle(job, fault(SHUTTING_DOWN));
        takeCurrent(seat, fault(SHUTTING_DOWN));
        await seat.thread?.terminate();
      }),
    );
    await this.#changes;
  }

  #toOrder({ identity, file, documentJson, request }: JudgeSubject, images: ImageFacts | undefined): JudgeOrder {
    const known = images === undefined ? {} : { images };
    const asked = request === undefined ? {} : { request };
    return { identity, file, json: documentJson, today: this.#options.today(), ...asked, ...known };
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
    const judged = await judgeBy(thread, job.order, seat.set ?? this.#set);
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
    const { limitMs } = (seat.set ?? this.#set).task;
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
    if (this.#spare !== undefined && thread === undefined && !isStarting) void this.#restart(this.#spare);
  }

  #strike(seat: PoolSeat<Set>, job: Job<Set>): void {
    const unbegun = seat.takeUnbegun();
    seat.remove(job);
    job.order = { ...job.order, isCareful: true };
    seat.isComingBack = true;
    this.#replace(seat);
    this.#waitAgain([job, ...unbegun]);
  }

  /** They have waited, and go first. */
  #waitAgain(jobs: readonly Job<Set>[]): void {
    if (jobs.length === 0) return;
    this.#waiting.unshift(...jobs);
    this.#dispatch();
  }

  #expire(job: Job<Set>, limitMs: number): void {
    settle(
      job,
      fault(
        `there was no verdict within ${limitMs} ms; look for a slow policy, or raise timeoutSeconds of the webhook`,
      ),
    );
    const waitingAt = this.#waiting.indexOf(job);
    if (waitingAt >= 0) this.#waiting.splice(waitingAt, 1);
    const seat = this.#seats.find((one) => one.has(job));
    // It may be busy for much longer, and nobody waits for what it finds.
    if (seat?.current === job) this.#replace(seat, `judging did not end within ${limitMs} ms`);
    else seat?.remove(job);
  }

  /** Loads a set in a thread that has nothing to do meanwhile; the only thread there is goes on, and another one is started. */
  async #tryOut(set: Set): Promise<void> {
    try {
      while (!this.#isClosed) {
        const alive = this.#seats.filter(({ thread }) => thread !== undefined);
        const [seat] = alive.toSorted((a, b) => Number(b.isIdle) - Number(a.isIdle));
        const isDone = seat && alive.length > 1 ? await this.#load(seat, set) : await this.#takeOver(set);
        if (isDone) return;
      }
    } catch (error) {
      throw loadFailed(error);
    }
    throw new SluiceError('SERVER_FAILED', SHUTTING_DOWN);
  }

  /** Another thread for one seat, with the set in it before the one that sits there goes. */
  async #takeOver(set: Set): Promise<boolean> {
    const view = this.#view;
    const [seat] = this.#seats;
    if (seat === undefined) return false;
    const fresh = await this.#startThread(seat, set, view);
    const wasHeld = await this.#hold(seat, async (before) => {
      seat.occupy(fresh, set, view);
      await before.terminate();
    });
    if (!wasHeld) seat.occupy(fresh, set, view);
    this.#dispatch();
    return true;
  }

  /** @returns false when the thread ended before there was anything to load */
  #load(seat: PoolSeat<Set>, set: Set): Promise<boolean> {
    return this.#hold(seat, async (thread) => {
      const view = this.#view;
      const changes = seat.set === set && seat.view !== undefined && view && changesBetween(seat.view, view);
      await this.#bounded(changes ? thread.update(changes) : thread.load(toLoad(set, view)), thread);
      seat.occupy(thread, set, view);
    });
  }

  /** Does something with a thread while it judges nothing. @returns false when it had ended before that */
  async #hold(seat: PoolSeat<Set>, action: (thread: JudgeThread) => Promise<void>): Promise<boolean> {
    seat.isHeld = true;
    try {
      // A job ends in time, or its thread is replaced.
      while (!seat.isIdle) await new Promise<void>((resolve) => (seat.onIdle = resolve));
      const { thread } = seat;
      if (thread === undefined) return false;
      await this.#act(seat, thread, action);
      return true;
    } finally {
      seat.onIdle = undefined;
      seat.isHeld = false;
      this.#dispatch();
    }
  }

  async #act(seat: PoolSeat<Set>, thread: JudgeThread, action: (thread: JudgeThread) => Promise<void>): Promise<void> {
    try {
      await action(thread);
    } catch (error) {
      if (thread.hasEnded && seat.thread === thread) this.#replace(seat, messageOf(error));
      throw error;
    }
  }

  /** Gives every thread the set and the view that are current. */
  async #refresh(): Promise<void> {
    this.#isRefreshDue = false;
    for (const seat of this.#seats) {
      if (seat.thread === undefined || !this.#isStale(seat) || this.#isClosed) continue;
      try {
        // One that has ended is started with them.
        await this.#load(seat, this.#set);
      } catch (error) {
        // What it has is of yesterday, and it was not able to take what others could: another thread does.
        if (seat.thread !== undefined) this.#replace(seat, `it cannot load what the others have: ${messageOf(error)}`);
      }
    }
  }

  #refreshSoon(): void {
    if (this.#isRefreshDue) return;
    this.#isRefreshDue = true;
    void this.#inTurn(() => this.#refresh());
  }

  #isStale({ set, view }: PoolSeat<Set>): boolean {
    return set !== this.#set || view !== this.#view;
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => undefined);
    return done;
  }

  async #bounded(work: Promise<void>, thread: JudgeThread): Promise<void> {
    const { loadLimitMs } = this.#options;
    // Whoever waits for the thread hears that it has ended.
    const timer = setTimeout(() => void thread.terminate(tooSlow(loadLimitMs)), loadLimitMs);
    try {
      await work;
    } finally {
      clearTimeout(timer);
    }
  }

  async #start(seat: PoolSeat<Set>): Promise<void> {
    const set = this.#set;
    const view = this.#view;
    seat.isStarting = true;
    const thread = await this.#startThread(seat, set, view).finally(() => (seat.isStarting = false));
    // Another set has taken the seat meanwhile.
    if (seat.thread !== undefined) return thread.terminate();
    seat.occupy(thread, set, view);
    seat.startsFailed = 0;
    if (this.#isStale(seat)) this.#refreshSoon();
    this.#dispatch();
  }

  async #startThread(seat: PoolSeat<Set>, set: Set, view: ClusterView | undefined): Promise<JudgeThread> {
    const thread = new JudgeThread(toLoad(set, view), (reason) => {
      if (seat.thread === thread) this.#replace(seat, `it stopped: ${reason}`);
    });
    await this.#bounded(thread.started, thread);
    if (!this.#isClosed) return thread;
    await thread.terminate();
    throw new Error(SHUTTING_DOWN);
  }

  /** Nothing of a thread that was stopped in the middle is used again. @param reason absent: a rule may take its time, and nobody need be told */
  #replace(seat: PoolSeat<Set>, reason?: string): void {
    const { thread } = seat;
    seat.thread = undefined;
    const unbegun = seat.takeUnbegun();
    takeCurrent(seat, fault(`the evaluation thread was stopped: ${reason}`));
    void thread?.terminate();
    if (this.#isClosed) return;
    if (reason !== undefined) this.#options.onNotice(`an evaluation thread is replaced: ${reason}`);
    void this.#restart(seat);
    this.#waitAgain(unbegun);
  }

  /** A start that fails is tried again, later each time: memory may be short for a while. Meanwhile the thread is not ready. */
  async #restart(seat: PoolSeat<Set>): Promise<void> {
    try {
      await this.#start(seat);
      seat.isComingBack = false;
    } catch (error) {
      seat.isComingBack = false;
      if (this.#isClosed) return;
      seat.startsFailed += 1;
      this.#options.onNotice(`an evaluation thread cannot start: ${messageOf(error)}`);
      setTimeout(() => void this.#restart(seat), Math.min(30_000, 500 * 2 ** seat.startsFailed)).unref();
    }
  }
}

/** Answers what the thread was judging in its place. */
function takeCurrent<Set extends JudgeSet>(seat: PoolSeat<Set>, judged: Judged<Set>): void {
  const { current } = seat;
  if (current === undefined) return;
  seat.remove(current);
  settle(current, judged);
}

async function judgeBy<Set extends JudgeSet>(thread: JudgeThread, order: JudgeOrder, by: Set): Promise<Judged<Set>> {
  try {
    return { kind: 'verdict', verdict: await thread.judge(order), by };
  } catch (error) {
    return fault(messageOf(error));
  }
}

/** A promise takes its first answer; later ones change nothing. */
function settle<Set extends JudgeSet>({ resolve, timer }: Job<Set>, judged: Judged<Set>): void {
  clearTimeout(timer);
  resolve(judged);
}

function toLoad({ task, readsInventory = false }: JudgeSet, view: ClusterView | undefined): JudgeLoad {
  return { task, readsInventory, ...(view && { surroundings: wholeView(view) }) };
}

const SHUTTING_DOWN = 'the webhook is shutting down';

const tooSlow = (limitMs: number): string => `it did not load a policy set within ${limitMs} ms`;

const fault = (message: string): { readonly kind: 'fault'; readonly message: string } => ({ kind: 'fault', message });

const loadFailed = (error: unknown): SluiceError =>
  new SluiceError('SERVER_FAILED', `the policies cannot be loaded: ${messageOf(error)}`, { cause: error });

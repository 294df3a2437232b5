import { messageOf, SluiceError } from '../../src/core/errors.ts';
import { changesBetween, type ClusterView } from '../sources/cluster-view.ts';
import { toLoad, type JudgeSet } from './judge-set.ts';
import type { JudgeThread } from './judge-thread.ts';
import type { PoolSeat } from './pool-seat.ts';
import { SHUTTING_DOWN, type PoolThreads, type Wanted } from './pool-threads.ts';

/** A pool, as far as changes of what its threads have touch it. */
interface ChangedPool<Set extends JudgeSet> {
  readonly seats: readonly PoolSeat<Set>[];
  readonly threads: PoolThreads<Set>;
  /** What threads are started with; changes here alone. */
  readonly wanted: Wanted<Set>;
  /** A thread that was held takes orders again. */
  readonly onFree: () => void;
}

/**
 * Brings threads another policy set, or what is new in the cluster: in one thread after the other, between two orders, while the
 * others go on. No request waits for a compiler, and each is answered by one set as a whole.
 */
export class PoolChanges<Set extends JudgeSet> {
  readonly #pool: ChangedPool<Set>;
  /** What changes threads happens one after the other. */
  #changes: Promise<void> = Promise.resolve();
  #isRefreshDue = false;
  #isClosed = false;

  constructor(pool: ChangedPool<Set>) {
    this.#pool = pool;
  }

  /** Settles when every thread has what this was told so far, or is being started with it. */
  get settled(): Promise<void> {
    return this.#changes;
  }

  /** Begins nothing any more. */
  close(): void {
    this.#isClosed = true;
  }

  /** Until a thread has shown that the set can be loaded, nothing changes. @throws SluiceError SERVER_FAILED when it cannot be */
  swap(set: Set): Promise<void> {
    return this.#inTurn(async () => {
      await this.#tryOut(set);
      this.#pool.wanted.set = set;
      await this.#refresh();
    });
  }

  /** What comes faster than threads can take it is taken together. */
  update(view: ClusterView): void {
    this.#pool.wanted.view = view;
    this.#refreshSoon();
  }

  /** A thread was started that may have what was wanted before. */
  catchUp(seat: PoolSeat<Set>): void {
    if (this.#isStale(seat)) this.#refreshSoon();
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => undefined);
    return done;
  }

  /** Loads a set in a thread that has nothing to do meanwhile; the only thread there is goes on, and another one is started. */
  async #tryOut(set: Set): Promise<void> {
    try {
      while (!this.#isClosed) {
        const alive = this.#pool.seats.filter(({ thread }) => thread !== undefined);
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
    const { seats, threads, wanted, onFree } = this.#pool;
    const { view } = wanted;
    const [seat] = seats;
    if (seat === undefined) return false;
    const fresh = await threads.startBeside(seat, set, view);
    const wasHeld = await this.#hold(seat, async (before) => {
      seat.occupy(fresh, set, view);
      await before.terminate();
    });
    if (!wasHeld) seat.occupy(fresh, set, view);
    onFree();
    return true;
  }

  /** @returns false when the thread ended before there was anything to load */
  #load(seat: PoolSeat<Set>, set: Set): Promise<boolean> {
    return this.#hold(seat, async (thread) => {
      const { view } = this.#pool.wanted;
      const changes = seat.set === set && seat.view !== undefined && view && changesBetween(seat.view, view);
      const work = changes ? thread.update(changes) : thread.load(toLoad(set, view));
      await this.#pool.threads.withinLimit(thread, work);
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
      this.#pool.onFree();
    }
  }

  async #act(seat: PoolSeat<Set>, thread: JudgeThread, action: (thread: JudgeThread) => Promise<void>): Promise<void> {
    try {
      await action(thread);
    } catch (error) {
      if (thread.hasEnded && seat.thread === thread) this.#pool.threads.replace(seat, messageOf(error));
      throw error;
    }
  }

  #refreshSoon(): void {
    if (this.#isRefreshDue) return;
    this.#isRefreshDue = true;
    void this.#inTurn(() => this.#refresh());
  }

  /** Gives every thread what is wanted. */
  async #refresh(): Promise<void> {
    this.#isRefreshDue = false;
    const { seats, threads, wanted } = this.#pool;
    for (const seat of seats) {
      if (seat.thread === undefined || !this.#isStale(seat) || this.#isClosed) continue;
      try {
        // One that has ended is started with it.
        await this.#load(seat, wanted.set);
      } catch (error) {
        // What it has is of yesterday, and it was not able to take what others could: another thread does.
        const reason = `it cannot load what the others have: ${messageOf(error)}`;
        if (seat.thread !== undefined) threads.replace(seat, reason);
      }
    }
  }

  #isStale({ set, view }: PoolSeat<Set>): boolean {
    const { wanted } = this.#pool;
    return set !== wanted.set || view !== wanted.view;
  }
}

export const loadFailed = (error: unknown): SluiceError =>
  new SluiceError('SERVER_FAILED', `the policies cannot be loaded: ${messageOf(error)}`, { cause: error });

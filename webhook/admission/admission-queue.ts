import { FairQueue } from './fair-queue.ts';

export interface AdmissionQueueOptions {
  /** How many are served at a time. */
  readonly concurrency: number;
  /** How many may wait, in all. Default: 1024. */
  readonly maxWaiting?: number;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

/** Whose turn it is, and how long there is for it. */
export interface Turn {
  /** Who waits in one line: a Namespace, or a user. */
  readonly key: string;
  /** Milliseconds, the waiting included. */
  readonly limitMs: number;
}

export type Served<T> =
  | { readonly kind: 'served'; readonly value: T }
  /** It was not begun. */
  | { readonly kind: 'shed'; readonly why: ShedReason; readonly message: string };

export const SHED_REASONS = ['full', 'late', 'waited'] as const;
/** `full`: too many wait; `late`: its turn would come too late; `waited`: it did come too late. */
export type ShedReason = (typeof SHED_REASONS)[number];

const MAX_WAITING = 1024;
/** How much the newest answer counts. */
const WEIGHT = 0.1;

/**
 * Lets some in at a time, and the others wait in lines, so that one who asks a lot holds up nobody but himself. Who could not be served in
 * time is told so at once: a refusal that comes early can be tried again, and the time is left for those who can be served.
 */
export class AdmissionQueue {
  readonly #options: Required<AdmissionQueueOptions>;
  readonly #queue = new FairQueue<Waiting>();
  #running = 0;
  /** Milliseconds that one takes, as far as is known. */
  #serviceMs = 0;

  constructor(options: AdmissionQueueOptions) {
    this.#options = { maxWaiting: MAX_WAITING, ...options };
  }

  get waiting(): number {
    return this.#queue.size;
  }

  get running(): number {
    return this.#running;
  }

  /** Runs the work when its turn comes, with the milliseconds that are left for it. What it throws is thrown here. */
  async run<T>(turn: Turn, work: (leftMs: number) => Promise<T>): Promise<Served<T>> {
    const begun = this.#options.now();
    if (this.#running >= this.#options.concurrency || this.#queue.size > 0) {
      const shed = this.#shedAtDoor(turn) ?? (await this.#wait(turn)) ?? this.#shedInTurn(turn, begun);
      if (shed !== undefined) return shed;
    } else {
      this.#running += 1;
    }
    return this.#serve(turn, begun, work);
  }

  async #serve<T>({ limitMs }: Turn, begun: number, work: (leftMs: number) => Promise<T>): Promise<Served<T>> {
    const started = this.#options.now();
    try {
      return { kind: 'served', value: await work(Math.max(1, Math.ceil(limitMs - (started - begun)))) };
    } finally {
      this.#learn(this.#options.now() - started);
      this.#running -= 1;
      this.#callNext();
    }
  }

  #shedAtDoor({ key, limitMs }: Turn): Served<never> | undefined {
    const { maxWaiting, concurrency } = this.#options;
    const count = this.#queue.size;
    // One line never fills the house: somebody else may still come.
    if (count >= maxWaiting || this.#queue.countOf(key) >= maxWaiting / 2) {
      return shed('full', `${count} requests wait for a verdict, which is as many as may`);
    }
    const waitMs = ((this.#queue.countAhead(key) + 1) * this.#serviceMs) / concurrency;
    if (waitMs + this.#serviceMs <= limitMs) return undefined;
    return shed('late', `${count} requests wait, and this one could not be judged within ${Math.round(limitMs)} ms`);
  }

  /** Its turn has come, and what is left of its time is not half of what one takes: the next one may still be served. */
  #shedInTurn({ limitMs }: Turn, begun: number): Served<never> | undefined {
    if (limitMs - (this.#options.now() - begun) >= this.#serviceMs / 2) return undefined;
    this.#running -= 1;
    this.#callNext();
    return waitedTooLong(limitMs);
  }

  /** Undefined when it is let in. */
  #wait({ key, limitMs }: Turn): Promise<Served<never> | undefined> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        enter: () => {
          clearTimeout(timer);
          this.#running += 1;
          resolve(undefined);
        },
      };
      const timer = setTimeout(() => {
        this.#queue.remove(key, waiting);
        resolve(waitedTooLong(limitMs));
      }, limitMs);
      this.#queue.push(key, waiting);
    });
  }

  #callNext(): void {
    while (this.#running < this.#options.concurrency) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      next.enter();
    }
  }

  #learn(ms: number): void {
    this.#serviceMs = this.#serviceMs === 0 ? ms : this.#serviceMs * (1 - WEIGHT) + ms * WEIGHT;
  }
}

interface Waiting {
  readonly enter: () => void;
}

const shed = (why: ShedReason, message: string): Served<never> => ({
  kind: 'shed',
  why,
  message: `the webhook is overloaded: ${message}; try again, or run more replicas or threads (--jobs)`,
});

const waitedTooLong = (limitMs: number): Served<never> =>
  shed('waited', `its turn did not come in time, within ${Math.round(limitMs)} ms`);

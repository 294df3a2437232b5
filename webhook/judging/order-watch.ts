/** What becomes of an order that does not end: nothing is put behind it, others are judged beside it, its time is over. */
export type Stage = 'slow' | 'stuck' | 'over';

/** Milliseconds after which an order that is being judged is one of the slow ones. */
const SLOW_MS = 10;
/** Milliseconds after which it may hold up others for as long as the limit allows. */
const STUCK_MS = 100;

/** Looks after an order while it is being judged, and says what it has come to. */
export class OrderWatch {
  readonly #limitMs: number;
  readonly #reach: (stage: Stage) => void;
  #timer: NodeJS.Timeout | undefined;
  /** Processor time of the process when the order became a slow one. */
  #slowSince: NodeJS.CpuUsage | undefined;
  #isStopped = false;

  /** @param limitMs milliseconds that one rule may take */
  constructor(limitMs: number, reach: (stage: Stage) => void) {
    this.#limitMs = limitMs;
    this.#reach = reach;
    this.#await('slow', Math.min(SLOW_MS, limitMs / 3));
  }

  get #stuckMs(): number {
    return Math.min(STUCK_MS, this.#limitMs / 2);
  }

  get isSlow(): boolean {
    return this.#slowSince !== undefined;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #await(stage: Stage, ms: number): void {
    const arrive = (): void => {
      if (!this.#isStopped) this.#arrive(stage, ms);
    };
    // An answer may have come while this thread was busy with something else: it is looked at first.
    this.#timer = setTimeout(() => setImmediate(arrive), ms);
  }

  /** @param ms how long it took since the stage before */
  #arrive(stage: Stage, ms: number): void {
    switch (stage) {
      case 'slow':
        this.#slowSince = process.cpuUsage();
        this.#await('stuck', this.#stuckMs - ms);
        return this.#reach(stage);
      case 'stuck':
        if (this.#isOwed(stage, this.#stuckMs)) return;
        this.#await('over', this.#limitMs - STUCK_MS);
        return this.#reach(stage);
      case 'over':
        if (!this.#isOwed(stage, this.#limitMs)) this.#reach(stage);
    }
  }

  /** On a machine that has no time for it, an order has not had its time yet: it gets the rest. */
  #isOwed(stage: Stage, ms: number): boolean {
    const leftMs = ms - SLOW_MS - processorMsSince(this.#slowSince);
    if (leftMs > 0) this.#await(stage, leftMs);
    return leftMs > 0;
  }
}

/** Processor time of all threads, and so at least that of each. */
function processorMsSince(before: NodeJS.CpuUsage | undefined): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

import { setTimeout as wait } from 'node:timers/promises';

/** Waits; ends early, without a fault, when the signal says so. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The process lives on meanwhile: one that waits for a server that is away has nothing else to live for. */
export const pauseFor: Pause = async (ms, signal) => {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
};

export interface BackoffOptions {
  readonly firstMs: number;
  readonly longestMs: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Milliseconds before the next try: twice as long each time, and never the same for all replicas. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  next(): number {
    const { firstMs, longestMs, random } = this.#options;
    const whole = Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return whole * (0.5 + random() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}

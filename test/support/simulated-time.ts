import type { Pause } from '../../src/node/kubernetes/backoff.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that goes when it is told to, and wakes whoever sleeps by it. */
export class SimulatedTime {
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();

  readonly now = (): number => this.#now;

  readonly pause: Pause = (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });

  /** Lets time pass, sleeper by sleeper; each does what it has to before the next wakes. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      await settled();
    }
    this.#now = end;
  }
}

/** Everything that can go on without time has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));

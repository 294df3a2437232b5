export interface DebounceTimes {
  /** Milliseconds of quiet that are waited for. */
  readonly quietMs: number;
  /** Milliseconds that are waited at most. */
  readonly mostMs: number;
}

/** Runs a task once after many touches: when it has been quiet for a while, or after the longest time. */
export class Debounce implements Disposable {
  readonly #times: DebounceTimes;
  readonly #task: () => void;
  #quiet: NodeJS.Timeout | undefined;
  #most: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor(times: DebounceTimes, task: () => void) {
    this.#times = times;
    this.#task = task;
  }

  touch(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#run(), this.#times.quietMs);
    this.#most ??= setTimeout(() => this.#run(), this.#times.mostMs);
  }

  /** Touches later, if nobody does before. */
  touchIn(ms: number): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.touch();
    }, ms);
  }

  #run(): void {
    this[Symbol.dispose]();
    this.#task();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#most);
    clearTimeout(this.#later);
    this.#quiet = this.#most = this.#later = undefined;
  }
}

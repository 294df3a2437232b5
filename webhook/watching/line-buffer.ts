/** Milliseconds that a line may wait for others. */
const MOST_WAIT_MS = 20;
/** UTF-16 units that may wait. */
const MOST_TEXT = 16_384;

/**
 * Writes many lines at once. A line by itself costs a call of the system, and whoever reads it is woken for it; a flood of
 * denials would spend as much time on that as on judging. What waits is written, too, when the process ends by itself.
 */
export class LineBuffer implements Disposable {
  readonly #write: (text: string) => void;
  #waiting = '';
  #timer: NodeJS.Timeout | undefined;

  readonly #flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    process.off('exit', this.#flush);
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#write(text);
  };

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** @param line with its end */
  writeSoon(line: string): void {
    this.#waiting += line;
    if (this.#waiting.length >= MOST_TEXT) this.#flush();
    else if (this.#timer === undefined) this.#await();
  }

  /** Writes it behind what was said before. */
  writeNow(line: string): void {
    this.#waiting += line;
    this.#flush();
  }

  [Symbol.dispose](): void {
    this.#flush();
  }

  #await(): void {
    this.#timer = setTimeout(this.#flush, MOST_WAIT_MS);
    process.once('exit', this.#flush);
  }
}

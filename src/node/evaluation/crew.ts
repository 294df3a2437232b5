import { Helper } from './helper.ts';
import { setPatience } from './patience.ts';
import type { JudgedFile, WorkerInput } from './worker-protocol.ts';

/** The threads that help this one with some work. Those that it starts end with it. */
export class Crew implements AsyncDisposable {
  readonly #input: WorkerInput;
  readonly #receive: (files: readonly JudgedFile[]) => void;
  readonly #started: Helper[] = [];
  readonly #judging: Promise<void>[] = [];

  constructor(input: WorkerInput, receive: (files: readonly JudgedFile[]) => void) {
    this.#input = input;
    this.#receive = receive;
  }

  get size(): number {
    return this.#judging.length;
  }

  /** Takes in a thread that is there already. */
  join(helper: Helper): void {
    const judging = helper.judge(this.#input, this.#receive);
    // Heard of when all are waited for.
    judging.catch(() => undefined);
    this.#judging.push(judging);
  }

  growTo(size: number): void {
    if (this.size >= size) return;
    // Each is patient once it has started, and so is this thread then.
    setPatience(false);
    while (this.size < size) {
      const helper = new Helper();
      this.#started.push(helper);
      this.join(helper);
    }
  }

  /** Resolves when nothing is left to take. @throws SluiceError INTERNAL when a thread did not live to say so */
  async done(): Promise<void> {
    await Promise.all(this.#judging);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#started.map((helper) => helper[Symbol.asyncDispose]()));
    setPatience(false);
  }
}

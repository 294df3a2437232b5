import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { filesState } from './files-state.ts';

export interface FileWatchOptions {
  /** Files and folders, absolute; asked for each time. One that is not there yet is waited for. */
  readonly files: () => readonly string[];
  /** `filesState` of them before they were read: what changed since then is told, too. Default: as they are now. */
  readonly state?: string;
  /** Told after a change, when nothing has changed any more for `quietMs`. */
  readonly onChange: () => void;
  /** Milliseconds between two looks when the system tells nothing. Default: 2000. */
  readonly pollMs?: number;
  /** Default: 250. */
  readonly quietMs?: number;
}

/**
 * Watches files and all below folders. It looks itself, because what a system tells is not enough for everything: a ConfigMap
 * that is mounted changes by a link to another folder, and network file systems say nothing. What the system tells makes it
 * look at once.
 */
export class FileWatch implements Disposable {
  readonly #options: Required<Omit<FileWatchOptions, 'state'>>;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  /** Something was told since the last look: more of it does not put the next one off. */
  #isHinted = false;
  #isClosed = false;
  /** As it was when it was last told. */
  #told: string;
  #seen: string;

  private constructor(options: Required<Omit<FileWatchOptions, 'state'>>, state: string) {
    this.#options = options;
    this.#told = state;
    this.#seen = state;
    this.#watchAll();
    this.#lookIn(options.pollMs);
  }

  static async open({ state, ...options }: FileWatchOptions): Promise<FileWatch> {
    return new FileWatch({ pollMs: 2000, quietMs: 250, ...options }, state ?? (await filesState(options.files())));
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Looks, and tells of a change when it finds the same twice: whoever writes files is not done with the first of them. */
  async #look(): Promise<void> {
    if (this.#isLooking || this.#isClosed) return;
    this.#isLooking = true;
    this.#isHinted = false;
    const state = await filesState(this.#options.files());
    this.#isLooking = false;
    const isQuiet = state === this.#seen;
    this.#seen = state;
    if (this.#isClosed) return;
    this.#watchAll();
    if (isQuiet && state !== this.#told) {
      this.#told = state;
      this.#options.onChange();
    }
    this.#lookIn(isQuiet && !this.#isHinted ? this.#options.pollMs : this.#options.quietMs);
  }

  #hint(): void {
    if (this.#isHinted) return;
    this.#isHinted = true;
    if (!this.#isLooking) this.#lookIn(this.#options.quietMs);
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
    this.#timer.unref();
  }

  #watchAll(): void {
    const files = this.#options.files();
    const wanted = new Set([...files, ...files.map((file) => path.dirname(file))]);
    for (const [file, watcher] of this.#watchers) {
      if (wanted.has(file)) continue;
      watcher.close();
      this.#watchers.delete(file);
    }
    for (const file of wanted) if (!this.#watchers.has(file)) this.#watch(file);
  }

  #watch(file: string): void {
    try {
      const watcher = watch(file, { persistent: false }, () => this.#hint());
      // A system that tells nothing, or no more, is why this looks itself.
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(file);
      });
      this.#watchers.set(file, watcher);
    } catch {
      // It is not there yet, or the system watches no more files: it is looked at all the same.
    }
  }
}

import { watch, type BigIntStats, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../src/node/digest.ts';

export interface FileWatchOptions {
  /** Files and folders, absolute; asked for each time. One that is not there yet is waited for. */
  readonly files: () => readonly string[];
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
  readonly #options: Required<FileWatchOptions>;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  /** Something was told since the last look: more of it does not put the next one off. */
  #isHinted = false;
  #isClosed = false;
  /** As it was when it was last told. */
  #told: string;
  #seen: string;

  private constructor(options: Required<FileWatchOptions>, state: string) {
    this.#options = options;
    this.#told = state;
    this.#seen = state;
    this.#watchAll();
    this.#lookIn(options.pollMs);
  }

  static async open(options: FileWatchOptions): Promise<FileWatch> {
    return new FileWatch({ pollMs: 2000, quietMs: 250, ...options }, await stateOf(options.files()));
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
    const state = await stateOf(this.#options.files());
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

/** No folder of policies is deeper; a link that leads upwards is. */
const MOST_DEPTH = 32;
const MOST_FILES = 20_000;
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** A digest of what is there: another one when any file was written, or another one is in its place. Contents are not read. */
async function stateOf(files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files) await addState(file, MOST_DEPTH, lines);
  return sha256(Buffer.from(lines.join('\n')));
}

async function addState(file: string, depth: number, lines: string[]): Promise<void> {
  if (lines.length >= MOST_FILES || depth === 0) return;
  const info = await statOrNone(file);
  if (info?.isDirectory() !== true) {
    lines.push(
      JSON.stringify([file, info === undefined ? 'none' : `${info.ino} ${info.size} ${info.mtimeNs} ${info.ctimeNs}`]),
    );
    return;
  }
  const names = await namesIn(file);
  lines.push(JSON.stringify([file, names.length]));
  for (const name of names) if (!NEVER_ENTERED.has(name)) await addState(path.join(file, name), depth - 1, lines);
}

/** Links are followed: what they lead to is what is read. */
async function statOrNone(file: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(file, { bigint: true });
  } catch {
    // Whoever loads it says why it cannot be read.
    return undefined;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

import { messageOf } from '../../core/errors.ts';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { Backoff, pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { KubeClient, ObjectAddress } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { withEntry, type StatusWish } from './status-entry.ts';

/** What one object's status should say. */
export interface StatusTarget {
  readonly address: ObjectAddress;
  /** Of the object that is meant: another of its name is another object. */
  readonly uid: string;
  readonly wish: StatusWish;
}

export interface StatusWriterOptions {
  readonly client: KubeClient;
  /** Told of what could not be written, once until it can; undefined when it can. */
  readonly onTrouble: (message: string | undefined) => void;
  readonly pause?: Pause;
  readonly random?: () => number;
}

const AT_ONCE = 4;
const MOST_CONFLICTS = 10;

/**
 * Writes to the status of objects, the last wish for each. Replicas write to one list: whoever was slower reads again, and puts its
 * entry beside that of the faster one.
 */
export class StatusWriter implements AsyncDisposable {
  readonly #options: Required<StatusWriterOptions>;
  readonly #wishes = new Map<string, StatusTarget>();
  readonly #written = new Map<string, string>();
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #backoff: Backoff;
  #isTroubled = false;
  #isStale: (id: string) => boolean = () => false;

  constructor(options: StatusWriterOptions) {
    this.#options = { pause: pauseFor, random: Math.random, ...options };
    this.#backoff = new Backoff({ firstMs: 500, longestMs: 30_000, random: this.#options.random });
  }

  /** Wishes a status. What was written like that already is not written again, unless `isLost`: somebody took it away. */
  want(key: string, target: StatusTarget, isLost = false): void {
    const text = textOf(target);
    if (!isLost && this.#written.get(key) === text && !this.#wishes.has(key)) return;
    this.#wishes.set(key, target);
    this.#startMore();
  }

  /** An object that is not there any more. */
  forget(key: string): void {
    this.#wishes.delete(key);
    this.#written.delete(key);
  }

  /** Which replicas are no more: their entries go with the next writing. */
  setStale(isStale: (id: string) => boolean): void {
    this.#isStale = isStale;
  }

  #startMore(): void {
    for (const [key, target] of this.#wishes) {
      if (this.#running.size >= AT_ONCE || this.#stop.signal.aborted) return;
      // Never two for one object: the older could come last.
      if (!this.#running.has(key)) this.#start(key, target);
    }
  }

  #start(key: string, target: StatusTarget): void {
    this.#wishes.delete(key);
    const run = this.#work(key, target).finally(() => {
      this.#running.delete(key);
      this.#startMore();
    });
    this.#running.set(key, run);
  }

  async #work(key: string, target: StatusTarget): Promise<void> {
    try {
      await this.#write(target);
      this.#written.set(key, textOf(target));
      this.#backoff.reset();
      this.#tell(undefined);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#tell(`a status cannot be written: ${messageOf(error)}`);
      // A newer wish goes before; otherwise this one is tried again.
      if (!this.#wishes.has(key)) this.#wishes.set(key, target);
      await this.#options.pause(this.#backoff.next(), this.#stop.signal);
    }
  }

  async #write(target: StatusTarget): Promise<void> {
    const backoff = new Backoff({ firstMs: 20, longestMs: 2000, random: this.#options.random });
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        return await this.#writeOnce(target);
      } catch (error) {
        if (hasStatus(error, 404)) return;
        if (!hasStatus(error, 409) || conflicts >= MOST_CONFLICTS || this.#stop.signal.aborted) throw error;
        await this.#options.pause(backoff.next(), this.#stop.signal);
      }
    }
  }

  async #writeOnce({ address, uid, wish }: StatusTarget): Promise<void> {
    const { client } = this.#options;
    const { signal } = this.#stop;
    const object = await client.get(address, { signal });
    if (textAt(object, ['metadata', 'uid']) !== uid) return;
    const next = withEntry(object, wish, this.#isStale);
    // It carries the resourceVersion that was read: nothing is overwritten that was not seen.
    if (next !== undefined) await client.update({ ...address, subresource: 'status' }, next, { signal });
  }

  #tell(trouble: string | undefined): void {
    if ((trouble !== undefined) === this.#isTroubled) return;
    this.#isTroubled = trouble !== undefined;
    this.#options.onTrouble(trouble);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }
}

const textOf = ({ uid, wish }: StatusTarget): string => canonicalJson([uid, wish.entry, wish.created ?? null]);

import type { JsonObject } from '../../core/model/json.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { messageOf } from '../../core/errors.ts';
import { Backoff, pauseFor, type Pause } from './backoff.ts';
import type { ApiResource, KubeClient, Selection, WatchEvent } from './kube-client.ts';
import { hasStatus } from './kube-error.ts';

/** What is kept of one object. `key` is `namespace/name`, or the name of what is in none. */
export interface Kept<T> {
  readonly key: string;
  readonly value: T;
}

/** Is told, one event after the other, what there is. It must not throw. */
export interface ReflectorConsumer<T> {
  /** A list begins. What was projected for an earlier one that failed is forgotten. */
  readonly onListing?: () => void;
  /** All that there is: what was told before and is not in it is gone. */
  readonly onReplace: (items: readonly Kept<T>[]) => void;
  readonly onUpsert: (item: Kept<T>) => void;
  readonly onDelete: (key: string) => void;
  /** The server said again that it does not know the resource, often enough to be believed. */
  readonly onAbsent?: () => void;
  /** Something does not work. It is tried again, and told no more until it is another thing. */
  readonly onTrouble?: (message: string) => void;
  /** What did not work does. */
  readonly onRecovered?: () => void;
}

export interface ReflectorOptions<T> extends Selection {
  readonly client: KubeClient;
  readonly resource: ApiResource;
  /** What is kept of an object; `undefined` keeps nothing of it. Must hold no reference to the object, or all of it stays in memory. */
  readonly project: (object: JsonObject) => T | undefined;
  readonly consumer: ReflectorConsumer<T>;
  /** Objects a page. Default: 500. */
  readonly limit?: number;
  /**
   * What it means when the API server does not know the resource. `wait`: it will come, so nothing is synced yet. `empty`: it is not
   * installed, so there are none. What was there once is believed gone only when the server says so three times. Default: `empty`.
   */
  readonly absent?: 'empty' | 'wait';
  /** Lists everything again at the end of the first stream after this time, although nothing should be lost. Default: an hour. */
  readonly resyncMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly pause?: Pause;
  readonly random?: () => number;
}

const DEFAULTS = { absent: 'empty', resyncMs: 3_600_000, pause: pauseFor, random: Math.random } as const;
const STREAM_SECONDS = 240;
const ABSENT_TIMES = 3;
/** How often a resource is asked for that is not there. */
const ABSENT_PAUSE_MS = 10_000;

/**
 * Follows one resource: lists it, watches from there, and lists again when the server has forgotten where that was. It goes on
 * whatever happens to the server or the connection, until it is disposed. Events of one object come in the server's order; after a
 * cut the stream goes on where it was, so none is lost.
 */
export class Reflector<T> implements AsyncDisposable {
  readonly #options: ReflectorOptions<T> & Required<Pick<ReflectorOptions<T>, keyof typeof DEFAULTS | 'now'>>;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  readonly #running: Promise<void>;
  #resolveSynced: () => void = () => undefined;
  /** Settles when everything was listed for the first time; never when the reflector was disposed before. */
  readonly synced: Promise<void>;
  #isSynced = false;
  #version: string | undefined;
  #listedAt = 0;
  #absentTimes = 0;
  #trouble: string | undefined;
  #waiting: AbortController | undefined;

  constructor(options: ReflectorOptions<T>) {
    this.#options = { ...DEFAULTS, now: () => performance.now(), ...options };
    this.#backoff = new Backoff({ firstMs: 200, longestMs: 5000, random: this.#options.random });
    this.synced = new Promise((resolve) => {
      this.#resolveSynced = resolve;
    });
    this.#running = this.#run();
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** The server said several times that it does not know the resource. */
  get isAbsent(): boolean {
    return this.#absentTimes >= ABSENT_TIMES;
  }

  /** What does not work at the moment. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Tries again now, if it waits because something did not work. */
  hurry(): void {
    this.#backoff.reset();
    this.#waiting?.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.hurry();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await (this.#version === undefined ? this.#list() : this.#follow(this.#version));
      } catch (error) {
        if (!this.#stop.signal.aborted) await this.#takeFault(error);
      }
    }
  }

  async #list(): Promise<void> {
    const { client, resource, consumer, limit } = this.#options;
    const items: Kept<T>[] = [];
    consumer.onListing?.();
    let version = '';
    for await (const page of client.list(resource, {
      ...this.#selection(),
      ...(limit === undefined ? {} : { limit }),
    })) {
      for (const object of page.items) items.push(...this.#keep(object));
      // All pages show the moment of the first. Later ones may say another where the server had to begin anew.
      version = page.resourceVersion;
    }
    if (this.#stop.signal.aborted) return;
    this.#absentTimes = 0;
    this.#listedAt = this.#options.now();
    consumer.onReplace(items);
    this.#version = version;
    this.#markSynced();
    this.#recover();
  }

  /** One stream. Its end is nothing special. */
  async #follow(from: string): Promise<void> {
    const { client, resource, random, resyncMs, now } = this.#options;
    const timeoutSeconds = Math.round(STREAM_SECONDS * (1 + random()));
    const onOpen = (): void => this.#recover();
    const options = { ...this.#selection(), resourceVersion: from, timeoutSeconds, onOpen };
    for await (const event of client.watch(resource, options)) {
      if (this.#stop.signal.aborted) return;
      this.#take(event);
      // Not sooner: a server may take each watch, and end it at once.
      this.#backoff.reset();
    }
    if (now() - this.#listedAt > resyncMs) this.#version = undefined;
    // A server that ends each stream at once would be asked without a pause.
    else if (this.#version === from) await this.#pause(this.#backoff.next());
  }

  #take(event: WatchEvent): void {
    const { consumer } = this.#options;
    switch (event.type) {
      case 'ADDED':
      case 'MODIFIED': {
        const [kept] = this.#keep(event.object);
        if (kept === undefined) consumer.onDelete(keyOf(event.object));
        else consumer.onUpsert(kept);
        break;
      }
      case 'DELETED':
        consumer.onDelete(keyOf(event.object));
        break;
      case 'BOOKMARK':
    }
    if (event.resourceVersion !== '') this.#version = event.resourceVersion;
  }

  async #takeFault(error: unknown): Promise<void> {
    if (hasStatus(error, 410)) {
      // The way to here is forgotten. A list tells what there is now.
      this.#version = undefined;
      return this.#pause(this.#backoff.next());
    }
    if (hasStatus(error, 404)) return this.#takeAbsence();
    this.#complain(messageOf(error));
    return this.#pause(this.#backoff.next());
  }

  async #takeAbsence(): Promise<void> {
    const { absent, consumer, resource } = this.#options;
    this.#version = undefined;
    this.#absentTimes += 1;
    if (this.isAbsent) consumer.onAbsent?.();
    const isGone = this.#absentTimes >= ABSENT_TIMES || !this.#isSynced;
    if (absent === 'wait' || !isGone) {
      this.#complain(`the API server does not know ${resource.plural}.${resource.group}`);
      return this.#pause(this.#backoff.next());
    }
    if (this.#absentTimes === ABSENT_TIMES || !this.#isSynced) consumer.onReplace([]);
    this.#markSynced();
    this.#recover();
    return this.#pause(ABSENT_PAUSE_MS);
  }

  #keep(object: JsonObject): readonly Kept<T>[] {
    const value = this.#options.project(object);
    return value === undefined ? [] : [{ key: keyOf(object), value }];
  }

  #selection(): Selection {
    const { namespace, labelSelector, fieldSelector } = this.#options;
    return {
      ...(namespace === undefined ? {} : { namespace }),
      ...(labelSelector === undefined ? {} : { labelSelector }),
      ...(fieldSelector === undefined ? {} : { fieldSelector }),
      signal: this.#stop.signal,
    };
  }

  #markSynced(): void {
    this.#isSynced = true;
    this.#resolveSynced();
  }

  #complain(message: string): void {
    if (this.#trouble === message) return;
    this.#trouble = message;
    this.#options.consumer.onTrouble?.(message);
  }

  #recover(): void {
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#options.consumer.onRecovered?.();
  }

  async #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#waiting = new AbortController();
    await this.#options.pause(ms, this.#waiting.signal);
    this.#waiting = undefined;
  }
}

/** `namespace/name`, or the name alone. */
function keyOf(object: JsonObject): string {
  const namespace = textAt(object, ['metadata', 'namespace']);
  const name = textAt(object, ['metadata', 'name']);
  return namespace === '' ? name : `${namespace}/${name}`;
}

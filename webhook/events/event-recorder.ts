import { messageOf } from '../../src/core/errors.ts';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import { pauseFor } from '../../src/node/kubernetes/backoff.ts';
import type { ApiResource, KubeClient, ObjectAddress } from '../../src/node/kubernetes/kube-client.ts';
import { hasStatus } from '../../src/node/kubernetes/kube-error.ts';
import { keepRecent } from '../../src/node/registry/keep-recent.ts';
import { namespaceOfEvent, toCount, toKubernetesEvent, type EventPlace, type Sightings } from './to-event.ts';
import type { ViolationEvent } from './violation-event.ts';

export interface EventRecorderOptions {
  readonly client: KubeClient;
  readonly placeOf: (event: ViolationEvent) => EventPlace;
  readonly now: () => Date;
  /** Told when events cannot be written, and when they can be again. */
  readonly onChange: (problem: string | undefined) => void;
  /** Milliseconds between two events when there are many. Default: 200. */
  readonly everyMs?: number;
}

/** What became of violations. */
export interface EventCounts {
  /** Each was in an event that was written, alone or with others of its kind. */
  readonly told: number;
  /** There were too many, or the API server did not take their event. */
  readonly dropped: number;
}

const EVERY_MS = 200;
/** Written at once, before there is a pause between any two. */
const BURST = 50;
const MOST_WAITING = 1000;
/** No Namespace keeps the others from being heard. */
const MOST_OF_ONE = 200;
const MOST_KNOWN = 1000;
/** The API server forgets an event after an hour. */
const KNOWN_MS = 50 * 60_000;
const LAST_WORDS_MS = 2000;

const EVENTS: ApiResource = { group: '', version: 'v1', kind: 'Event', plural: 'events', isNamespaced: true };

interface Waiting extends Sightings {
  readonly event: ViolationEvent;
}

interface Known extends Sightings {
  readonly address: ObjectAddress;
}

/**
 * Writes events, as few as say it: the same violation of the same object is one event with a count. Nobody waits for it; what is too
 * much is dropped, and counted.
 */
export class EventRecorder implements AsyncDisposable {
  readonly #options: EventRecorderOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #waitingOf = new Map<string, number>();
  readonly #known = new Map<string, Known>();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #isClosing = false;
  #problem: string | undefined;
  #told = 0;
  #dropped = 0;
  /** Events that may be written at once, at the time that stands beside it. */
  #budget = { events: BURST, at: 0 };

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  get counts(): EventCounts {
    return { told: this.#told, dropped: this.#dropped };
  }

  record(event: ViolationEvent): void {
    const key = keyOf(event);
    const last = this.#options.now();
    const known = this.#waiting.get(key);
    if (known !== undefined) {
      this.#waiting.set(key, { ...known, count: known.count + 1, last });
      return;
    }
    const { namespace } = event.resource;
    const ofOne = this.#waitingOf.get(namespace) ?? 0;
    if (this.#isClosing || this.#waiting.size >= MOST_WAITING || ofOne >= MOST_OF_ONE) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.set(key, { event, count: 1, first: last, last });
    this.#waitingOf.set(namespace, ofOne + 1);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** What waits is written if that takes no longer than two seconds. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    const limit = setTimeout(() => this.#stop.abort(), LAST_WORDS_MS);
    await this.#running;
    clearTimeout(limit);
    for (const { count } of this.#waiting.values()) this.#dropped += count;
    this.#waiting.clear();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#turn();
      const [next] = this.#waiting;
      if (next === undefined || this.#stop.signal.aborted) return;
      const [key, waiting] = next;
      this.#take(key, waiting);
      await this.#tell(key, waiting);
    }
  }

  #take(key: string, { event: { resource } }: Waiting): void {
    this.#waiting.delete(key);
    const left = (this.#waitingOf.get(resource.namespace) ?? 1) - 1;
    if (left === 0) this.#waitingOf.delete(resource.namespace);
    else this.#waitingOf.set(resource.namespace, left);
  }

  /** Waits until the next one may be written. */
  async #turn(): Promise<void> {
    const { everyMs = EVERY_MS } = this.#options;
    const now = performance.now();
    const earned = (now - this.#budget.at) / everyMs;
    const events = Math.min(BURST, this.#budget.events + earned);
    this.#budget = { events: events - 1, at: now };
    if (events < 1) await pauseFor((1 - events) * everyMs, this.#stop.signal);
  }

  async #tell(key: string, { event, ...seen }: Waiting): Promise<void> {
    try {
      await this.#write(key, event, seen);
      this.#told += seen.count;
      this.#change(undefined);
    } catch (error) {
      this.#dropped += seen.count;
      if (!this.#stop.signal.aborted) this.#change(messageOf(error));
    }
  }

  async #write(key: string, event: ViolationEvent, seen: Sightings): Promise<void> {
    const known = this.#known.get(key);
    if (known !== undefined && seen.last.getTime() - known.first.getTime() < KNOWN_MS) {
      const all = { count: known.count + seen.count, first: known.first, last: seen.last };
      if (await this.#patch(known.address, all)) return keepRecent(this.#known, key, { ...known, ...all }, MOST_KNOWN);
    }
    const place = this.#options.placeOf(event);
    const namespace = namespaceOfEvent(event, place);
    const address = { resource: EVENTS, namespace };
    const { signal } = this.#stop;
    const written = await this.#options.client.create(address, toKubernetesEvent(event, place, seen), { signal });
    const name = textAt(written, ['metadata', 'name']);
    keepRecent(this.#known, key, { ...seen, address: { ...address, name } }, MOST_KNOWN);
  }

  /** @returns false when it is gone */
  async #patch(address: ObjectAddress, seen: Sightings): Promise<boolean> {
    try {
      const { signal } = this.#stop;
      await this.#options.client.patch(address, { type: 'merge', body: toCount(seen) }, { signal });
      return true;
    } catch (error) {
      if (hasStatus(error, 404)) return false;
      throw error;
    }
  }

  #change(problem: string | undefined): void {
    if ((problem === undefined) !== (this.#problem === undefined)) this.#options.onChange(problem);
    this.#problem = problem;
  }
}

/** Two with one key say the same. */
function keyOf({ process, reason, policy, constraint, message, resource }: ViolationEvent): string {
  const { group, kind, namespace, name } = resource;
  return JSON.stringify([process, reason, policy, constraint, message, group, kind, namespace, name]);
}

import { messageOf } from '../../core/errors.ts';
import { decideLease, holdsLease, observeLease, type LeaseView } from '../../core/lease/lease-decision.ts';
import { pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { LeaseStore } from './lease-store.ts';

export interface LeaseTimes {
  /** Milliseconds for which a sign of life lasts. Default: 15,000. */
  readonly durationMs: number;
  /** Milliseconds without a successful sign of life after which the holder gives up: less than it lasts. Default: 10,000. */
  readonly renewWithinMs: number;
  /** Milliseconds between two looks. Default: 2,000. */
  readonly everyMs: number;
}

export interface LeaseKeeperOptions {
  readonly store: LeaseStore;
  /** This replica's name, which no other has. */
  readonly self: string;
  readonly times?: Partial<LeaseTimes>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly today: () => Date;
  readonly pause?: Pause;
  readonly random?: () => number;
  /** Told of who holds it, and of what does not work, when that is something else. */
  readonly onChange?: (state: LeaseState) => void;
}

export type LeaseState =
  | { readonly kind: 'held' }
  | { readonly kind: 'waiting'; readonly holder: string }
  | { readonly kind: 'trouble'; readonly message: string };

const TIMES: LeaseTimes = { durationMs: 15_000, renewWithinMs: 10_000, everyMs: 2000 };

/**
 * Tries to be the one replica that holds a lease, for as long as it lives. Clocks need not agree: a replica counts the time since it saw
 * the last sign of life. A holder that cannot reach the server gives up before another may take over.
 */
export class LeaseKeeper implements AsyncDisposable {
  readonly #options: Required<Omit<LeaseKeeperOptions, 'times' | 'onChange'>> & {
    readonly times: LeaseTimes;
    readonly onChange: (state: LeaseState) => void;
  };
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #view: LeaseView | undefined;
  /** When this replica last gave a sign of life that arrived: the time at which it was sent. */
  #writtenAt: number | undefined;
  #term: AbortController | undefined;
  #limit: AbortController | undefined;
  #wake: (() => void) | undefined;
  #told = '';

  constructor(options: LeaseKeeperOptions) {
    this.#options = {
      pause: pauseFor,
      random: Math.random,
      onChange: () => undefined,
      ...options,
      times: { ...TIMES, ...options.times },
    };
    this.#running = this.#run();
  }

  /** Waits until this replica holds it. @returns a signal that ends with the term; undefined when it was told to stop before that */
  async term(stop: AbortSignal): Promise<AbortSignal | undefined> {
    const wake = (): void => this.#wake?.();
    stop.addEventListener('abort', wake);
    while (this.#term === undefined && !stop.aborted && !this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    stop.removeEventListener('abort', wake);
    return stop.aborted ? undefined : this.#term?.signal;
  }

  get isHeld(): boolean {
    return this.#term !== undefined;
  }

  /** Gives it back, so that nobody has to wait until it runs out. */
  async [Symbol.asyncDispose](): Promise<void> {
    const wasHeld = this.isHeld;
    this.#endTerm();
    this.#stop.abort();
    this.#wake?.();
    await this.#running;
    if (wasHeld && this.#view?.record?.holder === this.#options.self) await this.#giveBack();
  }

  async #run(): Promise<void> {
    const { times, pause, random } = this.#options;
    while (!this.#stop.signal.aborted) {
      await this.#look();
      await pause(times.everyMs * (1 + random() * 0.2), this.#stop.signal);
    }
  }

  async #look(): Promise<void> {
    try {
      await this.#step();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#tell({ kind: 'trouble', message: messageOf(error) });
    }
    this.#endIfOver();
  }

  async #step(): Promise<void> {
    const { store, self, now } = this.#options;
    const record = await store.read({ signal: this.#signal() });
    this.#view = observeLease(this.#view, record, now());
    const decision = decideLease(this.#view, self, now());
    switch (decision.kind) {
      case 'wait':
        this.#endTerm();
        return this.#tell({ kind: 'waiting', holder: decision.holder });
      case 'take':
      case 'renew':
        return this.#write(decision.kind === 'take');
    }
  }

  async #write(isNew: boolean): Promise<void> {
    const { store, self, times, now, today } = this.#options;
    const sentAt = now();
    const record = this.#view?.record;
    const claim = { holder: self, durationMs: times.durationMs, time: today(), isNew };
    const version = await store.write(claim, record, { signal: this.#signal() });
    // Somebody was faster: the next look says who.
    if (version === undefined || this.#stop.signal.aborted) return;
    this.#view = { record: { holder: self, version, durationMs: times.durationMs }, seenAt: sentAt };
    this.#writtenAt = sentAt;
    if (!holdsLease(sentAt, times.renewWithinMs, now())) return;
    this.#term ??= new AbortController();
    this.#limitTerm(times.renewWithinMs - (now() - sentAt));
    this.#tell({ kind: 'held' });
    this.#wake?.();
  }

  /** A server that hangs must not keep a holder from giving up in time. */
  #limitTerm(leftMs: number): void {
    this.#limit?.abort();
    const limit = new AbortController();
    this.#limit = limit;
    void this.#endAfter(leftMs, AbortSignal.any([limit.signal, this.#stop.signal]));
  }

  async #endAfter(ms: number, renewed: AbortSignal): Promise<void> {
    await this.#options.pause(ms, renewed);
    if (!renewed.aborted) this.#endIfOver();
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#options.times.renewWithinMs)]);
  }

  #endIfOver(): void {
    const { times, now } = this.#options;
    if (!holdsLease(this.#writtenAt, times.renewWithinMs, now())) this.#endTerm();
  }

  #endTerm(): void {
    this.#term?.abort(new Error('the lease is lost'));
    this.#term = undefined;
  }

  async #giveBack(): Promise<void> {
    const { store, times, today } = this.#options;
    const claim = { holder: '', durationMs: times.durationMs, time: today(), isNew: false };
    // Who comes next waits a little longer without this.
    await store.write(claim, this.#view?.record, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  }

  #tell(state: LeaseState): void {
    const text = JSON.stringify(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.onChange(state);
  }
}

import { messageOf, SluiceError } from '../../src/core/errors.ts';
import type { Plan } from '../../src/core/evaluate/plan-checks.ts';
import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import type { AdmissionImages } from '../admission/admission-images.ts';
import type { Served } from '../admission/admission-queue.ts';
import type { AnswerOptions } from '../admission/admission-response.ts';
import type { JudgeSubject } from '../admission/admission-subject.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import type { ImagesKeeper } from './images-keeper.ts';
import { JudgePool } from './judge-pool.ts';
import type { JudgeSet } from './judge-set.ts';
import { sayBroken, type JudgesLogEntry, type JudgesStatus, type LoadCounts } from './judges-status.ts';
import type { LoadedJudges } from './load-judges.ts';
import type { PolicySetFacts } from './policy-set-facts.ts';

export type LiveJudged =
  /** `by`: what judged. Absent: what is in force. */
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly by?: AnswerOptions }
  | { readonly kind: 'fault'; readonly message: string }
  /** There was no time for it. */
  | { readonly kind: 'shed'; readonly message: string };

/** Waits for its turn before it begins; what it gets are the milliseconds that are left. */
export type InTurn = <T>(limitMs: number, work: (leftMs: number) => Promise<T>) => Promise<Served<T>>;

const atOnce: InTurn = async (limitMs, work) => ({ kind: 'served', value: await work(limitMs) });

export interface LiveJudgesOptions {
  readonly load: () => Promise<LoadedJudges>;
  readonly images: ImagesKeeper;
  readonly threads: number;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly now: () => Date;
  readonly onNotice: (message: string) => void;
  readonly log: (entry: JudgesLogEntry) => void;
  /** What policies may look up in the cluster; absent while nobody watches one. */
  readonly view?: ClusterView | undefined;
  /** Told of what was loaded when it judges. */
  readonly onInForce?: (loaded: LoadedJudges) => void;
  /** Milliseconds until the first attempt after one that failed; each further one waits twice as long. Default: 1000. */
  readonly retryMs?: number;
}

const MOST_RETRY_MS = 60_000;

/** What judges as one: nothing of it is used with anything of another. */
interface InForce extends JudgeSet {
  readonly loaded: LoadedJudges;
  readonly images?: AdmissionImages;
  readonly loadedAt: Date;
}

/**
 * What judges, for as long as the server lives. A change is loaded beside it and then takes its place; what cannot be loaded
 * does not, and the last good set goes on.
 */
export class LiveJudges implements AsyncDisposable {
  readonly #options: LiveJudgesOptions & { readonly retryMs: number };
  readonly #pool: JudgePool<InForce>;
  #inForce: InForce;
  #status: Pick<JudgesStatus, 'state' | 'since' | 'reason'>;
  #loads: LoadCounts;
  #running: Promise<void> | undefined;
  #isDue = false;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(options: LiveJudgesOptions, pool: JudgePool<InForce>, first: InForce) {
    this.#options = { retryMs: 1000, ...options };
    this.#pool = pool;
    this.#inForce = first;
    this.#status = { state: 'ready', since: first.loadedAt };
    this.#loads = { good: 1, failed: 0, isGood: true, lastGoodAt: first.loadedAt };
  }

  /** @throws SluiceError when the policies cannot be loaded: there is no last good set yet */
  static async open(options: LiveJudgesOptions): Promise<LiveJudges> {
    const set = await toInForce(await options.load(), options);
    const { threads, today, onNotice, view } = options;
    for (const notice of set.loaded.notices) onNotice(notice);
    const pool = await JudgePool.open({ set, threads, today, onNotice, ...(view && { view }) });
    options.onInForce?.(set.loaded);
    sayBroken([], set.loaded.broken, options.log);
    return new LiveJudges(options, pool, set);
  }

  get isReady(): boolean {
    return this.#pool.isReady;
  }

  /** Whatever judged last. An answer says by what it was judged itself. */
  get policySet(): string {
    return this.#inForce.loaded.policySet;
  }

  get facts(): PolicySetFacts {
    return this.#inForce.loaded;
  }

  /** What is asked. */
  get plan(): Plan {
    return this.#inForce.task.plan;
  }

  get failOn(): AnswerOptions['failOn'] {
    return this.#inForce.loaded.failOn;
  }

  /** Files and folders that a change of which may change what judges. */
  get files(): readonly string[] {
    return this.#inForce.loaded.files;
  }

  /** As these were before the set was read that judges. */
  get filesState(): string {
    return this.#inForce.loaded.filesState;
  }

  get loads(): LoadCounts {
    return this.#loads;
  }

  get status(): JudgesStatus {
    const { loaded, loadedAt } = this.#inForce;
    const { policySet, policies, broken } = loaded;
    return { ...this.#status, policySet, policies, loadedAt, broken };
  }

  /**
   * Judges one object. It answers within `limitMs`, with a fault when there is no verdict by then.
   * @param inTurn when there are more than can be judged at a time; asking about images takes nobody's turn
   */
  async judge(subject: JudgeSubject, limitMs: number, inTurn: InTurn = atOnce): Promise<LiveJudged> {
    const deadline = performance.now() + limitMs;
    const leftMs = (): number => Math.max(1, Math.ceil(deadline - performance.now()));
    for (let { images } = this.#inForce; ;) {
      const facts = await images?.(subject, leftMs());
      const served = await inTurn(leftMs(), (turnMs) => this.#pool.judge(subject, turnMs, facts));
      if (served.kind === 'shed') return served;
      const judged = served.value;
      if (judged.kind === 'fault') return judged;
      const { loaded, images: wanted } = judged.by;
      // Another set has come meanwhile, and what was found out was found out for the one before.
      if (wanted === images) {
        return { kind: 'verdict', verdict: judged.verdict, by: { policySet: loaded.policySet, failOn: loaded.failOn } };
      }
      images = wanted;
    }
  }

  /** Policies see this of the cluster from now on. */
  update(view: ClusterView): void {
    this.#pool.update(view);
  }

  /** Settles when all that judges sees what this was told of the cluster so far. */
  get settled(): Promise<void> {
    return this.#pool.settled;
  }

  /**
   * Loads again what there is now. What is asked for while it is being done is done once more, and once, after it.
   * @returns when nothing is left to do; whether it worked is in the status
   */
  async reload(): Promise<void> {
    clearTimeout(this.#retry);
    this.#isDue = true;
    this.#running ??= this.#run();
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#pool[Symbol.asyncDispose]();
  }

  async #run(): Promise<void> {
    while (this.#isDue && !this.#isClosed) {
      this.#isDue = false;
      await this.#reloadOnce();
    }
    this.#running = undefined;
  }

  async #reloadOnce(): Promise<void> {
    const before = this.#status;
    this.#status = { ...before, state: 'loading', since: this.#options.now() };
    try {
      const loaded = await this.#options.load();
      const { broken } = this.#inForce.loaded;
      await this.#take(loaded);
      sayBroken(broken, loaded.broken, this.#options.log);
      this.#options.onInForce?.(loaded);
      this.#failures = 0;
      this.#loads = { ...this.#loads, good: this.#loads.good + 1, isGood: true, lastGoodAt: this.#options.now() };
      this.#status = { state: 'ready', since: before.state === 'ready' ? before.since : this.#options.now() };
    } catch (error) {
      if (!this.#isClosed) this.#fail(error, before);
    }
  }

  async #take(loaded: LoadedJudges): Promise<void> {
    const before = this.#inForce;
    if (loaded.fingerprint === before.loaded.fingerprint) {
      const { files, filesState, broken } = loaded;
      this.#inForce = { ...before, loaded: { ...before.loaded, files, filesState, broken } };
      return;
    }
    const next = await toInForce(loaded, this.#options);
    await this.#pool.swap(next);
    this.#inForce = next;
    const said = new Set(before.loaded.notices);
    for (const notice of loaded.notices) if (!said.has(notice)) this.#options.onNotice(notice);
    const { policySet: to, policies } = loaded;
    this.#options.log({ event: 'policies-changed', from: before.loaded.policySet, to, policies });
  }

  /** It may be half of a change, or a server that is away: it is tried again, and at once when something else changes. */
  #fail(error: unknown, before: Pick<JudgesStatus, 'state' | 'since' | 'reason'>): void {
    const { log, now, retryMs } = this.#options;
    const reason = reasonOf(error);
    const waitMs = Math.min(MOST_RETRY_MS, retryMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#loads = { ...this.#loads, failed: this.#loads.failed + 1, isGood: false };
    const isKnown = before.state === 'failed' && before.reason === reason;
    this.#status = isKnown ? before : { state: 'failed', since: now(), reason };
    if (!isKnown) log({ event: 'policies-failed', reason, policySet: this.policySet, retryMs: waitMs });
    this.#retry = setTimeout(() => void this.reload(), waitMs);
    this.#retry.unref();
  }
}

async function toInForce(loaded: LoadedJudges, { images, now }: LiveJudgesOptions): Promise<InForce> {
  const { task, readsInventory, images: need } = loaded;
  const found = need === undefined ? {} : { images: await images(need) };
  return { task, readsInventory: readsInventory ?? false, loaded, loadedAt: now(), ...found };
}

const reasonOf = (error: unknown): string =>
  error instanceof SluiceError ? `${error.code}: ${error.message}` : messageOf(error);

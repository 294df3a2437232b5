import { messageOf } from '../../core/errors.ts';
import type { SyncedKind } from '../../core/gatekeeper/synced-kinds.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { matchesWildcard } from '../../core/policies/wildcard.ts';
import { Backoff, pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { KubeClient } from '../kubernetes/kube-client.ts';
import { Reflector } from '../kubernetes/reflector.ts';
import {
  InventoryStore,
  kindKey,
  kindText,
  toInventoryObject,
  type ClusterInventory,
  type InventoryLimits,
  type InventoryObject,
} from './inventory-store.ts';
import { shareText, TextPacker, type SharedText } from './shared-text.ts';

export interface InventoryWatchesOptions {
  readonly client: KubeClient;
  readonly limits: InventoryLimits;
  /** Told of each change; gives it its number. */
  readonly nextRevision: () => number;
  readonly onTrouble: () => void;
  readonly pause?: Pause;
  readonly random?: () => number;
}

/** What is to be synced: what Config and SyncSets say. */
export interface InventoryWish {
  readonly kinds: readonly SyncedKind[];
  /** Patterns of Namespaces that are left out. */
  readonly excludedNamespaces: readonly string[];
}

interface Watch {
  readonly kind: SyncedKind;
  readonly stop: AbortController;
  reflector: Reflector<InventoryObject> | undefined;
  running: Promise<void>;
  trouble: string | undefined;
}

/** Of what is listed nothing but texts is kept: a page that is gone before the next one comes makes no heap grow. */
const PAGE = 50;

/** Keeps the objects that policies may look up, of whatever kinds are asked for at the moment. */
export class InventoryWatches implements AsyncDisposable {
  readonly #options: Required<InventoryWatchesOptions>;
  readonly #watches = new Map<string, Watch>();
  readonly #ended = new Set<Promise<void>>();
  #store: InventoryStore;
  #wish: InventoryWish = { kinds: [], excludedNamespaces: [] };
  #excess: string | undefined;

  constructor(options: InventoryWatchesOptions) {
    this.#options = { pause: pauseFor, random: Math.random, ...options };
    this.#store = new InventoryStore(options.limits, options.nextRevision);
  }

  /** Watches these kinds from now on, and no others. After too much was found, another wish begins anew. */
  want(wish: InventoryWish): void {
    if (JSON.stringify(wish) === JSON.stringify(this.#wish)) return;
    const isOtherPart = wish.excludedNamespaces.join() !== this.#wish.excludedNamespaces.join();
    this.#wish = wish;
    const wanted = new Set(wish.kinds.map(kindKey));
    if (isOtherPart || this.#excess !== undefined) this.#clear();
    for (const [key, watch] of this.#watches) {
      if (!wanted.has(key)) this.#end(key, watch);
    }
    for (const kind of wish.kinds) {
      if (!this.#watches.has(kindKey(kind))) this.#start(kind);
    }
    this.#options.nextRevision();
  }

  /** What does not work at the moment, by kind. */
  get troubles(): readonly { readonly about: string; readonly message: string }[] {
    return [...this.#watches.values()].flatMap(({ kind, trouble }) =>
      trouble === undefined ? [] : [{ about: `inventory of ${kindText(kind)}`, message: trouble }],
    );
  }

  /** Everything was listed once, or is known to be too much. */
  get isSettled(): boolean {
    return this.#excess !== undefined || this.#unlisted().length === 0;
  }

  show(): ClusterInventory {
    if (this.#excess !== undefined) {
      const fix = 'sync fewer kinds in Config or SyncSets, leave Namespaces out, or raise the limit';
      return { kind: 'incomplete', reason: `the inventory is too large: ${this.#excess}; ${fix}` };
    }
    const unlisted = this.#unlisted();
    if (unlisted.length > 0) return { kind: 'incomplete', reason: `not listed yet: ${unlisted.join(', ')}` };
    return this.#store.show();
  }

  #unlisted(): readonly string[] {
    return [...this.#watches.values()]
      .filter(({ reflector }) => reflector?.isSynced !== true)
      .map(({ kind, trouble }) => `${kindText(kind)}${trouble === undefined ? '' : ` (${trouble})`}`);
  }

  #start(kind: SyncedKind): void {
    const watch: Watch = {
      kind,
      stop: new AbortController(),
      reflector: undefined,
      trouble: undefined,
      running: Promise.resolve(),
    };
    this.#watches.set(kindKey(kind), watch);
    watch.running = this.#follow(watch);
  }

  /** A kind may be asked for before the cluster knows it. */
  async #follow(watch: Watch): Promise<void> {
    const { client, pause, random } = this.#options;
    const { signal } = watch.stop;
    const backoff = new Backoff({ firstMs: 500, longestMs: 30_000, random });
    while (!signal.aborted) {
      try {
        const resource = await client.discover(watch.kind, { signal });
        if (signal.aborted) return;
        if (resource !== undefined) {
          this.#tell(watch, undefined);
          watch.reflector = this.#reflect(watch, resource);
          // Also a kind without objects is known from then on.
          void watch.reflector.synced.then(this.#options.nextRevision);
          return;
        }
        this.#tell(watch, 'the cluster has no such kind');
      } catch (error) {
        if (!signal.aborted) this.#tell(watch, messageOf(error));
      }
      await pause(backoff.next(), signal);
    }
  }

  #reflect(watch: Watch, resource: Parameters<KubeClient['list']>[0]): Reflector<InventoryObject> {
    const { kind } = watch;
    const listed = { objects: 0, size: 0 };
    const packer = new TextPacker();
    const packed = (text: string): SharedText => packer.share(text);
    const project = (object: JsonObject): InventoryObject | undefined => {
      // What is listed later is mostly known, and the rest would keep the place of its neighbours.
      const kept = this.#project(object, watch.reflector?.isSynced === true ? shareText : packed);
      if (kept === undefined || this.#excess !== undefined) return undefined;
      listed.objects += 1;
      listed.size += kept.text.bytes.length;
      // Looked at while a list comes in: nobody waits for the end of what is too much.
      if (listed.objects % 256 === 0 && this.#store.wouldExceed(kind, listed.objects, listed.size)) this.#giveUp();
      return kept;
    };
    return new Reflector({
      client: this.#options.client,
      resource,
      project,
      absent: 'wait',
      limit: PAGE,
      consumer: {
        onListing: () => Object.assign(listed, { objects: 0, size: 0 }),
        onReplace: (items) => this.#change(() => this.#store.replace(kind, items)),
        onUpsert: (item) => this.#change(() => this.#store.upsert(kind, item)),
        onDelete: (key) => this.#change(() => this.#store.delete(kind, key)),
        onTrouble: (message) => this.#tell(watch, message),
        onRecovered: () => this.#tell(watch, undefined),
      },
    });
  }

  #project(object: JsonObject, share: (text: string) => SharedText): InventoryObject | undefined {
    const kept = toInventoryObject(object, share);
    if (kept === undefined) return undefined;
    const { namespace, kind, apiVersion, name } = kept.identity;
    const place = apiVersion === 'v1' && kind === 'Namespace' ? name : namespace;
    const isExcluded = place !== '' && this.#wish.excludedNamespaces.some((pattern) => matchesWildcard(pattern, place));
    return isExcluded ? undefined : kept;
  }

  #change(change: () => void): void {
    if (this.#excess !== undefined) return;
    change();
    if (this.#store.excess !== undefined) this.#giveUp();
  }

  /** Keeps nothing rather than a part: what is looked up in a part may not be found. */
  #giveUp(): void {
    this.#excess ??= this.#store.excess ?? 'it is larger than the limit';
    for (const [key, watch] of this.#watches) this.#end(key, watch);
    this.#store = new InventoryStore(this.#options.limits, this.#options.nextRevision);
    this.#options.nextRevision();
    this.#options.onTrouble();
  }

  #clear(): void {
    this.#excess = undefined;
    for (const [key, watch] of this.#watches) this.#end(key, watch);
    this.#store = new InventoryStore(this.#options.limits, this.#options.nextRevision);
  }

  #end(key: string, watch: Watch): void {
    this.#watches.delete(key);
    watch.stop.abort();
    const ended = endOf(watch).finally(() => this.#ended.delete(ended));
    this.#ended.add(ended);
    this.#store.drop(watch.kind);
  }

  #tell(watch: Watch, trouble: string | undefined): void {
    if (watch.trouble === trouble) return;
    watch.trouble = trouble;
    this.#options.onTrouble();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [key, watch] of this.#watches) this.#end(key, watch);
    await Promise.all(this.#ended);
  }
}

async function endOf(watch: Watch): Promise<void> {
  await watch.running;
  await watch.reflector?.[Symbol.asyncDispose]();
}

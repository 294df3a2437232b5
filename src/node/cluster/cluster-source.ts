import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import { excludedNamespaces, syncedKinds } from '../../core/gatekeeper/synced-kinds.ts';
import type { ApiResource } from '../kubernetes/kube-client.ts';
import { toClusterObject, type ClusterObject } from './cluster-object.ts';
import type { ClusterData, ClusterPolicies, ClusterProblem, PolicyOutcome } from './cluster-policies.ts';
import {
  CLUSTER_LIMITS,
  CLUSTER_TIMES,
  type ClusterLimits,
  type ClusterSourceOptions,
  type ClusterTimes,
} from './cluster-source-options.ts';
import { ConstraintWatches } from './constraint-watches.ts';
import { Debounce } from './debounce.ts';
import { toDeclaredNamespace } from './declared-namespace.ts';
import { GATEKEEPER_KINDS, NAMESPACES, type GatekeeperKind } from './gatekeeper-kinds.ts';
import { kindKey } from './inventory-store.ts';
import { InventoryWatches, type InventoryWish } from './inventory-watches.ts';
import { generationsOf, inForceOf, judgedVersions, toObjects } from './judged-versions.ts';
import { KeptVersions } from './kept-versions.ts';
import { KindWatch } from './kind-watch.ts';
import { LeftOvers } from './left-overs.ts';
import { looksUp } from './sound-versions.ts';
import { StatusReporter } from './status-reporter.ts';

/** A cluster as a source of policies. Disposing it ends its watches, and writes nothing more. */
export interface ClusterSource extends AsyncDisposable {
  /** The latest policies and data; undefined before everything was listed. */
  readonly snapshot: ClusterPolicies | undefined;
  /** What is waited for before there is a first snapshot, or does not work since: for people, and for `/readyz?verbose`. */
  readonly problems: readonly ClusterProblem[];
  /** Says what became of a snapshot: it is written to the status of its objects. */
  report(outcome: PolicyOutcome): void;
}

/**
 * Takes the policies of a cluster as Gatekeeper does: its templates, whose kinds of constraints are made, their constraints,
 * Config, SyncSets, ExpansionTemplates, and what policies look up.
 */
export function startClusterSource(options: ClusterSourceOptions): ClusterSource {
  return new WatchedCluster(options);
}

type Objects = KindWatch<ClusterObject>;

class WatchedCluster implements ClusterSource {
  readonly #options: ClusterSourceOptions;
  readonly #limits: ClusterLimits;
  readonly #times: ClusterTimes;
  readonly #watches: Readonly<Record<GatekeeperKind, Objects>>;
  readonly #constraints: ConstraintWatches;
  readonly #namespaces: KindWatch<DeclaredNamespace>;
  readonly #inventory: InventoryWatches;
  readonly #reporter: StatusReporter;
  readonly #leftOvers: LeftOvers | undefined;
  readonly #kept: KeptVersions | undefined;
  readonly #telling: Debounce;
  /** What judges looks up the inventory, whatever the templates say by now. */
  #isLookedUp = false;
  #dataRevision = 1;
  #toldText: string | undefined;
  /** What judges, by uid: the generation. */
  #judging: ReadonlyMap<string, number> = new Map();
  /** Kept versions that were told of. */
  #toldKept: ReadonlySet<string> = new Set();
  #toldProblems = '';
  #snapshot: ClusterPolicies | undefined;
  #isDisposed = false;

  constructor(options: ClusterSourceOptions) {
    this.#options = options;
    this.#limits = { ...CLUSTER_LIMITS, ...options.limits };
    this.#times = { ...CLUSTER_TIMES, ...options.times };
    const { client } = options;
    this.#telling = new Debounce(this.#times, () => this.#tell());
    const touch = (): void => this.#telling.touch();
    this.#constraints = new ConstraintWatches({
      client,
      watch: (resource) => this.#watchObjects({ resource, onChange: touch, absent: 'wait' }),
      keptOf: (object) => this.#kept?.inPlaceOf(object),
      onChange: touch,
    });
    this.#reporter = new StatusReporter({
      ...options,
      onTrouble: touch,
      stateOfKind: (kind) => this.#constraints.stateOf(kind),
    });
    this.#leftOvers = this.#startLeftOvers();
    this.#kept = this.#startKept();
    this.#inventory = new InventoryWatches({
      client,
      limits: { maxObjects: this.#limits.maxInventoryObjects, maxSize: this.#limits.maxInventorySize },
      nextRevision: () => this.#nextRevision(),
      onTrouble: touch,
    });
    this.#watches = {
      templates: this.#watch('templates', () => this.#takeTemplates()),
      config: this.#watch('config', () => this.#takeSync()),
      syncSets: this.#watch('syncSets', () => this.#takeSync()),
      expansions: this.#watch('expansions', touch),
    };
    this.#namespaces = this.#watchNamespaces();
  }

  get snapshot(): ClusterPolicies | undefined {
    return this.#snapshot;
  }

  get problems(): readonly ClusterProblem[] {
    const watches = [...this.#named(), ['namespaces', this.#namespaces] as const];
    const ofWatches = watches.flatMap(([about, { trouble, isSynced }]) => {
      const message = trouble ?? (isSynced ? undefined : 'not listed yet');
      return message === undefined ? [] : [{ about, message }];
    });
    const trouble = this.#reporter.trouble;
    const ofStatus = trouble === undefined ? [] : [{ about: 'status', message: trouble }];
    const ofKept = [this.#kept?.trouble ?? []].flat().map((message) => ({ about: 'last good versions', message }));
    const left = this.#leftOvers?.trouble;
    const ofLeftOvers = left === undefined ? [] : [{ about: 'status of pods that are gone', message: left }];
    return [
      ...ofWatches,
      ...this.#constraints.problems,
      ...this.#inventory.troubles,
      ...ofStatus,
      ...ofLeftOvers,
      ...ofKept,
    ];
  }

  report(outcome: PolicyOutcome): void {
    if (outcome.isInForce) {
      const inForce = inForceOf(outcome);
      this.#isLookedUp = inForce.some(looksUp);
      this.#judging = generationsOf(inForce.flatMap(toObjects));
      this.#kept?.take(judgedVersions(outcome));
      this.#takeSync();
    }
    this.#reporter.report(outcome, this.#reported());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    this.#telling[Symbol.dispose]();
    const watches = [...Object.values(this.#watches), this.#namespaces];
    const parts = [...watches, this.#constraints, this.#inventory, this.#reporter];
    await this.#leftOvers?.[Symbol.asyncDispose]();
    await this.#kept?.[Symbol.asyncDispose]();
    await Promise.all(parts.map((part) => part[Symbol.asyncDispose]()));
  }

  #startLeftOvers(): LeftOvers | undefined {
    const { client, podId, namespace } = this.#options;
    const times = this.#times.leftOvers;
    if (namespace === undefined) return undefined;
    return new LeftOvers({
      client,
      podId,
      namespace,
      entries: () => this.#reported().flatMap(({ podIds }) => podIds),
      sweep: (isStale) => this.#reporter.sweep(isStale, this.#reported()),
      onTrouble: () => this.#telling.touch(),
      ...(times && { times }),
    });
  }

  #startKept(): KeptVersions | undefined {
    const { client, podId, keptIn: namespace } = this.#options;
    if (namespace === undefined) return undefined;
    return new KeptVersions({
      client,
      podId,
      namespace,
      onChange: () => {
        this.#takeTemplates();
        this.#telling.touch();
      },
      onTrouble: () => this.#telling.touch(),
    });
  }

  #watch(name: GatekeeperKind, onChange: () => void): Objects {
    return this.#watchObjects({
      resource: GATEKEEPER_KINDS[name],
      onChange: () => (onChange(), this.#telling.touch()),
    });
  }

  #watchObjects(options: {
    readonly resource: ApiResource;
    readonly onChange: () => void;
    readonly absent?: 'wait';
  }): Objects {
    const { client, podId } = this.#options;
    return new KindWatch({
      ...options,
      client,
      project: (object) => toClusterObject(object, podId),
      isSame: (a, b) => a.text === b.text,
      onSynced: () => this.#telling.touch(),
      onTrouble: () => this.#telling.touch(),
      onSeen: (object) => this.#reporter.see(object),
      maxObjects: this.#limits.maxPolicies,
    });
  }

  #watchNamespaces(): KindWatch<DeclaredNamespace> {
    return new KindWatch({
      client: this.#options.client,
      resource: NAMESPACES,
      project: toDeclaredNamespace,
      isSame: (a, b) => a.json === b.json,
      onChange: () => void this.#nextRevision(),
      onSynced: () => this.#telling.touch(),
      onTrouble: () => this.#telling.touch(),
      absent: 'wait',
      maxObjects: this.#limits.maxNamespaces,
    });
  }

  #nextRevision(): number {
    this.#dataRevision += 1;
    this.#telling.touch();
    return this.#dataRevision;
  }

  #takeTemplates(): void {
    this.#constraints.take(this.#watches.templates.objects.values());
    this.#takeSync();
  }

  /** Objects are kept only when a template may look at them: ten thousand Pods are not kept for nobody. */
  #takeSync(): void {
    const configs = [...this.#watches.config.objects.values()].map(({ source }) => source.source);
    const syncSets = [...this.#watches.syncSets.objects.values()].map(({ source }) => source.source);
    const kinds = this.#readsInventory() ? [...configs, ...syncSets].flatMap(syncedKinds) : [];
    const wish: InventoryWish = {
      kinds: [...new Map(kinds.map((kind) => [kindKey(kind), kind])).values()].sort(byKey),
      excludedNamespaces: configs.flatMap((config) => excludedNamespaces(config, 'sync')).sort(),
    };
    this.#inventory.want(wish);
  }

  #readsInventory(): boolean {
    if (this.#isLookedUp) return true;
    return [...this.#constraints.templates, ...this.#keptOf(this.#reported())].some(({ source }) => looksUp(source));
  }

  /** What judges elsewhere in the place of these. */
  #keptOf(objects: readonly ClusterObject[]): readonly ClusterObject[] {
    return objects.flatMap((object) => this.#kept?.inPlaceOf(object) ?? []);
  }

  /** Tells of what is another now, once everything was listed. */
  #tell(): void {
    if (this.#isDisposed) return;
    this.#constraints.renew();
    this.#tellProblems();
    if (this.#isComplete()) this.#tellPolicies();
    else if (this.#snapshot !== undefined) this.#tellData(this.#snapshot);
  }

  #tellPolicies(): void {
    const { objects, problems } = this.#showPolicies();
    const text = canonicalJson([objects.map((object) => object.text), problems]);
    const kept = this.#keptOf(objects);
    // What judges here is as late as that, or later, when this replica has kept it itself.
    const useful = kept.filter(({ uid, generation }) => generation > (this.#judging.get(uid) ?? 0)).map(versionOf);
    const isKnown = useful.every((version) => this.#toldKept.has(version));
    if (this.#snapshot !== undefined && text === this.#toldText && isKnown) return this.#tellData(this.#snapshot);
    this.#toldText = text;
    this.#toldKept = new Set(useful);
    const revision = (this.#snapshot?.revision ?? 0) + 1;
    const gatekeeper = objects.map(({ source }) => source);
    const sources = kept.map(({ source }) => source);
    this.#snapshot = { revision, gatekeeper, kept: sources, problems, data: this.#showData() };
    this.#options.onPolicies(this.#snapshot);
  }

  /** New policies may wait for their constraints; a new Namespace waits for nobody. */
  #tellData(snapshot: ClusterPolicies): void {
    if (snapshot.data.revision === this.#dataRevision) return;
    const data = this.#showData();
    this.#snapshot = { ...snapshot, data };
    this.#options.onData(data);
  }

  #tellProblems(): void {
    const { problems } = this;
    const text = canonicalJson(problems);
    if (text === this.#toldProblems) return;
    this.#toldProblems = text;
    this.#options.onStatus?.(problems);
  }

  #isComplete(): boolean {
    const isListed = Object.values(this.#watches).every(({ isSynced }) => isSynced) && this.#namespaces.isSynced;
    if (!isListed || this.#kept?.isSynced === false) return false;
    if (!this.#constraints.areComing(this.#settleMs)) return true;
    this.#telling.touchIn(this.#settleMs);
    return false;
  }

  get #settleMs(): number {
    const { settleMs, firstSettleMs } = this.#times;
    return this.#snapshot === undefined ? firstSettleMs : settleMs;
  }

  #showPolicies(): { readonly objects: readonly ClusterObject[]; readonly problems: readonly ClusterProblem[] } {
    const objects = this.#reported().sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    const problems = this.#named().flatMap(([about, watch]) => {
      // Of a kind that the cluster does not have there is nothing.
      const isMissing = watch.isTruncated || (!watch.isSynced && !watch.isAbsent);
      return isMissing ? [{ about, message: watch.trouble ?? 'not listed yet' }] : [];
    });
    return { objects, problems };
  }

  #showData(): ClusterData {
    const revision = this.#dataRevision;
    return {
      revision,
      namespaces: new Map(this.#namespaces.objects),
      inventory: this.#inventory.show(),
    };
  }

  #reported(): ClusterObject[] {
    return this.#named().flatMap(([, { objects }]) => [...objects.values()]);
  }

  #named(): readonly (readonly [string, Objects])[] {
    const { templates, config, syncSets, expansions } = this.#watches;
    return [
      ['templates', templates],
      ['configs', config],
      ['syncsets', syncSets],
      ['expansiontemplates', expansions],
      ...this.#constraints.named,
    ];
  }
}

const byKey = (a: Parameters<typeof kindKey>[0], b: Parameters<typeof kindKey>[0]): number =>
  kindKey(a) < kindKey(b) ? -1 : 1;

const orderOf = ({ source }: ClusterObject): string => source.source.file;

const versionOf = ({ uid, generation }: ClusterObject): string => `${uid} ${generation}`;

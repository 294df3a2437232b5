import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import { toConstraintTemplate, type ConstraintTemplate } from '../../core/gatekeeper/constraint-template.ts';
import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { excludedNamespaces, syncedKinds } from '../../core/gatekeeper/synced-kinds.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { splitPlace, toClusterObject, type ClusterObject } from './cluster-object.ts';
import type { ClusterData, ClusterPolicies, ClusterProblem, PolicyOutcome } from './cluster-policies.ts';
import { ConstraintKinds, constraintResource } from './constraint-kinds.ts';
import { Debounce } from './debounce.ts';
import { GATEKEEPER_KINDS, NAMESPACES, type GatekeeperKind } from './gatekeeper-kinds.ts';
import { kindKey } from './inventory-store.ts';
import { InventoryWatches, type InventoryWish } from './inventory-watches.ts';
import { KindWatch } from './kind-watch.ts';
import { toDeclaredNamespace } from './declared-namespace.ts';
import { KeptVersions, type JudgedVersions } from './kept-versions.ts';
import { LeftOvers, type LeftOversTimes } from './left-overs.ts';
import { looksUp } from './sound-versions.ts';
import { StatusReporter } from './status-reporter.ts';

export interface ClusterSourceOptions {
  readonly client: KubeClient;
  /** This replica's name in the status of objects: that of its pod. */
  readonly podId: string;
  /** Where its pod is: what pods of the same Deployment left in the status of objects is taken away when they are no more. Absent: it stays. */
  readonly namespace?: string | undefined;
  /** The Namespace where replicas keep last good versions for each other. Absent: they do not. */
  readonly keptIn?: string | undefined;
  /** Other policies: the set must be loaded again, and its outcome reported. Not called before everything was listed. */
  readonly onPolicies: (snapshot: ClusterPolicies) => void;
  /** Other data, the same policies. */
  readonly onData: (data: ClusterData) => void;
  /** What does not work at the moment; empty when all does. Called when that is something else. */
  readonly onStatus?: (problems: readonly ClusterProblem[]) => void;
  /** `operations` in the status of objects. Default: webhook, status. */
  readonly operations?: readonly string[];
  readonly limits?: Partial<ClusterLimits>;
  readonly times?: Partial<ClusterTimes>;
}

export interface ClusterLimits {
  /** Templates, and constraints of one kind. Default: 2,000. */
  readonly maxPolicies: number;
  /** Default: 50,000. */
  readonly maxNamespaces: number;
  /** Default: 100,000. */
  readonly maxInventoryObjects: number;
  /** Characters of all objects of the inventory. Default: 128 Mi. */
  readonly maxInventorySize: number;
}

export interface ClusterTimes {
  /** Milliseconds of quiet before a change is told. Default: 100. */
  readonly quietMs: number;
  /** Milliseconds after which it is told without quiet. Default: 1,000. */
  readonly mostMs: number;
  /** Milliseconds that new policies wait for the constraints of a new template. Default: 10,000. */
  readonly settleMs: number;
  /** The same for the first policies, before which nobody can begin: a busy API server takes its time. Default: 60,000. */
  readonly firstSettleMs: number;
  /** When left-overs in the status of objects are looked for. Default: after 30 seconds, and every five minutes. */
  readonly leftOvers?: LeftOversTimes;
}

/** A cluster as a source of policies. Disposing it ends its watches, and writes nothing more. */
export interface ClusterSource extends AsyncDisposable {
  /** The latest policies and data; undefined before everything was listed. */
  readonly snapshot: ClusterPolicies | undefined;
  /** What is waited for before there is a first snapshot, or does not work since: for people, and for `/readyz?verbose`. */
  readonly problems: readonly ClusterProblem[];
  /** Says what became of a snapshot: it is written to the status of its objects. */
  report(outcome: PolicyOutcome): void;
}

const LIMITS: ClusterLimits = {
  maxPolicies: 2000,
  maxNamespaces: 50_000,
  maxInventoryObjects: 100_000,
  maxInventorySize: 128 * 1024 * 1024,
};

const TIMES: ClusterTimes = { quietMs: 100, mostMs: 1000, settleMs: 10_000, firstSettleMs: 60_000 };

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
  readonly #constraints = new Map<string, { readonly watch: Objects; readonly since: number }>();
  readonly #namespaces: KindWatch<DeclaredNamespace>;
  readonly #kinds: ConstraintKinds;
  readonly #inventory: InventoryWatches;
  readonly #reporter: StatusReporter;
  readonly #leftOvers: LeftOvers | undefined;
  readonly #kept: KeptVersions | undefined;
  readonly #telling: Debounce;
  readonly #ending = new Set<Promise<void>>();
  #soundTemplates = new Map<string, { readonly template: ConstraintTemplate; readonly object: ClusterObject }>();
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
    this.#limits = { ...LIMITS, ...options.limits };
    this.#times = { ...TIMES, ...options.times };
    const { client } = options;
    this.#telling = new Debounce(this.#times, () => this.#tell());
    const touch = (): void => this.#telling.touch();
    this.#kinds = new ConstraintKinds({ client, onChange: (kind) => this.#takeKind(kind) });
    this.#reporter = new StatusReporter({
      ...options,
      onTrouble: touch,
      stateOfKind: (kind) => this.#kinds.stateOf(kind),
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
    const ofKinds = [...this.#soundTemplates.keys()].flatMap((kind) => {
      const state = this.#kinds.stateOf(kind);
      return state.kind === 'failed' ? [{ about: `kind ${kind}`, message: state.message }] : [];
    });
    const trouble = this.#reporter.trouble;
    const ofStatus = trouble === undefined ? [] : [{ about: 'status', message: trouble }];
    const ofKept = [this.#kept?.trouble ?? []].flat().map((message) => ({ about: 'last good versions', message }));
    const left = this.#leftOvers?.trouble;
    const ofLeftOvers = left === undefined ? [] : [{ about: 'status of pods that are gone', message: left }];
    return [...ofWatches, ...ofKinds, ...this.#inventory.troubles, ...ofStatus, ...ofLeftOvers, ...ofKept];
  }

  report(outcome: PolicyOutcome): void {
    if (outcome.isInForce) {
      const inForce = inForceOf(outcome);
      this.#isLookedUp = inForce.some(looksUp);
      this.#judging = new Map(inForce.flatMap(toObjects).map(({ uid, generation }) => [uid, generation]));
      this.#kept?.take(judgedVersions(outcome));
      this.#takeSync();
    }
    this.#reporter.report(outcome, this.#reported());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    this.#telling[Symbol.dispose]();
    const watches = [...Object.values(this.#watches), ...[...this.#constraints.values()].map(({ watch }) => watch)];
    const parts = [...watches, this.#namespaces, this.#kinds, this.#inventory, this.#reporter];
    await this.#leftOvers?.[Symbol.asyncDispose]();
    await this.#kept?.[Symbol.asyncDispose]();
    await Promise.all([...parts.map((part) => part[Symbol.asyncDispose]()), ...this.#ending]);
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

  /** Makes the kinds of all templates, watches their constraints, and lets go of those that are no more. */
  #takeTemplates(): void {
    const before = new Map([...this.#soundTemplates.values()].map((one) => [one.object.uid, one]));
    const read = [...this.#watches.templates.objects.values()].flatMap((object) => {
      const { source, lines } = object.source;
      const result = toConstraintTemplate(source, lines);
      // Of one that was broken the version from before may go on, here or elsewhere, and it needs its constraints.
      if (result.kind === 'template') return [{ template: result.template, object }];
      return before.get(object.uid) ?? this.#keptTemplate(object);
    });
    this.#soundTemplates = new Map(read.map((one) => [one.template.kind, one]));
    for (const kind of this.#constraints.keys()) if (!this.#soundTemplates.has(kind)) this.#dropKind(kind);
    for (const [kind, { object }] of this.#soundTemplates) {
      this.#kinds.ensure(kind, object.source.source);
      if (!this.#constraints.has(kind)) this.#watchConstraints(kind);
    }
    this.#takeSync();
  }

  #keptTemplate(
    object: ClusterObject,
  ): readonly { readonly template: ConstraintTemplate; readonly object: ClusterObject }[] {
    const kept = this.#keptOf(object);
    if (kept === undefined) return [];
    const result = toConstraintTemplate(kept.source.source, kept.source.lines);
    return result.kind === 'template' ? [{ template: result.template, object: kept }] : [];
  }

  /** What judges elsewhere in its place. Of something that is sound, or deleted and made again, nothing is. */
  #keptOf({ uid, generation, source }: ClusterObject): ClusterObject | undefined {
    const kept = this.#kept?.versions.get(uid);
    const isIts = kept !== undefined && fileOf(kept.source) === fileOf(source) && kept.generation < generation;
    return isIts ? kept : undefined;
  }

  #watchConstraints(kind: string): void {
    const watch = this.#watchObjects({
      resource: constraintResource(kind),
      onChange: () => this.#telling.touch(),
      absent: 'wait',
    });
    this.#constraints.set(kind, { watch, since: performance.now() });
  }

  #dropKind(kind: string): void {
    this.#kinds.drop(kind);
    const watch = this.#constraints.get(kind)?.watch;
    this.#constraints.delete(kind);
    const ended = Promise.resolve(watch?.[Symbol.asyncDispose]()).finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
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
    const kept = this.#reported().flatMap((object) => this.#keptOf(object) ?? []);
    return (
      [...this.#soundTemplates.values()].some(({ object }) => looksUp(object.source)) ||
      kept.some(({ source }) => looksUp(source))
    );
  }

  /** Tells of what is another now, once everything was listed. */
  #tell(): void {
    if (this.#isDisposed) return;
    this.#renewKinds();
    this.#tellProblems();
    if (this.#isComplete()) this.#tellPolicies();
    else if (this.#snapshot !== undefined) this.#tellData(this.#snapshot);
  }

  #tellPolicies(): void {
    const { objects, problems } = this.#showPolicies();
    const text = canonicalJson([objects.map((object) => object.text), problems]);
    const kept = objects.flatMap((object) => this.#keptOf(object) ?? []);
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

  /** A kind that is not there any more although its template is. */
  #renewKinds(): void {
    for (const [kind, { watch }] of this.#constraints) {
      const template = this.#soundTemplates.get(kind);
      const isGone = this.#kinds.stateOf(kind).kind === 'established' && watch.isAbsent;
      if (isGone && template !== undefined) this.#kinds.renew(kind, template.object.source.source);
    }
  }

  /** Whoever waits for a kind that is there now need not wait until he would have looked again. */
  #takeKind(kind: string): void {
    if (this.#kinds.stateOf(kind).kind === 'established') this.#constraints.get(kind)?.watch.hurry();
    this.#telling.touch();
  }

  #isComplete(): boolean {
    const isListed = Object.values(this.#watches).every(({ isSynced }) => isSynced) && this.#namespaces.isSynced;
    if (!isListed || this.#kept?.isSynced === false) return false;
    if (![...this.#constraints].some(([kind, one]) => this.#isEarly(kind, one))) return true;
    this.#telling.touchIn(this.#settleMs);
    return false;
  }

  /** The constraints of a new template are on their way: without them it would be another set a moment later. */
  #isEarly(kind: string, { watch, since }: { readonly watch: Objects; readonly since: number }): boolean {
    const cannotBe = watch.isAbsent && this.#kinds.stateOf(kind).kind === 'failed';
    const isComing = !watch.isSynced && !cannotBe;
    return isComing && performance.now() - since < this.#settleMs;
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
      ...[...this.#constraints].map(([kind, { watch }]) => [`constraints of ${kind}`, watch] as const),
    ];
  }
}

const byKey = (a: Parameters<typeof kindKey>[0], b: Parameters<typeof kindKey>[0]): number =>
  kindKey(a) < kindKey(b) ? -1 : 1;

const orderOf = ({ source }: ClusterObject): string => source.source.file;

const fileOf = ({ source }: SourceWithLines): string => source.file;

const versionOf = ({ uid, generation }: ClusterObject): string => `${uid} ${generation}`;

const toObjects = ({ source }: SourceWithLines): readonly ClusterObject[] =>
  [toClusterObject(source.object, '') ?? []].flat();

/** Where something could not be read, nothing is known to be gone; but then nothing of it judges either. */
function judgedVersions({ snapshot, faults, earlier }: PolicyOutcome): JudgedVersions {
  const faulty = new Set(faults.map(({ file }) => splitPlace(file).file));
  const objects = snapshot.gatekeeper.flatMap(toObjects);
  return {
    current: new Map(objects.map(({ uid, generation }) => [uid, generation])),
    sound: new Set(objects.filter(({ source }) => !faulty.has(fileOf(source))).map(({ uid }) => uid)),
    earlier: [...earlier.values()].flatMap(toObjects),
  };
}

/** The versions that judge. */
function inForceOf({ snapshot, faults, earlier }: PolicyOutcome): readonly SourceWithLines[] {
  const faulty = new Set(faults.map(({ file }) => splitPlace(file).file));
  return [...snapshot.gatekeeper.filter(({ source }) => !faulty.has(source.file)), ...earlier.values()];
}

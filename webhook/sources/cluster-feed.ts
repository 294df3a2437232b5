import { SluiceError } from '../../src/core/errors.ts';
import type { SourceWithLines } from '../../src/core/gatekeeper/gatekeeper-set.ts';
import { gatekeeperRole, type GatekeeperSource } from '../../src/core/gatekeeper/gatekeeper-source.ts';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import { excludedNamespaces } from '../../src/core/gatekeeper/synced-kinds.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import type { AuditedConstraint } from '../../src/node/audit/constraint-status.ts';
import type { ClusterData, ClusterPolicies, ClusterProblem } from '../../src/node/cluster/cluster-policies.ts';
import { startClusterSource, type ClusterSource } from '../../src/node/cluster/cluster-source.ts';
import type { KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import { readOnlyClient } from '../../src/node/kubernetes/read-only-client.ts';
import { consequenceOf } from './broken-text.ts';
import type { ClusterView } from './cluster-view.ts';
import { CostlyVersions } from './costly-versions.ts';
import type { ClusterPart } from '../judging/load-in-thread.ts';
import type { LoadedJudges } from '../judging/load-judges.ts';
import { PolicyFaultsError } from '../judging/load-sound-set.ts';
import { openClient } from './open-client.ts';
import { ownNamespace } from './own-namespace.ts';
import { versionsBefore } from './versions-before.ts';
import { MANY_OBJECTS, tidyHeap } from '../judging/tidy-heap.ts';

export interface ClusterFeedOptions {
  readonly kubeconfig: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** This replica's name in the status of objects: that of its pod. */
  readonly podId: string;
  readonly onNotice: (message: string) => void;
  /** `operations` in the status of objects. Default: webhook, status. */
  readonly operations?: readonly string[];
  /** Takes policies as they are, and writes nothing: their kinds must be there, and their status says nothing of this process. */
  readonly isReadOnly?: boolean;
}

/** Whom a feed tells that there is something else now. */
export interface FeedReader {
  reload(): Promise<void>;
  update(view: ClusterView): void;
}

/**
 * A cluster as what judges: its policies for those who load sets, its Namespaces and its inventory for the threads, and what
 * became of the policies for their owners.
 */
export class ClusterFeed implements AsyncDisposable {
  readonly #client: KubeClient;
  readonly #source: ClusterSource;
  readonly #onNotice: (message: string) => void;
  #reader: FeedReader | undefined;
  #view: ClusterView | undefined;
  #onChange: (() => void) | undefined;
  /** What was loaded last of what judges. */
  #confirmed: ClusterPolicies | undefined;
  readonly #snapshots = new WeakMap<LoadedJudges, Snapshot>();
  /** What judges, by file: a version that holds of each object. */
  #inForce: ReadonlyMap<string, SourceWithLines> = new Map();
  readonly #costly = new CostlyVersions(() => void this.#reader?.reload());
  /** The revision of the data when the heap was last tidied. */
  #tidiedAt = 0;
  /** What looks up the inventory was not taken, because that was not complete. */
  #waitsForInventory = false;

  /** @throws SluiceError CONFIG_INVALID when nobody says where the cluster is */
  constructor({ kubeconfig, env, podId, onNotice, operations, isReadOnly = false }: ClusterFeedOptions) {
    this.#onNotice = onNotice;
    // Lists of a large cluster are on their way.
    tidyHeap();
    this.#client = openClient({ kubeconfig, env });
    this.#source = startClusterSource({
      client: isReadOnly ? readOnlyClient(this.#client) : this.#client,
      podId,
      ...(isReadOnly ? {} : { namespace: env['POD_NAMESPACE'] }),
      keptIn: ownNamespace(env).ownNamespace,
      ...(operations && { operations }),
      onPolicies: ({ data }) => {
        this.#take(data);
        void this.#reader?.reload();
      },
      onData: (data) => {
        const isAwaited = this.#view === undefined || (this.#waitsForInventory && data.inventory.kind === 'complete');
        this.#take(data);
        if (isAwaited) void this.#reader?.reload();
      },
      onStatus: (problems) => this.#tell(problems),
    });
  }

  get problems(): readonly ClusterProblem[] {
    const { inventory } = this.#source.snapshot?.data ?? {};
    const missing = inventory?.kind === 'incomplete' ? [{ about: 'inventory', message: inventory.reason }] : [];
    return [...this.#source.problems, ...missing];
  }

  /** Constraints of the cluster that judge: of one that was seen since then nobody can say what it finds. */
  get constraints(): readonly AuditedConstraint[] {
    return this.#judging
      .filter(({ resource }) => gatekeeperRole(resource) === 'constraint')
      .map(({ resource: { identity }, object }) => ({ ...identity, uid: uidOf(object) }));
  }

  /** Patterns of the Namespaces that a Config keeps from being audited. */
  get auditExclusions(): readonly string[] {
    const configs = this.sources.filter(({ resource }) => gatekeeperRole(resource) === 'config');
    return configs.flatMap((config) => excludedNamespaces(config, 'audit'));
  }

  /** The objects of the cluster that say what policies are, as they were last seen. */
  get sources(): readonly GatekeeperSource[] {
    return (this.#source.snapshot?.gatekeeper ?? []).map(({ source }) => source);
  }

  /** What policies see of it. Of an inventory that is not complete they go on to see the last one that was. */
  get view(): ClusterView | undefined {
    return this.#view;
  }

  get #judging(): readonly GatekeeperSource[] {
    return [...this.#inForce.values()].map(({ source }) => source);
  }

  /** Waits until everything was listed, with the inventory. @returns false when it was told to stop before that */
  async listed(stop: AbortSignal): Promise<boolean> {
    const wake = (): void => this.#onChange?.();
    stop.addEventListener('abort', wake);
    while (this.#view === undefined && !stop.aborted) {
      await new Promise<void>((resolve) => (this.#onChange = resolve));
    }
    stop.removeEventListener('abort', wake);
    return !stop.aborted;
  }

  /**
   * Loads the policies that there are now, and says so in their status.
   * @throws SluiceError when something of the cluster could not be read: a policy may be missing
   */
  async load(loadPart: (part: ClusterPart) => Promise<LoadedJudges>): Promise<LoadedJudges> {
    const snapshot = this.#requireWhole();
    const { inventory } = snapshot.data;
    const incomplete = inventory.kind === 'incomplete' ? inventory.reason : undefined;
    this.#waitsForInventory = incomplete !== undefined;
    try {
      const objects = snapshot.gatekeeper.map(({ source }) => source.object);
      const before = versionsBefore(snapshot, this.#inForce);
      const inForce = [...before.values()].map(({ source }) => source.object);
      const loaded = await loadPart({
        objects,
        inForce,
        incomplete,
        costly: this.#costly.known,
      });
      this.#snapshots.set(loaded, { policies: snapshot, before });
      return loaded;
    } catch (error) {
      const faults = error instanceof PolicyFaultsError ? error.faults : [];
      this.#source.report({ snapshot, faults, earlier: new Map(), isInForce: false });
      throw error;
    }
  }

  /** What was loaded judges now. */
  confirm(loaded: LoadedJudges): void {
    const { policies: snapshot, before } = this.#snapshots.get(loaded) ?? {};
    if (snapshot === undefined) return;
    this.#confirmed = snapshot;
    this.#costly.take(loaded.broken, snapshot.gatekeeper);
    const broken = new Map(loaded.broken.map((one) => [one.file, one]));
    const earlier = new Map(
      loaded.broken.flatMap(({ file, earlier: generation }) => {
        const kept = generation === undefined ? undefined : before?.get(file);
        return kept === undefined ? [] : [[file, kept] as const];
      }),
    );
    const current = snapshot.gatekeeper.filter(({ source }) => !broken.has(source.file));
    this.#inForce = new Map([...current.map((one) => [one.source.file, one] as const), ...earlier]);
    const faults = loaded.broken.flatMap((one) =>
      one.faults.map((fault) => ({ ...fault, message: `${fault.message} (${consequenceOf(one)})` })),
    );
    this.#source.report({ snapshot, faults, earlier, isInForce: true });
  }

  /** Tells it of changes from now on, and of those that came while it began. */
  feed(reader: FeedReader): void {
    this.#reader = reader;
    if (this.#view !== undefined) reader.update(this.#view);
    if (this.#source.snapshot?.revision !== this.#confirmed?.revision) void reader.reload();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reader = undefined;
    this.#costly[Symbol.dispose]();
    await this.#source[Symbol.asyncDispose]();
    await this.#client[Symbol.asyncDispose]();
  }

  #requireWhole(): ClusterPolicies {
    const { snapshot } = this.#source;
    const [problem] = snapshot?.problems ?? [];
    if (snapshot !== undefined && problem === undefined && this.#view !== undefined) return snapshot;
    const reason = problem === undefined ? 'it is not listed yet' : `${problem.about}: ${problem.message}`;
    throw new SluiceError('NETWORK_FAILED', `the policies of the cluster cannot all be read: ${reason}`);
  }

  #take({ revision, namespaces, inventory }: ClusterData): void {
    if (inventory.kind === 'incomplete') {
      if (this.#view !== undefined) this.#view = { ...this.#view, namespaces };
      else return;
    } else {
      const { entries, changesSince } = inventory;
      if (revision - this.#tidiedAt >= MANY_OBJECTS) {
        this.#tidiedAt = revision;
        tidyHeap();
      }
      this.#view = { revision, namespaces, objects: entries, changesSince };
    }
    this.#reader?.update(this.#view);
    this.#onChange?.();
  }

  #tell(problems: readonly ClusterProblem[]): void {
    for (const { about, message } of problems) this.#onNotice(`the cluster: ${about}: ${message}`);
  }
}

interface Snapshot {
  readonly policies: ClusterPolicies;
  /** What it was loaded with, by file. */
  readonly before: ReadonlyMap<string, SourceWithLines>;
}

const uidOf = (object: JsonObject): string => textAt(object, ['metadata', 'uid']);

import { messageOf } from '../../core/errors.ts';
import { objectAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { Backoff, pauseFor } from '../kubernetes/backoff.ts';
import type { ApiResource, KubeClient, ObjectAddress } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { Reflector } from '../kubernetes/reflector.ts';
import type { ClusterObject } from './cluster-object.ts';
import { deploymentOf } from './deployment-of.ts';
import { canBeKept, packVersion, unpackVersion } from './kept-version.ts';

export interface KeptVersionsOptions {
  readonly client: KubeClient;
  /** Where the ConfigMap is. */
  readonly namespace: string;
  /** This replica's pod: a ConfigMap is that of its Deployment. */
  readonly podId: string;
  /** Something else is kept now, or is known to be kept. */
  readonly onChange: () => void;
  readonly onTrouble: () => void;
}

/** What became of the objects of the cluster here. */
export interface JudgedVersions {
  /** The generation of all that there are, by uid. */
  readonly current: ReadonlyMap<string, number>;
  /** Those that judge as they are. */
  readonly sound: ReadonlySet<string>;
  /** What judges in the place of those that do not. */
  readonly earlier: readonly ClusterObject[];
}

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  isNamespaced: true,
};
/** A ConfigMap holds a mebibyte. */
const MOST_BYTES = 768 * 1024;
const MOST_VERSIONS = 1000;
const MOST_CONFLICTS = 10;

/** By uid, packed. */
type Entries = ReadonlyMap<string, string>;

/**
 * The last good versions of objects that are broken right now, for replicas that start while they are: a ConfigMap of all replicas. Of
 * two that judge by different versions the later one is kept, and both take that. Whoever sees that an object is sound or gone takes its
 * version away; nobody does so because of what somebody else has written, so replicas that disagree do not write for ever.
 */
export class KeptVersions implements AsyncDisposable {
  readonly #options: KeptVersionsOptions;
  readonly #address: ObjectAddress;
  readonly #stop = new AbortController();
  readonly #backoff = new Backoff({ firstMs: 500, longestMs: 30_000, random: Math.random });
  readonly #opening: Promise<void>;
  #reflector: Reflector<Entries> | undefined;
  #entries: Entries = new Map();
  #versions: ReadonlyMap<string, ClusterObject> = new Map();
  #isSynced = false;
  #trouble: string | undefined;
  #judged: JudgedVersions | undefined;
  /** What is to be taken away, by uid. */
  #over = new Set<string>();
  #writing: Promise<void> | undefined;
  #isDue = false;

  constructor(options: KeptVersionsOptions) {
    this.#options = options;
    const name = `${deploymentOf(options.podId) ?? 'sluice'}-last-good`;
    this.#address = { resource: CONFIG_MAPS, name, namespace: options.namespace };
    this.#opening = this.#open();
  }

  /** It is known what is kept; or it is not permitted to know it, which is a trouble. */
  get isSynced(): boolean {
    return this.#isSynced;
  }

  get trouble(): string | undefined {
    return this.#trouble ?? this.#reflector?.trouble;
  }

  /** What judges elsewhere in its place. Of something that is sound, or deleted and made again, nothing is. */
  inPlaceOf({ uid, generation, source }: ClusterObject): ClusterObject | undefined {
    const kept = this.#versions.get(uid);
    const isIts = kept?.source.source.file === source.source.file && kept.generation < generation;
    return isIts ? kept : undefined;
  }

  /** Keeps what judges in the place of something broken, and nothing else. */
  take(judged: JudgedVersions): void {
    this.#judged = judged;
    const isEarlier = (uid: string): boolean =>
      (this.#versions.get(uid)?.generation ?? Infinity) < (judged.current.get(uid) ?? 0);
    this.#over = new Set([...this.#entries.keys()].filter((uid) => judged.sound.has(uid) || !isEarlier(uid)));
    this.#write();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#opening;
    await this.#reflector?.[Symbol.asyncDispose]();
    await this.#writing;
  }

  /** Nothing begins to judge before it is known what judges elsewhere, unless nobody may know it. */
  async #open(): Promise<void> {
    const { client, namespace } = this.#options;
    while (!this.#isSynced && !this.#stop.signal.aborted) {
      try {
        this.#see(toEntries(await this.#read()));
        this.#isSynced = true;
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#isSynced = hasStatus(error, 403);
        this.#tell(`last good versions cannot be read: ${messageOf(error)}`);
        if (!this.#isSynced) await pauseFor(this.#backoff.next(), this.#stop.signal);
      }
    }
    if (this.#stop.signal.aborted) return;
    this.#reflector = new Reflector<Entries>({
      client,
      resource: CONFIG_MAPS,
      namespace,
      fieldSelector: `metadata.name=${this.#address.name}`,
      project: toEntries,
      consumer: {
        onReplace: ([found]) => this.#see(found?.value ?? new Map()),
        onUpsert: ({ value }) => this.#see(value),
        onDelete: () => this.#see(new Map()),
        onTrouble: this.#options.onTrouble,
        onRecovered: this.#options.onTrouble,
      },
    });
    this.#options.onChange();
  }

  #see(entries: Entries): void {
    const isSame =
      entries.size === this.#entries.size && [...entries].every(([uid, text]) => this.#entries.get(uid) === text);
    if (this.#trouble?.includes('cannot be read') === true) this.#tell(undefined);
    if (isSame) return;
    this.#entries = entries;
    this.#versions = new Map(
      [...entries].flatMap(([uid, packed]) => {
        const version = unpackVersion(uid, packed);
        return version === undefined ? [] : [[uid, version] as const];
      }),
    );
    this.#options.onChange();
    this.#write();
  }

  #write(): void {
    if (this.#stop.signal.aborted || this.#judged === undefined) return;
    this.#isDue = true;
    this.#writing ??= this.#run().finally(() => (this.#writing = undefined));
  }

  async #run(): Promise<void> {
    while (this.#isDue && !this.#stop.signal.aborted) {
      this.#isDue = false;
      try {
        await this.#bringUpToDate();
        this.#backoff.reset();
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#tell(`last good versions cannot be kept for other replicas: ${messageOf(error)}`);
        this.#isDue = true;
        await pauseFor(this.#backoff.next(), this.#stop.signal);
      }
    }
  }

  async #bringUpToDate(): Promise<void> {
    if (this.#judged === undefined || this.#next(this.#entries, this.#judged).isSame) return;
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        return await this.#writeOnce(this.#judged);
      } catch (error) {
        if (!hasStatus(error, 409) || conflicts >= MOST_CONFLICTS) throw error;
      }
    }
  }

  async #writeOnce(judged: JudgedVersions): Promise<void> {
    const { client } = this.#options;
    const { signal } = this.#stop;
    const there = await this.#read();
    const { entries, isSame, tooMany } = this.#next(toEntries(there), judged);
    this.#over.clear();
    if (!isSame) {
      const binaryData = Object.fromEntries(entries);
      // It carries the resourceVersion that was read: nothing is overwritten that was not seen.
      if (there !== undefined) await client.update(this.#address, { ...there, binaryData }, { signal });
      else await client.create({ ...this.#address }, this.#newObject(binaryData), { signal });
    }
    const why = `${tooMany} last good versions do not fit into the ConfigMap ${this.#address.name}`;
    this.#tell(tooMany === 0 ? undefined : `${why}: replicas that start now judge without them`);
  }

  /** What is to be kept, where this is: a later version of an object is never replaced by an earlier one. */
  #next(
    before: Entries,
    { earlier }: JudgedVersions,
  ): { readonly entries: Entries; readonly isSame: boolean; readonly tooMany: number } {
    const entries = new Map([...before].filter(([uid]) => !this.#over.has(uid)));
    let isSame = entries.size === before.size;
    let tooMany = 0;
    for (const { uid, generation, source } of earlier.filter(canBeKept)) {
      const known = entries.get(uid);
      if (known !== undefined && (unpackVersion(uid, known)?.generation ?? 0) >= generation) continue;
      const packed = packVersion(source.source.object);
      if (fits(entries, uid, packed)) {
        entries.set(uid, packed);
        isSame = false;
      } else tooMany += 1;
    }
    return { entries, isSame, tooMany };
  }

  #newObject(binaryData: JsonObject): JsonObject {
    const { name, namespace = '' } = this.#address;
    const labels = { 'app.kubernetes.io/name': 'sluice', 'app.kubernetes.io/managed-by': 'sluice' };
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, binaryData };
  }

  /** Undefined when there is none. */
  async #read(): Promise<JsonObject | undefined> {
    try {
      return await this.#options.client.get(this.#address, { signal: this.#stop.signal });
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  #tell(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.onTrouble();
  }
}

function fits(entries: Entries, uid: string, packed: string): boolean {
  const others = [...entries].filter(([key]) => key !== uid);
  const bytes = others.reduce((sum, [key, text]) => sum + key.length + text.length, uid.length + packed.length);
  return others.length < MOST_VERSIONS && bytes <= MOST_BYTES;
}

function toEntries(object: JsonObject | undefined): Entries {
  const members = objectAt(object, ['binaryData']);
  return new Map(Object.keys(members).map((uid) => [uid, textAt(members, [uid])]));
}

import { Inventory } from '../../core/gatekeeper/inventory.ts';
import type { SyncedKind } from '../../core/gatekeeper/synced-kinds.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { identityOf } from '../../core/resources/to-resources.ts';
import type { ResourceIdentity } from '../../core/model/resource.ts';
import type { Kept } from '../kubernetes/reflector.ts';
import { isSameText, readShared, shareText, type SharedText } from './shared-text.ts';

/** One object of the inventory, as the text that policies read. */
export interface InventoryObject {
  readonly identity: ResourceIdentity;
  readonly text: SharedText;
}

/** An object of `data.inventory` that is another now; without a text it is gone. */
export interface InventoryChange {
  /** Below `data.inventory`: `['namespace', 'shop', 'v1', 'Pod', 'cart']`. */
  readonly path: readonly string[];
  readonly text?: SharedText;
}

/** What Config and SyncSets ask for. What is incomplete must not be looked up: a policy would find nothing, and allow. */
export type ClusterInventory =
  | {
      readonly kind: 'complete';
      readonly objects: number;
      /** Bytes of all objects. */
      readonly size: number;
      /**
       * The whole of `data.inventory`, written each time it is asked for, because nobody should keep it. It may be newer than the
       * revision, never older.
       */
      readonly json: () => string;
      /** Every object that is in it now. */
      readonly entries: () => readonly InventoryChange[];
      /**
       * What to write over an earlier inventory, by the revision of its data, to make it that of now; undefined when that is too
       * long ago. Writing the same twice does no harm.
       */
      readonly changesSince: (revision: number) => readonly InventoryChange[] | undefined;
    }
  | { readonly kind: 'incomplete'; readonly reason: string };

export interface InventoryLimits {
  readonly maxObjects: number;
  /** Bytes. */
  readonly maxSize: number;
}

/**
 * What of an object is kept. Who owned which field is half of it, and no policy asks.
 * @param share where its text is put
 */
export function toInventoryObject(
  object: JsonObject,
  share: (text: string) => SharedText = shareText,
): InventoryObject | undefined {
  const identity = identityOf(object);
  if (identity === undefined) return undefined;
  return { identity, text: share(withoutManagedFields(object)) };
}

/** They are almost always in one place; looking for them everywhere takes many times as long. */
export function withoutManagedFields(object: JsonObject): string {
  const { metadata } = object;
  const { managedFields, ...rest } = isJsonObject(metadata) ? metadata : {};
  const text = JSON.stringify(Array.isArray(managedFields) ? { ...object, metadata: rest } : object);
  return text.includes('"managedFields":[') ? withoutAnyManagedFields(object) : text;
}

const withoutAnyManagedFields = (object: JsonObject): string =>
  JSON.stringify(object, (key, value: unknown) =>
    key === 'managedFields' && Array.isArray(value) ? undefined : value,
  );

const LONGEST_LOG = 4096;

interface LogEntry {
  readonly revision: number;
  readonly identity: ResourceIdentity;
}

/** The objects that policies may look up, by kind. */
export class InventoryStore {
  readonly #limits: InventoryLimits;
  readonly #nextRevision: () => number;
  readonly #kinds = new Map<string, Map<string, InventoryObject>>();
  #log: LogEntry[] = [];
  #logStart = 0;
  #objects = 0;
  #size = 0;

  /** @param nextRevision gives each change its number */
  constructor(limits: InventoryLimits, nextRevision: () => number) {
    this.#limits = limits;
    this.#nextRevision = nextRevision;
  }

  /** Why it is too much; undefined while it is not. */
  get excess(): string | undefined {
    const { maxObjects, maxSize } = this.#limits;
    if (this.#objects > maxObjects) return `it has more than ${maxObjects} objects`;
    if (this.#size > maxSize) return `its objects are larger than ${Math.round(maxSize / 1024 / 1024)} MiB in all`;
    return undefined;
  }

  /** Whether a kind with so much in it would be too much, beside all others. */
  wouldExceed(kind: SyncedKind, objects: number, size: number): boolean {
    const own = [...(this.#kinds.get(kindKey(kind))?.values() ?? [])];
    const ownSize = own.reduce((sum, { text }) => sum + text.bytes.length, 0);
    const { maxObjects, maxSize } = this.#limits;
    return this.#objects - own.length + objects > maxObjects || this.#size - ownSize + size > maxSize;
  }

  /** These objects, and no others of the kind. */
  replace(kind: SyncedKind, items: readonly Kept<InventoryObject>[]): void {
    const keys = new Set(items.map(({ key }) => key));
    const before = this.#kinds.get(kindKey(kind)) ?? new Map<string, InventoryObject>();
    for (const key of [...before.keys()]) if (!keys.has(key)) this.delete(kind, key);
    for (const item of items) this.upsert(kind, item);
  }

  upsert(kind: SyncedKind, { key, value }: Kept<InventoryObject>): void {
    const objects = this.#kinds.get(kindKey(kind)) ?? new Map<string, InventoryObject>();
    this.#kinds.set(kindKey(kind), objects);
    const before = objects.get(key);
    if (before !== undefined && isSameText(before.text, value.text)) return;
    this.#objects += before === undefined ? 1 : 0;
    this.#size += value.text.bytes.length - (before?.text.bytes.length ?? 0);
    objects.set(key, value);
    this.#note(value.identity);
  }

  delete(kind: SyncedKind, key: string): void {
    const objects = this.#kinds.get(kindKey(kind));
    const before = objects?.get(key);
    if (before === undefined) return;
    objects?.delete(key);
    this.#objects -= 1;
    this.#size -= before.text.bytes.length;
    this.#note(before.identity);
  }

  /** A kind that nobody asks for any more. */
  drop(kind: SyncedKind): void {
    this.replace(kind, []);
    this.#kinds.delete(kindKey(kind));
  }

  show(): ClusterInventory {
    return {
      kind: 'complete',
      objects: this.#objects,
      size: this.#size,
      json: () => this.#toJson(),
      entries: () => this.#entries(),
      changesSince: (since) => this.#changesSince(since),
    };
  }

  #toJson(): string {
    const inventory = new Inventory({});
    for (const objects of this.#kinds.values()) {
      for (const { identity, text } of objects.values()) {
        inventory.add({
          identity,
          json: readShared(text),
          object: { metadata: { name: identity.name } },
          pathInDocument: [],
        });
      }
    }
    return inventory.toJson();
  }

  #entries(): readonly InventoryChange[] {
    const objects = [...this.#kinds.values()].flatMap((kind) => [...kind.values()]);
    return objects.map(({ identity, text }) => ({ path: pathOf(identity), text }));
  }

  #changesSince(since: number): readonly InventoryChange[] | undefined {
    if (since < this.#logStart) return undefined;
    const changed = this.#log.filter(({ revision }) => revision > since);
    const byPath = new Map(changed.map(({ identity }) => [pathOf(identity).join('\0'), identity]));
    return [...byPath.values()].map((identity) => this.#changeOf(identity));
  }

  #changeOf(identity: ResourceIdentity): InventoryChange {
    const path = pathOf(identity);
    const key = identity.namespace === '' ? identity.name : `${identity.namespace}/${identity.name}`;
    const { apiVersion, kind } = identity;
    const text = this.#kinds.get(`${apiVersion}/${kind}`)?.get(key)?.text;
    return text === undefined ? { path } : { path, text };
  }

  #note(identity: ResourceIdentity): void {
    this.#log.push({ revision: this.#nextRevision(), identity });
    if (this.#log.length <= 2 * LONGEST_LOG) return;
    const dropped = this.#log.splice(0, this.#log.length - LONGEST_LOG);
    this.#logStart = dropped.at(-1)?.revision ?? this.#logStart;
  }
}

function pathOf({ apiVersion, kind, namespace, name }: ResourceIdentity): readonly string[] {
  return namespace === '' ? ['cluster', apiVersion, kind, name] : ['namespace', namespace, apiVersion, kind, name];
}

export const kindKey = ({ group, version, kind }: SyncedKind): string =>
  group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`;

/** For messages: `pods` would need the server, `v1 Pod` does not. */
export const kindText = ({ group, version, kind }: SyncedKind): string =>
  `${group === '' ? version : `${group}/${version}`} ${kind}`;

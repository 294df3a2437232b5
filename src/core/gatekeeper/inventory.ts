import { splitApiVersion, type Resource } from '../model/resource.ts';
import { metadataOf } from '../resources/to-resources.ts';
import type { SyncedKind } from './synced-kinds.ts';

/** What must be gathered for templates that read `data.inventory`. Without `kinds`: every object. */
export interface InventoryNeed {
  readonly kinds?: readonly SyncedKind[];
}

/**
 * Objects as Gatekeeper keeps them: `cluster[groupVersion][kind][name]` and `namespace[namespace][groupVersion][kind][name]`. Of
 * two objects with one place the later stays. Written as JSON text from the objects' own texts, so numbers keep their digits.
 */
export class Inventory {
  readonly #kinds: ReadonlySet<string> | undefined;
  readonly #cluster = new InventoryTree();
  readonly #namespaced = new InventoryTree();

  constructor({ kinds }: InventoryNeed) {
    this.#kinds = kinds === undefined ? undefined : new Set(kinds.map(kindKey));
  }

  add(resource: Resource): void {
    const { apiVersion, kind, namespace } = resource.identity;
    const name = metadataOf(resource.object)['name'];
    if (typeof name !== 'string' || name === '' || !this.#isKept(resource)) return;
    if (namespace === '') this.#cluster.set([apiVersion, kind, name], resource.json);
    else this.#namespaced.set([namespace, apiVersion, kind, name], resource.json);
  }

  #isKept({ identity }: Resource): boolean {
    return (
      this.#kinds === undefined ||
      this.#kinds.has(kindKey({ kind: identity.kind, ...splitApiVersion(identity.apiVersion) }))
    );
  }

  /** As in Gatekeeper, a part without an object is not there. */
  toJson(): string {
    const parts = Object.entries({ cluster: this.#cluster, namespace: this.#namespaced });
    const filled = parts.filter(([, tree]) => !tree.isEmpty).map(([name, tree]) => `"${name}":${tree.toJson()}`);
    return `{${filled.join(',')}}`;
  }
}

const kindKey = ({ group, version, kind }: SyncedKind): string => `${group}/${version}/${kind}`;

/** An object, as JSON text; where texts are kept elsewhere it is made when it is asked for. */
export interface InventoryLeaf {
  readonly kind: 'leaf';
  readonly json: string;
}

export type InventoryBranch = { readonly kind: 'tree'; readonly tree: InventoryTree } | InventoryLeaf;

/** Nested objects whose leaves are JSON texts. */
export class InventoryTree {
  /** Something in it is another since whoever reads it has set this back. */
  isChanged = true;
  readonly #branches = new Map<string, InventoryBranch>();

  get isEmpty(): boolean {
    return this.#branches.size === 0;
  }

  get branches(): Iterable<readonly [string, InventoryBranch]> {
    return this.#branches;
  }

  set(path: readonly string[], json: string): void {
    this.setLeaf(path, { kind: 'leaf', json });
  }

  setLeaf([key, ...rest]: readonly string[], leaf: InventoryLeaf): void {
    if (key === undefined) return;
    this.isChanged = true;
    if (rest.length === 0) {
      this.#branches.set(key, leaf);
      return;
    }
    const found = this.#branches.get(key);
    const tree = found?.kind === 'tree' ? found.tree : new InventoryTree();
    if (found?.kind !== 'tree') this.#branches.set(key, { kind: 'tree', tree });
    tree.setLeaf(rest, leaf);
  }

  /** Takes a leaf away, and the branches that are empty then: a part without an object is not there. */
  delete([key, ...rest]: readonly string[]): void {
    if (key === undefined) return;
    this.isChanged = true;
    const found = this.#branches.get(key);
    if (found?.kind === 'tree' && rest.length > 0) found.tree.delete(rest);
    if (rest.length === 0 || (found?.kind === 'tree' && found.tree.isEmpty)) this.#branches.delete(key);
  }

  toJson(): string {
    const members = [...this.#branches].map(
      ([key, branch]) => `${JSON.stringify(key)}:${branch.kind === 'leaf' ? branch.json : branch.tree.toJson()}`,
    );
    return `{${members.join(',')}}`;
  }
}

/** The data document with the inventory in it. `dataJson` is an object, as compact JSON. */
export const withInventory = (dataJson: string, inventoryJson: string): string =>
  `${dataJson.slice(0, -1)}${dataJson === '{}' ? '' : ','}"inventory":${inventoryJson}}`;

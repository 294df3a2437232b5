import type { DeclaredNamespace } from '../../src/core/evaluate/court.ts';
import type { InventoryChange } from '../../src/node/cluster/inventory-store.ts';
import type { SurroundingsChange } from '../judging/judge-protocol.ts';

/** What policies may look up in a cluster, at one moment. */
export interface ClusterView {
  /** Grows with each change. */
  readonly revision: number;
  /** All of the cluster. */
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  /** Every object of `data.inventory`. */
  readonly objects: () => readonly InventoryChange[];
  /** What to write over an earlier inventory; undefined when its revision is too long ago. */
  readonly changesSince: (revision: number) => readonly InventoryChange[] | undefined;
}

/** All that is known: what a thread is given that knows nothing. */
export function wholeView({ namespaces, objects }: ClusterView): SurroundingsChange {
  return { namespaces: [...namespaces], inventory: objects() };
}

/** What is another now; undefined when only the whole can be told. */
export function changesBetween(before: ClusterView, after: ClusterView): SurroundingsChange | undefined {
  const inventory = after.changesSince(before.revision);
  return inventory && { namespaces: namespaceChanges(before.namespaces, after.namespaces), inventory };
}

function namespaceChanges(
  before: ClusterView['namespaces'],
  after: ClusterView['namespaces'],
): SurroundingsChange['namespaces'] {
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => [name, undefined] as const);
  return [...gone, ...[...after].filter(([name, { json }]) => before.get(name)?.json !== json)];
}

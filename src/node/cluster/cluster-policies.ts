import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import type { ClusterInventory } from './inventory-store.ts';

/** What a cluster says that policies are, at one moment. */
export interface ClusterPolicies {
  /** Grows with each change of the policies; another number means that the set must be compiled again. */
  readonly revision: number;
  /**
   * Templates, constraints, Config, SyncSets and ExpansionTemplates, in an order of their own: `PolicyRequest.gatekeeper`. Faults
   * of the loaded set name an object's `source.file` as their file, with the field behind a `#`.
   */
  readonly gatekeeper: readonly SourceWithLines[];
  /** Earlier versions of objects in it that judge elsewhere because these are broken: they do here, too, unless a later one does. */
  readonly kept: readonly SourceWithLines[];
  /** What could not be read, so that policies may be missing in `gatekeeper`: nobody may say "allowed" by it without a word. */
  readonly problems: readonly ClusterProblem[];
  readonly data: ClusterData;
}

/** What policies look up, at one moment. Needs no compilation. */
export interface ClusterData {
  /** Grows with each change of the data. */
  readonly revision: number;
  /** All of the cluster. */
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  readonly inventory: ClusterInventory;
}

/** Something of the cluster that is not as it must be, for people. */
export interface ClusterProblem {
  /** `constraints of K8sRequiredLabels` */
  readonly about: string;
  readonly message: string;
}

/** What became of a snapshot: reported back, and written to the status of its objects. */
export interface PolicyOutcome {
  readonly snapshot: ClusterPolicies;
  /** Why objects do not judge as they are. */
  readonly faults: readonly Pick<PolicyFault, 'file' | 'line' | 'column' | 'message'>[];
  /** Versions from before of objects with faults, by their file: these judge in their place. */
  readonly earlier: ReadonlyMap<string, SourceWithLines>;
  /** The snapshot, as far as it is without fault, is what judges; else it is an earlier one. */
  readonly isInForce: boolean;
}

import type { DeclaredNamespace } from '../../src/core/evaluate/court.ts';
import type { RequestFields } from '../../src/core/evaluate/review.ts';
import type { ImageFacts } from '../../src/core/images/image-facts.ts';
import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import type { InventoryChange } from '../../src/node/cluster/inventory-store.ts';
import type { EvaluationTask } from '../../src/node/evaluation/evaluation-task.ts';

/** One object to judge. The object travels as text: texts are cheap to hand to a thread, trees are not. */
export interface JudgeOrder {
  readonly identity: ResourceIdentity;
  readonly file: string;
  readonly json: string;
  /** Absent: as an unnamed user would create the object, which is how files are judged. */
  readonly request?: RequestFields;
  /** What is known about its images; absent when no policy reads it. */
  readonly images?: ImageFacts;
  /** `YYYY-MM-DD` in UTC. A server lives longer than a day. */
  readonly today: string;
  /** A thread was ended because of it: each rule is bounded by itself. */
  readonly isCareful?: true;
}

/** A policy set for a thread, with all that is known of the cluster. */
export interface JudgeLoad {
  readonly task: EvaluationTask;
  /** Policies look up `data.inventory`, and it is the one that changes. */
  readonly readsInventory: boolean;
  /** Absent: nobody watches a cluster, and the task says all there is. */
  readonly surroundings?: SurroundingsChange;
}

/** What has changed in the cluster since the last of its kind; for a thread that knows nothing yet, all of it. */
export interface SurroundingsChange {
  /** By name; undefined for one that is gone. */
  readonly namespaces: readonly (readonly [name: string, namespace: DeclaredNamespace | undefined])[];
  /** Objects of `data.inventory`; without a text, one that is gone. */
  readonly inventory: readonly InventoryChange[];
}

/** A message to a thread. It answers them in their order. */
export type JudgeMessage =
  | { readonly kind: 'judge'; readonly id: number; readonly order: JudgeOrder }
  | { readonly kind: 'load'; readonly id: number; readonly load: JudgeLoad }
  | { readonly kind: 'surroundings'; readonly id: number; readonly change: SurroundingsChange };

export type JudgeReply =
  | { readonly kind: 'verdict'; readonly id: number; readonly verdict: Verdict }
  /** What was to be loaded is, and runs. The first message of a thread says so of what it was started with: its id is 0. */
  | { readonly kind: 'done'; readonly id: number }
  /** It threw. Nothing is known about the object; or the thread has what it had before. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

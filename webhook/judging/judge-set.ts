import type { EvaluationTask } from '../../src/node/evaluation/evaluation-task.ts';
import { wholeView, type ClusterView } from '../sources/cluster-view.ts';
import type { JudgeLoad } from './judge-protocol.ts';

/** A policy set as the threads judge by it. */
export interface JudgeSet {
  readonly task: EvaluationTask;
  /** Policies look up `data.inventory`, and the cluster says what is in it. Default: false. */
  readonly readsInventory?: boolean;
}

/** What a thread needs that has nothing yet. */
export function toLoad({ task, readsInventory = false }: JudgeSet, view: ClusterView | undefined): JudgeLoad {
  return { task, readsInventory, ...(view && { surroundings: wholeView(view) }) };
}

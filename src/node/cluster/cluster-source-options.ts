import type { KubeClient } from '../kubernetes/kube-client.ts';
import type { ClusterData, ClusterPolicies, ClusterProblem } from './cluster-policies.ts';
import type { LeftOversTimes } from './left-overs.ts';

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

export const CLUSTER_LIMITS: ClusterLimits = {
  maxPolicies: 2000,
  maxNamespaces: 50_000,
  maxInventoryObjects: 100_000,
  maxInventorySize: 128 * 1024 * 1024,
};

export const CLUSTER_TIMES: ClusterTimes = { quietMs: 100, mostMs: 1000, settleMs: 10_000, firstSettleMs: 60_000 };

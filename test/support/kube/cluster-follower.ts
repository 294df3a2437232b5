import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import type { ClusterPolicies, ClusterProblem } from '../../../src/node/cluster/cluster-policies.ts';
import { startClusterSource, type ClusterSource } from '../../../src/node/cluster/cluster-source.ts';
import type { ClusterSourceOptions } from '../../../src/node/cluster/cluster-source-options.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import type { KubeClient } from '../../../src/node/kubernetes/kube-client.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { loadPolicySet, type LoadedPolicySet } from '../../../src/node/policies/load-policy-set.ts';
import type { KubeCluster } from './kube-cluster.ts';
import type { KubeUser } from './kube-credentials.ts';

export interface FollowerOptions extends Partial<Omit<ClusterSourceOptions, 'podId'>> {
  readonly podId: string;
  /** Default: the administrator. */
  readonly user?: KubeUser;
  /** Where the API server is reached, if not where it is. */
  readonly server?: string;
}

/** Follows a cluster as the webhook does: loads each set of policies that it has, and reports what became of it. */
export class ClusterFollower implements AsyncDisposable {
  readonly source: ClusterSource;
  readonly client: KubeClient;
  /** The newest set that was loaded. */
  set: LoadedPolicySet | undefined;
  snapshot: ClusterPolicies | undefined;
  problems: readonly ClusterProblem[] = [];
  policyChanges = 0;
  dataChanges = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(cluster: KubeCluster, { user, server, ...options }: FollowerOptions) {
    const file = cluster.kubeconfig(user, server === undefined ? {} : { server });
    this.client = createKubeClient(loadKubeConnection({ file, env: {} }));
    this.source = startClusterSource({
      client: this.client,
      times: { quietMs: 20, mostMs: 200 },
      onPolicies: (snapshot) => this.#follow(snapshot),
      onData: () => {
        this.dataChanges += 1;
      },
      onStatus: (problems) => {
        this.problems = problems;
      },
      ...options,
    });
  }

  /** One set after the other. */
  #follow(snapshot: ClusterPolicies): void {
    this.policyChanges += 1;
    this.#loading = this.#loading.then(() => this.#load(snapshot));
  }

  async #load(snapshot: ClusterPolicies): Promise<void> {
    const { gatekeeper } = snapshot;
    const request = {
      cwd: import.meta.dirname,
      config: DEFAULT_CONFIG,
      policies: [],
      data: [],
      namespaces: [],
      gatekeeper,
    };
    const set = await loadPolicySet(request);
    this.set = set;
    this.snapshot = snapshot;
    this.source.report({ snapshot, faults: set.faults, earlier: new Map(), isInForce: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.source[Symbol.asyncDispose]();
    await this.#loading;
    await this.client[Symbol.asyncDispose]();
  }
}

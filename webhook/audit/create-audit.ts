import type { DeclaredNamespace } from '../../src/core/evaluate/court.ts';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import type { JudgedPage } from '../../src/node/audit/audit-cluster.ts';
import type { ProgressStore } from '../../src/node/audit/progress-store.ts';
import type { ReportChoice } from '../../src/node/audit/report-kinds.ts';
import { runAudit, type AuditRun } from '../../src/node/audit/run-audit.ts';
import { toDeclaredNamespace } from '../../src/node/cluster/declared-namespace.ts';
import { NAMESPACES } from '../../src/node/cluster/gatekeeper-kinds.ts';
import type { KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import { matchesWildcard } from '../../src/core/policies/wildcard.ts';
import { describeBroken } from '../sources/broken-text.ts';
import type { ClusterFeed } from '../sources/cluster-feed.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import type { InTurn, LiveJudges } from '../judging/live-judges.ts';
import { createAuditJudge } from './audit-judge.ts';

export interface AuditParts {
  readonly client: KubeClient;
  readonly judges: LiveJudges;
  /** Absent when nobody watches the cluster: then its Namespaces are read before each audit. */
  readonly feed: ClusterFeed | undefined;
  /** Namespaces that are left alone, as `--exempt-namespace` says it. */
  readonly exemptNamespaces: readonly string[];
  readonly reports: ReportChoice;
  /** Whether constraints of the cluster are told what was found. */
  readonly tellsConstraints: boolean;
  readonly pageSize: number;
  /** Objects that are judged at a time. */
  readonly concurrency: number;
  readonly inTurn?: InTurn;
  readonly progress?: ProgressStore;
  /** Milliseconds between two words about the progress. */
  readonly saveEveryMs: number;
  readonly onPage?: (page: JudgedPage) => void;
  readonly now: () => Date;
}

/** Milliseconds in which a server that is replaced should be back. */
const PATIENCE_MS = 120_000;

/** What audits the cluster once, by the policies that are in force then. */
export function createAudit(parts: AuditParts): (signal: AbortSignal) => Promise<AuditRun> {
  return async (signal) => {
    const { client, judges, feed, now, inTurn, progress, onPage } = parts;
    if (feed === undefined) {
      judges.update(await readView(client, signal));
      await judges.settled;
    }
    const leftAlone = [...parts.exemptNamespaces, ...(feed?.auditExclusions ?? [])];
    const run = await runAudit({
      client,
      judge: createAuditJudge({ judges, signal, ...(inTurn && { inTurn }) }),
      plan: judges.plan,
      policySet: judges.policySet,
      isLeftOut: (namespace) => leftAlone.some((pattern) => matchesWildcard(pattern, namespace)),
      reports: parts.reports,
      ...(parts.tellsConstraints && feed !== undefined ? { constraints: feed.constraints } : {}),
      ...(progress && { progress }),
      ...(onPage && { onPage }),
      saveEveryMs: parts.saveEveryMs,
      pageSize: parts.pageSize,
      concurrency: parts.concurrency,
      patienceMs: PATIENCE_MS,
      signal,
      now: () => now().getTime(),
    });
    // Whoever reads that nothing was found must know what was not looked for.
    const broken = judges.status.broken.map(describeBroken).map(({ about, message }) => `${about}: ${message}`);
    return { ...run, problems: [...broken, ...run.problems] };
  };
}

let revision = 0;

/** The Namespaces of a cluster, and nothing else of it. @throws KubeError */
export async function readView(client: KubeClient, signal: AbortSignal): Promise<ClusterView> {
  const namespaces = new Map<string, DeclaredNamespace>();
  for await (const { items } of client.list(NAMESPACES, { signal })) {
    for (const object of items) namespaces.set(textAt(object, ['metadata', 'name']), toDeclaredNamespace(object));
  }
  revision += 1;
  return { revision, namespaces, objects: () => [], changesSince: () => [] };
}

import type { JudgedPage } from '../../src/node/audit/audit-cluster.ts';
import type { ReportChoice } from '../../src/node/audit/report-kinds.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Log } from '../watching/admission-log.ts';
import type { AdmissionQueue } from '../admission/admission-queue.ts';
import type { ClusterFeed } from '../sources/cluster-feed.ts';
import type { LiveJudges } from '../judging/live-judges.ts';
import type { Metric } from '../metrics/metric.ts';
import type { MetricsCompat } from '../metrics/webhook-metrics.ts';
import { podIdOf } from '../sources/pod-id.ts';
import { createAuditMetrics } from './audit-metrics.ts';
import { openAuditClient } from './open-audit-client.ts';
import { leaseNamespace, startAuditing } from './start-auditing.ts';

/** Flags of the server that say whether it audits, and how. */
export interface ServeAuditFlags {
  readonly 'audit-interval': number | undefined;
  readonly 'audit-report': ReportChoice | undefined;
  readonly 'lease-namespace': string | undefined;
  readonly 'exempt-namespace': readonly string[];
  readonly 'metrics-compat': MetricsCompat | undefined;
  readonly kubeconfig: string | undefined;
}

/** What judges the requests judges the cluster, too. */
export interface AuditedBy {
  readonly judges: LiveJudges;
  readonly feed: ClusterFeed | undefined;
  readonly queue: AdmissionQueue;
  readonly log: Log;
  /** Told of each page. */
  readonly onPage?: ((page: JudgedPage) => void) | undefined;
}

export interface ServeAudit {
  readonly metrics: readonly Metric[];
  /** Audits beside the requests, one object at a time: who waits for an answer waits for one object more at most. */
  readonly run: (by: AuditedBy, stop: AbortSignal) => Promise<void>;
}

/**
 * The audit of a server; undefined when nobody asked for one.
 * @throws SluiceError USAGE when nobody knows where its lease is, CONFIG_INVALID when nobody says where the cluster is
 */
export function openServeAudit(flags: ServeAuditFlags, { env, now }: ShellIo): ServeAudit | undefined {
  const { 'audit-interval': seconds } = flags;
  if (seconds === undefined) return undefined;
  const namespace = leaseNamespace(flags['lease-namespace'], env);
  const metrics = createAuditMetrics(flags['metrics-compat'] ?? 'sluice');
  const client = openAuditClient(flags, { env });
  return {
    metrics: metrics.metrics,
    run: ({ queue, onPage, ...by }, stop) =>
      startAuditing(
        {
          ...by,
          ...(onPage && { onPage }),
          client,
          namespace,
          podId: podIdOf(env),
          exemptNamespaces: flags['exempt-namespace'],
          reports: flags['audit-report'] ?? 'auto',
          concurrency: 1,
          inTurn: (limitMs, work) => queue.run({ key: 'audit', limitMs }, work),
          intervalMs: seconds * 1000,
          metrics,
          now,
        },
        stop,
      ),
  };
}

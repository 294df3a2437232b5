import type { JudgesFlags } from '../judging/open-judges.ts';
import type { ImageFlags } from '../judging/image-flags.ts';
import type { EventFlags } from '../events/open-events.ts';
import type { LogLevel } from '../watching/admission-log.ts';
import type { MetricsCompat } from '../metrics/webhook-metrics.ts';
import type { ServeAuditFlags } from './serve-audit.ts';

/** What the flags of `sluice audit` say. */
export interface AuditFlags
  extends
    JudgesFlags,
    ImageFlags,
    Pick<ServeAuditFlags, 'lease-namespace' | 'exempt-namespace'>,
    Pick<EventFlags, 'emit-audit-events' | 'audit-events-involved-namespace'> {
  readonly once: boolean;
  /** Seconds. */
  readonly interval: number | undefined;
  readonly cluster: boolean;
  /** Seconds. */
  readonly refresh: number | undefined;
  readonly report: ServeAuditFlags['audit-report'];
  readonly 'page-size': number | undefined;
  readonly output: readonly string[];
  readonly 'no-color': boolean;
  /** Seconds. */
  readonly deadline: number | undefined;
  readonly 'metrics-port': number | undefined;
  readonly 'metrics-compat': MetricsCompat | undefined;
  readonly 'log-level': LogLevel | undefined;
}

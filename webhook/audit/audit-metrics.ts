import { ENFORCEMENT_ACTIONS, type EnforcementAction } from '../../src/core/model/enforcement.ts';
import type { AuditRun } from '../../src/node/audit/run-audit.ts';
import { Counter } from '../metrics/counter.ts';
import { Histogram } from '../metrics/histogram.ts';
import { gauge, type Metric } from '../metrics/metric.ts';
import type { MetricsCompat } from '../metrics/webhook-metrics.ts';

export interface AuditMetrics {
  readonly metrics: readonly Metric[];
  readonly observe: (run: AuditRun, begin: Date, end: Date) => void;
  readonly observeFailure: () => void;
}

/** Seconds. Gatekeeper's buckets, and beyond. Source: gatekeeper pkg/audit/stats_reporter.go */
const BOUNDS = [1, 3, 5, 10, 15, 20, 40, 60, 80, 100, 200, 400, 600, 1200, 3600];

/** What the last audit found, and how long audits take; with `gatekeeper` under the names that Gatekeeper's dashboards know. */
export function createAuditMetrics(compat: MetricsCompat): AuditMetrics {
  const names = NAMES[compat];
  const state = { begin: 0, end: 0, objects: 0, errors: 0, problems: 0, violations: NOTHING };
  const duration = new Histogram({ name: names.duration, help: 'Seconds that an audit takes.' }, BOUNDS);
  const failures = new Counter({ name: 'sluice_audit_failures_total', help: 'Audits that could not be done.' });
  return {
    metrics: [
      duration,
      gauge({ name: names.begin, help: 'When the last audit began, in Unix time.' }, () => state.begin),
      gauge({ name: names.end, help: 'When the last audit ended, in Unix time.' }, () => state.end),
      byAction(names.violations, () => state.violations),
      gauge({ name: 'sluice_audit_objects', help: 'Objects that the last audit judged.' }, () => state.objects),
      gauge({ name: 'sluice_audit_errors', help: 'Rules that the last audit could not ask.' }, () => state.errors),
      gauge(
        { name: 'sluice_audit_problems', help: 'What the last audit could not read or write.' },
        () => state.problems,
      ),
      failures,
    ],
    observe: ({ tally, problems }, begin, end) => {
      duration.observe({}, (end.getTime() - begin.getTime()) / 1000);
      Object.assign(state, {
        begin: begin.getTime() / 1000,
        end: end.getTime() / 1000,
        objects: tally.objects,
        errors: tally.errors,
        problems: problems.length,
        violations: tally.violations,
      });
    },
    observeFailure: () => failures.add({}),
  };
}

const NOTHING: Readonly<Record<EnforcementAction, number>> = { deny: 0, warn: 0, dryrun: 0 };

const NAMES = {
  sluice: {
    duration: 'sluice_audit_duration_seconds',
    begin: 'sluice_audit_last_run_time_seconds',
    end: 'sluice_audit_last_run_end_time_seconds',
    violations: 'sluice_audit_violations',
  },
  gatekeeper: {
    duration: 'gatekeeper_audit_duration_seconds',
    begin: 'gatekeeper_audit_last_run_time',
    end: 'gatekeeper_audit_last_run_end_time',
    violations: 'gatekeeper_violations',
  },
} as const satisfies Readonly<Record<MetricsCompat, object>>;

function byAction(name: string, read: () => Readonly<Record<EnforcementAction, number>>): Metric {
  return {
    name,
    help: 'Violations that the last audit found, by what they do.',
    type: 'gauge',
    samples: () =>
      ENFORCEMENT_ACTIONS.map((action) => ({ labels: { enforcement_action: action }, value: read()[action] })),
  };
}

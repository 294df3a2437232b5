import type { EnforcementAction } from '../../src/core/model/enforcement.ts';
import type { AdmissionRecord } from '../watching/admission-record.ts';
import type { Outcome } from '../admission/admission-response.ts';
import type { LoadCounts } from '../judging/judges-status.ts';
import type { BrokenPolicy } from '../judging/load-judges.ts';
import { Counter } from './counter.ts';
import { Histogram } from './histogram.ts';
import { gauge, info, type Metric } from './metric.ts';

/** Whose names the metrics of requests have. */
export type MetricsCompat = 'sluice' | 'gatekeeper';

/** The state of the server, looked up when somebody asks. */
export interface WebhookState {
  readonly waiting: () => number;
  readonly running: () => number;
  readonly isReady: () => boolean;
  readonly policySet: () => string;
  readonly policies: () => number;
  readonly loads: () => LoadCounts;
  readonly constraints: () => ReadonlyMap<EnforcementAction, number>;
  readonly templates: () => number;
  /** Objects of the cluster that do not judge as they are. */
  readonly broken: () => readonly BrokenPolicy[];
  /** Seconds of Unix time. */
  readonly certificateEnd: () => number;
}

export interface WebhookMetrics {
  readonly metrics: readonly Metric[];
  readonly observe: (record: AdmissionRecord) => void;
  readonly observeRefusal: (status: number) => void;
  readonly observeReload: (isGood: boolean) => void;
}

export function createWebhookMetrics(compat: MetricsCompat, state: WebhookState): WebhookMetrics {
  const requests = compat === 'gatekeeper' ? gatekeeperRequests(state) : ownRequests(state);
  const violations = new Counter({
    name: 'sluice_admission_violations_total',
    help: 'Violations that were found, by what they do.',
  });
  const waited = new Histogram(
    { name: 'sluice_admission_wait_seconds', help: 'Seconds that requests waited for a thread.' },
    LATENCY_BOUNDS,
  );
  const refusals = new Counter({ name: 'sluice_http_refusals_total', help: 'Calls that were no review, by status.' });
  const reloads = new Counter({ name: 'sluice_certificate_reloads_total', help: 'Certificates that were read anew.' });
  return {
    metrics: [...requests.metrics, violations, waited, refusals, reloads, ...stateMetrics(state)],
    observe: (record) => {
      requests.observe(record);
      if (record.outcome !== 'unjudged') waited.observe({}, record.waitedMs / 1000);
      for (const [action, count] of record.violations) violations.add({ enforcement_action: action }, count);
    },
    observeRefusal: (status) => refusals.add({ code: String(status) }),
    observeReload: (isGood) => reloads.add({ result: isGood ? 'success' : 'failure' }),
  };
}

/** Seconds. Most verdicts take less than one millisecond. */
const LATENCY_BOUNDS = [
  0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

type Requests = Pick<WebhookMetrics, 'metrics' | 'observe'>;

function ownRequests({ constraints }: WebhookState): Requests {
  const count = new Counter({
    name: 'sluice_admission_requests_total',
    help: 'Requests that were answered, by what became of them.',
  });
  const duration = new Histogram(
    { name: 'sluice_admission_duration_seconds', help: 'Seconds from the question to the answer.' },
    LATENCY_BOUNDS,
  );
  return {
    metrics: [count, duration, byAction('sluice_constraints', 'Constraints, by what they do.', constraints, {})],
    observe: ({ outcome, operation, isDryRun, durationMs }) => {
      count.add({ decision: outcome, operation, dry_run: String(isDryRun) });
      duration.observe({ decision: outcome }, durationMs / 1000);
    },
  };
}

/** Gatekeeper's names and labels, so that its dashboards and alerts go on. Source: gatekeeper pkg/webhook/stats_reporter.go */
function gatekeeperRequests({ constraints, templates, broken }: WebhookState): Requests {
  const count = new Counter({
    name: 'gatekeeper_validation_request_count',
    help: 'The number of requests that are routed to validation webhook',
  });
  const duration = new Histogram(
    { name: 'gatekeeper_validation_request_duration_seconds', help: 'The response time in seconds' },
    GATEKEEPER_BOUNDS,
  );
  return {
    metrics: [
      count,
      duration,
      byAction('gatekeeper_constraints', 'Current number of known constraints', constraints, { status: 'active' }),
      {
        name: 'gatekeeper_constraint_templates',
        help: 'Number of observed constraint templates',
        type: 'gauge',
        samples: () => [
          { labels: { status: 'active' }, value: templates() },
          { labels: { status: 'error' }, value: broken().filter(({ role }) => role === 'template').length },
        ],
      },
    ],
    observe: ({ endpoint, outcome, isDryRun, durationMs }) => {
      if (endpoint !== '/v1/admit') return;
      const status = gatekeeperStatus(outcome);
      count.add({ admission_dryrun: String(isDryRun), admission_status: status });
      duration.observe({ admission_status: status }, durationMs / 1000);
    },
  };
}

/** Its buckets, and below one millisecond where it has none. */
const GATEKEEPER_BOUNDS = [
  ...[0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((ms) => ms / 1000),
  ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
  ...[5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10],
];

function gatekeeperStatus(outcome: Outcome): 'allow' | 'deny' | 'error' {
  switch (outcome) {
    case 'allow':
    case 'idle':
    case 'unjudged':
      return 'allow';
    case 'deny':
      return 'deny';
    case 'unknown':
    case 'shed':
      return 'error';
  }
}

function byAction(
  name: string,
  help: string,
  read: () => ReadonlyMap<EnforcementAction, number>,
  labels: Readonly<Record<string, string>>,
): Metric {
  return {
    name,
    help,
    type: 'gauge',
    samples: () => [...read()].map(([action, value]) => ({ labels: { enforcement_action: action, ...labels }, value })),
  };
}

function stateMetrics(state: WebhookState): readonly Metric[] {
  return [
    gauge({ name: 'sluice_admission_waiting', help: 'Requests that wait for a thread.' }, state.waiting),
    gauge({ name: 'sluice_admission_running', help: 'Requests that are being judged.' }, state.running),
    gauge({ name: 'sluice_ready', help: '1 when policies are loaded and a thread can judge by them.' }, () =>
      state.isReady() ? 1 : 0,
    ),
    gauge({ name: 'sluice_policies', help: 'Policies that are asked at admission.' }, state.policies),
    ...loadMetrics(state.loads),
    brokenPolicies(state.broken),
    info({ name: 'sluice_policy_set_info', help: 'The policy set that judges.' }, () => ({
      digest: state.policySet(),
    })),
    gauge(
      { name: 'sluice_certificate_not_after_seconds', help: 'When the certificate ends, in Unix time.' },
      state.certificateEnd,
    ),
  ];
}

/** Named as Prometheus names those of its own configuration. */
function loadMetrics(loads: WebhookState['loads']): readonly Metric[] {
  return [
    {
      name: 'sluice_policy_set_loads_total',
      help: 'Policy sets that were loaded, and those that could not be.',
      type: 'counter',
      samples: () => [
        { labels: { result: 'success' }, value: loads().good },
        { labels: { result: 'failure' }, value: loads().failed },
      ],
    },
    gauge(
      {
        name: 'sluice_policy_set_last_load_successful',
        help: '1 when the policies that there are could be loaded; with 0 the last good ones judge.',
      },
      () => (loads().isGood ? 1 : 0),
    ),
    gauge(
      {
        name: 'sluice_policy_set_last_load_success_timestamp_seconds',
        help: 'When policies were last loaded without a fault, in Unix time.',
      },
      () => loads().lastGoodAt.getTime() / 1000,
    ),
  ];
}

const BROKEN_KINDS = ['template', 'constraint', 'expansion'] as const;

/** Each of them needs somebody; what nothing stands in for lets in what it forbids. */
function brokenPolicies(broken: WebhookState['broken']): Metric {
  const countOf = (kind: string, isReplaced: boolean): number =>
    broken().filter(({ role, earlier }) => role === kind && (earlier !== undefined) === isReplaced).length;
  return {
    name: 'sluice_broken_policies',
    help: 'Objects of the cluster that do not hold, by what judges in their place.',
    type: 'gauge',
    samples: () =>
      BROKEN_KINDS.flatMap((kind) => [
        { labels: { kind, judges: 'earlier' }, value: countOf(kind, true) },
        { labels: { kind, judges: 'nothing' }, value: countOf(kind, false) },
      ]),
  };
}

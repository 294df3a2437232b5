import { hostname } from 'node:os';
import { SluiceError } from '../../src/core/errors.ts';
import { decide, FAIL_ON, type Decision } from '../../src/core/model/decision.ts';
import { countPolicies } from '../../src/node/check/plan-for.ts';
import type { Report } from '../../src/core/model/report.ts';
import { FORMATS } from '../../src/core/report/formats.ts';
import { headline } from '../../src/core/report/headline.ts';
import { visible } from '../../src/core/report/safe-text.ts';
import { sha256 } from '../../src/node/digest.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import type { FlagTable, FlagValues } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand } from '../../src/node/flags/run-command.ts';
import type { KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import { parseOutputs, type ReportOutput } from '../../src/node/output/parse-outputs.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { writeReports } from '../../src/node/output/write-reports.ts';
import { sluiceVersion } from '../../src/node/sluice-version.ts';
import { createLog, type Log } from '../watching/admission-log.ts';
import { ClusterFeed } from '../sources/cluster-feed.ts';
import { LIVE_FLAGS, reloadWhenNeeded } from '../sources/live-flags.ts';
import type { LiveJudges } from '../judging/live-judges.ts';
import { MetricsServer } from '../metrics/metrics-server.ts';
import { ProcessMetrics } from '../metrics/process-metrics.ts';
import { openClient } from '../sources/open-client.ts';
import { openJudges, threadsOf } from '../judging/open-judges.ts';
import { stopSignal } from '../../src/node/stop-signal.ts';
import { WATCHING_FLAGS } from '../watching/watching-flags.ts';
import { EVENT_FLAGS } from '../events/event-flags.ts';
import { openEvents, type Events } from '../events/open-events.ts';
import { createImageMetrics } from '../metrics/image-metrics.ts';
import { IMAGE_FLAGS, openPullSecrets } from '../judging/image-flags.ts';
import { AUDIT_WRITE_FLAGS } from './audit-flags.ts';
import { createAuditMetrics } from './audit-metrics.ts';
import { AuditReport } from './audit-report.ts';
import { createAudit, readView } from './create-audit.ts';
import { AUDIT_PAGE_BYTES, leaseNamespace, PAGE_SIZE, startAuditing } from './start-auditing.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  ...LIVE_FLAGS,
  ...IMAGE_FLAGS,
  once: {
    kind: 'switch',
    group: 'Audit',
    description:
      'Judge everything once, print a report and end. Nothing is written to the cluster unless --report says so.',
  },
  interval: {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Audit',
    description: 'How long to wait between two audits.',
    defaultText: '60',
  },
  ...AUDIT_WRITE_FLAGS,
  'exempt-namespace': {
    kind: 'list',
    value: 'NAME',
    group: 'Audit',
    description: 'A Namespace, or with * at one or both ends several, in which nothing is judged.',
  },
  'page-size': {
    kind: 'count',
    value: 'N',
    min: 1,
    max: 5000,
    group: 'Audit',
    description: 'Objects that are read at a time. No more are in memory.',
    defaultText: String(PAGE_SIZE),
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Reports',
    description: `With --once: write a report to a file, or to standard output. Formats: ${FORMATS.join(', ')}.`,
    defaultText: 'text',
  },
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Reports',
    description: 'The least that makes the exit code 1.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  'no-color': { kind: 'switch', group: 'Reports', description: 'No colours; NO_COLOR does the same.' },
  ...EVALUATION_FLAGS,
  deadline: {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Running',
    description: 'Seconds that one audit may take.',
    defaultText: '3600',
  },
  ...CACHE_FLAGS,
  'metrics-port': {
    ...WATCHING_FLAGS['metrics-port'],
    description: 'Serve GET /metrics over plain HTTP on this port.',
  },
  'metrics-compat': WATCHING_FLAGS['metrics-compat'],
  'log-level': {
    ...WATCHING_FLAGS['log-level'],
    description: 'The least that is logged, as lines of JSON on standard error.',
  },
  'emit-audit-events': {
    ...EVENT_FLAGS['emit-audit-events'],
    description:
      'Write a Kubernetes event for each violation that is found. What is the same is counted in one; more than five a second are put off, and what waits too long is dropped and counted. Not with --once.',
  },
  'audit-events-involved-namespace': {
    ...EVENT_FLAGS['audit-events-involved-namespace'],
    description: 'Write these into the Namespace of the object, and not into the one that sluice runs in.',
  },
} as const satisfies FlagTable;

type AuditFlags = FlagValues<typeof FLAGS>;

/** `sluice audit`: judges what is in a cluster, once or until it is told to stop, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'audit',
    summary: 'judge what is in a cluster',
    usage: ['--once [FLAGS]', '[FLAGS]'],
    description:
      'Judges all objects of a cluster that policies select, page by page, as their manifests would be judged. With --once it prints a report; without, it goes on until it is told to stop, one replica at a time, and writes what it finds to the status of constraints and to reports in the cluster.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      { command: 'sluice audit --once -p policy/', meaning: 'What own policies say of the current cluster.' },
      {
        command: 'sluice audit --cluster --interval 300',
        meaning: 'In a cluster: its own policies, every five minutes, with status and reports.',
      },
    ],
    exitCodes: [
      [0, 'evaluated and allowed; without --once, stopped by SIGTERM or SIGINT'],
      [1, 'violations at or above --fail-on'],
      [2, 'could not evaluate: usage, config, a policy in error, a cluster that cannot be read, nothing evaluated'],
    ],
  },
  audit,
).run;

const DEFAULT_INTERVAL = 60;
const DEFAULT_DEADLINE = 3600;

function audit({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  return flags.once ? auditOnce(flags, io) : auditAgain(flags, io);
}

async function auditOnce(flags: AuditFlags, io: ShellIo): Promise<number> {
  if (flags['emit-audit-events']) {
    throw new SluiceError(
      'USAGE',
      '--emit-audit-events tells a cluster of what is found again and again; leave out --once',
    );
  }
  const outputs = parseOutputs(flags.output);
  const stop = stopSignal();
  const limit = AbortSignal.timeout(deadlineOf(flags));
  const signal = AbortSignal.any([stop, limit]);
  try {
    const { report, failOn } = await judgeCluster(flags, io, signal);
    writeReports(report, outputs, { cwd: io.cwd, stdout: io.stdout, format: formatFor(flags, io, failOn) });
    summarize(report, failOn, outputs, io);
    return EXIT_CODES[decide(report, failOn).kind];
  } catch (error) {
    if (!signal.aborted) throw error;
    const why = limit.aborted
      ? `it took longer than ${deadlineOf(flags) / 1000} seconds; see --deadline`
      : 'it was stopped';
    throw new SluiceError('DEADLINE_EXCEEDED', `the audit did not come to its end: ${why}`, { cause: error });
  }
}

const deadlineOf = ({ deadline = DEFAULT_DEADLINE }: AuditFlags): number => deadline * 1000;

interface JudgedCluster {
  readonly report: Report;
  readonly failOn: LiveJudges['failOn'];
}

async function judgeCluster(flags: AuditFlags, io: ShellIo, signal: AbortSignal): Promise<JudgedCluster> {
  using log = openLog(flags, io);
  await using client = clientOf(flags, io);
  await using feed = openFeed(flags, io, true);
  if (feed !== undefined && !(await feed.listed(signal))) signal.throwIfAborted();
  const view = feed === undefined ? { view: await readView(client, signal) } : {};
  await using secrets = openPullSecrets(flags, io.env);
  const images = { pullSecrets: secrets.pullSecrets };
  await using judges = await openJudges(flags, io, { feed, ...view, onNotice: noticeTo(io), log, images });
  const found = new AuditReport();
  const run = await createAudit({
    ...partsOf(flags, client, judges, feed),
    reports: flags.report ?? 'none',
    tellsConstraints: flags.report !== undefined,
    concurrency: threadsOf(flags, io) * ORDERS_PER_THREAD,
    saveEveryMs: Number.POSITIVE_INFINITY,
    onPage: (page) => found.take(page),
    now: io.now,
  })(signal);
  return { report: found.toReport(run, judges.policySet, countPolicies(judges.plan)), failOn: judges.failOn };
}

/** A thread that has judged one object finds the next one waiting. */
const ORDERS_PER_THREAD = 2;

const partsOf = (flags: AuditFlags, client: KubeClient, judges: LiveJudges, feed: ClusterFeed | undefined) =>
  ({
    client,
    judges,
    feed,
    exemptNamespaces: flags['exempt-namespace'],
    pageSize: flags['page-size'] ?? PAGE_SIZE,
  }) as const;

async function auditAgain(flags: AuditFlags, io: ShellIo): Promise<number> {
  const namespace = leaseNamespace(flags['lease-namespace'], io.env);
  if (flags.output.length > 0) {
    throw new SluiceError('USAGE', '-o prints the report of one audit; add --once, or leave it out');
  }
  const stop = stopSignal();
  using log = openLog(flags, io);
  await using feed = openFeed(flags, io, false);
  if (feed !== undefined && !(await feed.listed(stop))) return 0;
  await using secrets = openPullSecrets(flags, io.env);
  const images = createImageMetrics();
  await using judges = await openJudges(flags, io, {
    feed,
    onNotice: noticeTo(io),
    log,
    images: { pullSecrets: secrets.pullSecrets, onLookup: images.observe },
  });
  feed?.feed(judges);
  await reloadWhenNeeded(judges, flags, stop);
  await using events = openAuditEvents(flags, io, { log, judges });
  const metrics = createAuditMetrics(flags['metrics-compat'] ?? 'sluice');
  using ofProcess = new ProcessMetrics();
  const port = flags['metrics-port'];
  const shown = [...metrics.metrics, ...images.metrics, ...events.metrics, ...ofProcess.metrics];
  await using scraped = port === undefined ? undefined : await MetricsServer.listen(shown, { port });
  const { policySet, policies } = judges.status;
  log.say('info', 'audit-started', { policySet, policies, ...(scraped && { metricsPort: scraped.port }) });
  const options = {
    ...partsOf(flags, clientOf(flags, io), judges, feed),
    reports: flags.report ?? 'auto',
    concurrency: threadsOf(flags, io) * ORDERS_PER_THREAD,
    namespace,
    podId: podIdOf(io),
    intervalMs: (flags.interval ?? DEFAULT_INTERVAL) * 1000,
    deadlineMs: deadlineOf(flags),
    ...(events.ofAudit && { onPage: events.ofAudit }),
    log,
    metrics,
    now: io.now,
  } as const;
  await startAuditing(options, stop);
  return 0;
}

/** As `sluice serve` writes them. Nobody is admitted here. */
function openAuditEvents(flags: AuditFlags, io: ShellIo, around: Parameters<typeof openEvents>[2]): Events {
  const none = { 'emit-admission-events': false, 'admission-events-involved-namespace': false } as const;
  return openEvents({ ...flags, ...none, 'audit-interval': flags.interval ?? DEFAULT_INTERVAL }, io, around);
}

const clientOf = ({ kubeconfig }: AuditFlags, { env }: ShellIo): KubeClient =>
  openClient({ kubeconfig, env, maxBytes: AUDIT_PAGE_BYTES });

const podIdOf = ({ env }: ShellIo): string => env['POD_NAME'] ?? hostname();

function openFeed({ cluster, kubeconfig }: AuditFlags, io: ShellIo, isReadOnly: boolean): ClusterFeed | undefined {
  if (!cluster) return undefined;
  const operations = ['audit', 'status'];
  return new ClusterFeed({
    kubeconfig,
    env: io.env,
    podId: podIdOf(io),
    onNotice: noticeTo(io),
    operations,
    isReadOnly,
  });
}

function openLog(flags: AuditFlags, { stderr, now }: ShellIo): Log {
  const level = flags['log-level'] ?? 'info';
  return createLog({ write: (line) => stderr.write(line), now, level, allowsEvery: 0 });
}

const noticeTo =
  ({ stderr }: ShellIo) =>
  (message: string): void =>
    stderr.write(`warning: ${visible(message)}\n`);

/** What the exit codes of `sluice check` mean, too. */
const EXIT_CODES: Readonly<Record<Decision['kind'], 0 | 1 | 2>> = { allow: 0, idle: 0, deny: 1, unknown: 2 };

function formatFor(
  flags: AuditFlags,
  { stdout, env }: ShellIo,
  failOn: LiveJudges['failOn'],
): Parameters<typeof writeReports>[2]['format'] {
  return {
    version: sluiceVersion(),
    failOn,
    paint: paintFor(stdout, env, flags['no-color']),
    // Objects of a cluster have no lines.
    sourceLine: () => undefined,
    sha256,
    describePolicy: () => undefined,
    describeConstraint: () => undefined,
    outputSchema: 'native',
  };
}

/** A file, or a machine's format, leaves a person without an answer. */
function summarize(
  report: Report,
  failOn: LiveJudges['failOn'],
  outputs: readonly ReportOutput[],
  { stderr }: ShellIo,
): void {
  const onStdout = outputs.find(({ file }) => file === undefined)?.format;
  if (onStdout === undefined) stderr.write(`sluice: ${headline(report, failOn)}\n`);
}

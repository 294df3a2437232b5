import { SluiceError } from '../../src/core/errors.ts';
import { decide, type Decision, type FailOn } from '../../src/core/model/decision.ts';
import type { Report } from '../../src/core/model/report.ts';
import { headline } from '../../src/core/report/headline.ts';
import { countPolicies } from '../../src/node/check/plan-for.ts';
import { sha256 } from '../../src/node/digest.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import { parseOutputs, type ReportOutput } from '../../src/node/output/parse-outputs.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { writeReports } from '../../src/node/output/write-reports.ts';
import { sluiceVersion } from '../../src/node/sluice-version.ts';
import { stopSignal } from '../../src/node/stop-signal.ts';
import { openPullSecrets } from '../judging/image-flags.ts';
import { openJudges } from '../judging/open-judges.ts';
import type { AuditFlags } from './audit-command-flags.ts';
import { deadlineOf, noticeTo, openFeed, openLog, partsOf } from './audit-parts.ts';
import { AuditReport } from './audit-report.ts';
import { createAudit, readView } from './create-audit.ts';
import { openAuditClient } from './open-audit-client.ts';

/**
 * Judges a cluster once, and prints what it found.
 * @returns the exit code
 * @throws SluiceError USAGE, DEADLINE_EXCEEDED, and whatever keeps it from judging
 */
export async function auditOnce(flags: AuditFlags, io: ShellIo): Promise<number> {
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

interface JudgedCluster {
  readonly report: Report;
  readonly failOn: FailOn;
}

async function judgeCluster(flags: AuditFlags, io: ShellIo, signal: AbortSignal): Promise<JudgedCluster> {
  using log = openLog(flags, io);
  await using client = openAuditClient(flags, io);
  await using feed = openFeed(flags, io, true);
  if (feed !== undefined && !(await feed.listed(signal))) signal.throwIfAborted();
  const view = feed === undefined ? { view: await readView(client, signal) } : {};
  await using secrets = openPullSecrets(flags, io.env);
  const images = { pullSecrets: secrets.pullSecrets };
  await using judges = await openJudges(flags, io, { feed, ...view, onNotice: noticeTo(io), log, images });
  const found = new AuditReport();
  const run = await createAudit({
    ...partsOf(flags, io, { client, judges, feed }),
    reports: flags.report ?? 'none',
    tellsConstraints: flags.report !== undefined,
    saveEveryMs: Number.POSITIVE_INFINITY,
    onPage: (page) => found.take(page),
  })(signal);
  return { report: found.toReport(run, judges.policySet, countPolicies(judges.plan)), failOn: judges.failOn };
}

/** What the exit codes of `sluice check` mean, too. */
const EXIT_CODES: Readonly<Record<Decision['kind'], 0 | 1 | 2>> = { allow: 0, idle: 0, deny: 1, unknown: 2 };

function formatFor(
  flags: AuditFlags,
  { stdout, env }: ShellIo,
  failOn: FailOn,
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
function summarize(report: Report, failOn: FailOn, outputs: readonly ReportOutput[], { stderr }: ShellIo): void {
  const onStdout = outputs.find(({ file }) => file === undefined)?.format;
  if (onStdout === undefined) stderr.write(`sluice: ${headline(report, failOn)}\n`);
}

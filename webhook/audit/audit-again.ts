import { SluiceError } from '../../src/core/errors.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { stopSignal } from '../../src/node/stop-signal.ts';
import { openEvents, type Events } from '../events/open-events.ts';
import { openPullSecrets } from '../judging/image-flags.ts';
import { openJudges } from '../judging/open-judges.ts';
import { createImageMetrics } from '../metrics/image-metrics.ts';
import { MetricsServer } from '../metrics/metrics-server.ts';
import { ProcessMetrics } from '../metrics/process-metrics.ts';
import { reloadWhenNeeded } from '../sources/live-flags.ts';
import { podIdOf } from '../sources/pod-id.ts';
import type { AuditFlags } from './audit-command-flags.ts';
import { createAuditMetrics } from './audit-metrics.ts';
import { deadlineOf, noticeTo, openFeed, openLog, partsOf } from './audit-parts.ts';
import { leaseNamespace, startAuditing } from './start-auditing.ts';
import { openAuditClient } from './open-audit-client.ts';

const DEFAULT_INTERVAL = 60;

/**
 * Judges a cluster again and again, until it is told to stop.
 * @returns the exit code
 * @throws SluiceError USAGE, and whatever keeps it from beginning
 */
export async function auditAgain(flags: AuditFlags, io: ShellIo): Promise<number> {
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
    ...partsOf(flags, io, { client: openAuditClient(flags, io), judges, feed }),
    reports: flags.report ?? 'auto',
    namespace,
    podId: podIdOf(io.env),
    intervalMs: (flags.interval ?? DEFAULT_INTERVAL) * 1000,
    deadlineMs: deadlineOf(flags),
    ...(events.ofAudit && { onPage: events.ofAudit }),
    log,
    metrics,
  } as const;
  await startAuditing(options, stop);
  return 0;
}

/** As `sluice serve` writes them. Nobody is admitted here. */
function openAuditEvents(flags: AuditFlags, io: ShellIo, around: Parameters<typeof openEvents>[2]): Events {
  const none = { 'emit-admission-events': false, 'admission-events-involved-namespace': false } as const;
  return openEvents({ ...flags, ...none, 'audit-interval': flags.interval ?? DEFAULT_INTERVAL }, io, around);
}

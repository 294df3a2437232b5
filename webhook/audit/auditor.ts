import { messageOf } from '../../src/core/errors.ts';
import { PoliciesChanged } from '../../src/node/audit/audit-cluster.ts';
import type { AuditRun } from '../../src/node/audit/run-audit.ts';
import { Backoff, pauseFor, type Pause } from '../../src/node/kubernetes/backoff.ts';
import type { LeaseKeeper } from '../../src/node/lease/lease-keeper.ts';
import type { Log } from '../watching/admission-log.ts';
import type { AuditMetrics } from './audit-metrics.ts';

export interface AuditorOptions {
  /** One audit. It throws when it could not be done. */
  readonly audit: (signal: AbortSignal) => Promise<AuditRun>;
  /** Only who holds it audits. */
  readonly lease: Pick<LeaseKeeper, 'term'>;
  /** Milliseconds from the end of an audit to the beginning of the next. */
  readonly intervalMs: number;
  /** Milliseconds that an audit may take. */
  readonly deadlineMs: number;
  readonly log: Log;
  readonly metrics: Pick<AuditMetrics, 'observe' | 'observeFailure'>;
  readonly now: () => Date;
  readonly pause?: Pause;
  readonly random?: () => number;
}

/** Audits again and again while this replica holds the lease, until it is told to stop. */
export async function keepAuditing(stop: AbortSignal, options: AuditorOptions): Promise<void> {
  const { lease, intervalMs, pause = pauseFor, random = Math.random } = options;
  const backoff = new Backoff({ firstMs: 1000, longestMs: 60_000, random });
  for (;;) {
    const term = await lease.term(stop);
    if (term === undefined || stop.aborted) return;
    const isDone = await auditOnce(AbortSignal.any([stop, term]), options);
    if (isDone) backoff.reset();
    await pause(isDone ? intervalMs : backoff.next(), stop);
  }
}

/** @returns false when it must be done again soon */
async function auditOnce(ended: AbortSignal, options: AuditorOptions): Promise<boolean> {
  const { audit, deadlineMs, log, metrics, now } = options;
  const begin = now();
  const limit = AbortSignal.timeout(deadlineMs);
  try {
    const run = await audit(AbortSignal.any([ended, limit]));
    metrics.observe(run, begin, now());
    log.say(run.problems.length === 0 ? 'info' : 'warn', 'audit', summaryOf(run, begin, now()));
    return true;
  } catch (error) {
    // What is cut off goes on elsewhere, or at the next start.
    if (ended.aborted) return true;
    if (error instanceof PoliciesChanged) return false;
    metrics.observeFailure();
    const reason = limit.aborted ? `it took longer than ${deadlineMs / 1000} seconds` : messageOf(error);
    log.say('error', 'audit-failed', { reason });
    return limit.aborted;
  }
}

/** Counts, and what could not be read; no object. */
function summaryOf({ tally, ...run }: AuditRun, begin: Date, end: Date): Readonly<Record<string, unknown>> {
  const { kinds, problems, isResumed, reportsWritten, reportsDeleted } = run;
  return {
    kinds,
    objects: tally.objects,
    violations: tally.violations,
    errors: tally.errors,
    reportsWritten,
    reportsDeleted,
    ...(isResumed ? { resumed: true } : {}),
    ...(problems.length === 0 ? {} : { problems: problems.slice(0, MOST_PROBLEMS) }),
    ms: end.getTime() - begin.getTime(),
  };
}

const MOST_PROBLEMS = 20;

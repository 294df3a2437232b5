import { randomUUID } from 'node:crypto';
import { SluiceError } from '../../src/core/errors.ts';
import { ProgressStore } from '../../src/node/audit/progress-store.ts';
import { LeaseKeeper, type LeaseState } from '../../src/node/lease/lease-keeper.ts';
import { createLeaseStore } from '../../src/node/lease/lease-store.ts';
import type { Log } from '../watching/admission-log.ts';
import { ownNamespace } from '../sources/own-namespace.ts';
import type { AuditMetrics } from './audit-metrics.ts';
import { keepAuditing } from './auditor.ts';
import { createAudit, type AuditParts } from './create-audit.ts';

export interface AuditingOptions extends Omit<
  AuditParts,
  'progress' | 'saveEveryMs' | 'tellsConstraints' | 'pageSize'
> {
  /** Where the lease is. */
  readonly namespace: string;
  /** This replica's name. */
  readonly podId: string;
  readonly intervalMs: number;
  /** Objects a page. Default: 250. */
  readonly pageSize?: number;
  /** Milliseconds that an audit may take. Default: an hour. */
  readonly deadlineMs?: number;
  readonly log: Log;
  readonly metrics: AuditMetrics;
}

const LEASE_NAME = 'sluice-audit';
/** Objects that are judged a second time after a restart are those of so much time. */
const SAVE_EVERY_MS = 10_000;
const DEADLINE_MS = 3_600_000;
export const PAGE_SIZE = 250;

/** Audits while this replica holds the lease, until it is told to stop: then it gives the lease back, and closes the client. */
export async function startAuditing(options: AuditingOptions, stop: AbortSignal): Promise<void> {
  const { client, namespace, podId, log, now, pageSize = PAGE_SIZE, deadlineMs = DEADLINE_MS } = options;
  await using closed = client;
  await using lease = new LeaseKeeper({
    store: createLeaseStore(closed, { namespace, name: LEASE_NAME }),
    // A pod that is started again under its name is another one.
    self: `${podId}_${randomUUID()}`,
    now: () => performance.now(),
    today: now,
    onChange: (state) => sayState(log, state),
  });
  const audit = createAudit({
    ...options,
    pageSize,
    tellsConstraints: true,
    progress: new ProgressStore({ client, namespace }),
    saveEveryMs: SAVE_EVERY_MS,
  });
  await keepAuditing(stop, { ...options, deadlineMs, audit, lease });
}

function sayState(log: Log, state: LeaseState): void {
  switch (state.kind) {
    case 'held':
      return log.say('info', 'audit-lease', { state: 'held' });
    case 'waiting':
      return log.say('info', 'audit-lease', { state: 'waiting', holder: state.holder });
    case 'trouble':
      return log.say('warn', 'audit-lease', { state: 'trouble', reason: state.message });
  }
}

/** Where the lease is. @throws SluiceError USAGE outside of a cluster when nobody says it */
export function leaseNamespace(given: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const namespace = given ?? ownNamespace(env).ownNamespace;
  if (namespace !== undefined) return namespace;
  throw new SluiceError(
    'USAGE',
    'outside of a cluster nobody knows where the lease of the audit is: give --lease-namespace NAME, or audit once with sluice audit --once',
  );
}

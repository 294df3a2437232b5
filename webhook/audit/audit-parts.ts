import { visible } from '../../src/core/report/safe-text.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { threadsOf } from '../judging/open-judges.ts';
import { ClusterFeed } from '../sources/cluster-feed.ts';
import { podIdOf } from '../sources/pod-id.ts';
import { createLog, type Log } from '../watching/admission-log.ts';
import type { AuditFlags } from './audit-command-flags.ts';
import type { AuditParts } from './create-audit.ts';
import { PAGE_SIZE } from './start-auditing.ts';

const DEFAULT_DEADLINE = 3600;
/** A thread that has judged one object finds the next one waiting. */
const ORDERS_PER_THREAD = 2;

/** What one audit has in common with many. */
export const partsOf = (
  flags: AuditFlags,
  io: ShellIo,
  { client, judges, feed }: Pick<AuditParts, 'client' | 'judges' | 'feed'>,
): Pick<AuditParts, 'client' | 'judges' | 'feed' | 'exemptNamespaces' | 'pageSize' | 'concurrency' | 'now'> => ({
  client,
  judges,
  feed,
  exemptNamespaces: flags['exempt-namespace'],
  pageSize: flags['page-size'] ?? PAGE_SIZE,
  concurrency: threadsOf(flags, io) * ORDERS_PER_THREAD,
  now: io.now,
});

/** Milliseconds that one audit may take. */
export const deadlineOf = ({ deadline = DEFAULT_DEADLINE }: AuditFlags): number => deadline * 1000;

/** @param isReadOnly nothing is written to the status of policies */
export function openFeed(
  { cluster, kubeconfig }: AuditFlags,
  io: ShellIo,
  isReadOnly: boolean,
): ClusterFeed | undefined {
  if (!cluster) return undefined;
  const operations = ['audit', 'status'];
  return new ClusterFeed({
    kubeconfig,
    env: io.env,
    podId: podIdOf(io.env),
    onNotice: noticeTo(io),
    operations,
    isReadOnly,
  });
}

export function openLog(flags: AuditFlags, { stderr, now }: ShellIo): Log {
  const level = flags['log-level'] ?? 'info';
  return createLog({ write: (line) => stderr.write(line), now, level, allowsEvery: 0 });
}

export const noticeTo =
  ({ stderr }: ShellIo) =>
  (message: string): void =>
    stderr.write(`warning: ${visible(message)}\n`);

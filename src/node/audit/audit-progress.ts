import type { AuditTally } from '../../core/audit/audit-tally.ts';

/** How far an audit is. */
export interface AuditProgress {
  readonly policySet: string;
  /** Milliseconds of the epoch. */
  readonly savedAt: number;
  /** What was found in the kinds before. */
  readonly done: AuditTally;
  /** What was found in the pages of this kind. */
  readonly current: AuditTally;
  /** Its `resourceKey`. */
  readonly kind: string;
  /** Where its list goes on. */
  readonly next: string;
  readonly problems: readonly string[];
}

/** Servers forget where a list was after five minutes. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Whether somebody else may go on: by the same policies, and while the server remembers. */
export const isUsable = ({ policySet, savedAt }: AuditProgress, now: number, current: string): boolean =>
  policySet === current && now >= savedAt && now - savedAt < LONGEST_PAUSE_MS;

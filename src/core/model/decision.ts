import type { Report, Summary } from './report.ts';

/** The least that blocks: `deny` lets warnings through, `warn` does not. */
export const FAIL_ON = ['deny', 'warn'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/**
 * - `allow`: everything was evaluated and nothing reached the threshold
 * - `deny`: evaluated, with violations at or above the threshold
 * - `unknown`: something could not be evaluated, or nothing was; never an allow
 * - `idle`: there was nothing to decide, and that is in order; it stops nobody and vouches for nothing
 */
export type Decision =
  | { readonly kind: 'allow' }
  | { readonly kind: 'deny'; readonly violations: number }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'idle'; readonly reason: string };

/** The part of a report that decides. */
export type Decidable = Pick<Report, 'summary' | 'idle'>;

/** Turns a report into the decision that a shell acts on. An error outweighs a violation: a verdict that is not whole is no verdict. */
export function decide(report: Decidable, failOn: FailOn): Decision {
  const { summary, idle } = report;
  if (summary.error > 0) return { kind: 'unknown', reason: `${summary.error} could not be evaluated` };
  if (nothingEvaluated(report)) return { kind: 'unknown', reason: 'nothing was evaluated' };
  if (isEmpty(summary)) return { kind: 'idle', reason: idle ?? '' };
  const violations = summary.fail + (failOn === 'warn' ? summary.warn : 0);
  return violations > 0 ? { kind: 'deny', violations } : { kind: 'allow' };
}

/** True when no rule was asked about any object, and should have been: a green light here would say what nobody checked. */
export function nothingEvaluated({ summary, idle }: Decidable): boolean {
  return idle === undefined && isEmpty(summary);
}

const isEmpty = ({ pass, fail, warn, skip, error }: Summary): boolean => pass + fail + warn + skip + error === 0;

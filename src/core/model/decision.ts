import type { Report } from './report.ts';

/** The least that blocks: `deny` lets warnings through, `warn` does not. */
export const FAIL_ON = ['deny', 'warn'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/**
 * - `allow`: everything was evaluated and nothing reached the threshold
 * - `deny`: evaluated, with violations at or above the threshold
 * - `unknown`: something could not be evaluated, or nothing was; never an allow
 */
export type Decision =
  | { readonly kind: 'allow' }
  | { readonly kind: 'deny'; readonly violations: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Turns a report into the decision that a shell acts on. An error outweighs a violation: a verdict that is not whole is no verdict. */
export function decide(report: Report, failOn: FailOn): Decision {
  const { summary } = report;
  if (summary.error > 0) return { kind: 'unknown', reason: `${summary.error} could not be evaluated` };
  if (nothingEvaluated(report)) return { kind: 'unknown', reason: 'nothing was evaluated' };
  const violations = summary.fail + (failOn === 'warn' ? summary.warn : 0);
  return violations > 0 ? { kind: 'deny', violations } : { kind: 'allow' };
}

/** True when no rule was asked about any object: a green light here would say what nobody checked. */
export function nothingEvaluated({ summary }: Report): boolean {
  return summary.pass + summary.fail + summary.warn + summary.skip + summary.error === 0;
}

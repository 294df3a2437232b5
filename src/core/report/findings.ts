import { nothingEvaluated } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';

const NOTHING = 'nothing was evaluated: no rule was asked about any object; this is not a pass';

/** Stands for the run as a whole where a format wants a file. */
const WHOLE_RUN = '.';

/**
 * The results, for formats that are lists of findings. An empty list reads as "all good" to every consumer of these, so when
 * nothing was evaluated the list says so.
 */
export function findingsOf(report: Report): readonly Result[] {
  return nothingEvaluated(report) ? [...report.results, nothingResult(report)] : report.results;
}

/** The notices, for formats that carry the report itself. */
export function noticesOf(report: Report): readonly string[] {
  return nothingEvaluated(report) ? [NOTHING, ...report.notices] : report.notices;
}

/** How many checks passed without being listed as results. */
export function unlistedPasses({ summary, results }: Report): number {
  return Math.max(0, summary.pass - results.filter(({ status }) => status === 'pass').length);
}

/** True when the result is about a file that a consumer can open. */
export function hasFile({ location }: Result): boolean {
  return location.file !== WHOLE_RUN && location.file !== '-';
}

function nothingResult({ skipped }: Report): Result {
  const reasons = [...new Set(skipped.slice(0, 100).map(({ reason }) => reason))].slice(0, 3);
  return {
    status: 'error',
    policy: 'sluice',
    rule: 'NOTHING_EVALUATED',
    severity: 'high',
    message: reasons.length === 0 ? NOTHING : `${NOTHING} (skipped: ${reasons.join('; ')})`,
    fix: 'check the paths given, and that a policy matches what they hold',
    location: { file: WHOLE_RUN, line: 1, column: 1 },
  };
}

import { compareText } from '../compare-text.ts';
import type { FileOutcome } from '../evaluate/file-outcome.ts';
import type { EnforcementPoint } from '../model/enforcement.ts';
import { addSummaries, EMPTY_SUMMARY, type Report, type Skipped, type Summary } from '../model/report.ts';
import type { Result } from '../model/result.ts';

/** What came of a run, before it is one report. The files may come in any order. */
export interface ReportParts {
  readonly point: EnforcementPoint;
  /** Digest of the policy set that decided. */
  readonly policySet: string;
  readonly revision?: string;
  /** How many policies ran. */
  readonly policies: number;
  readonly outcomes: Iterable<EvaluatedFile>;
  /** Faults that belong to no evaluated file: a policy that does not compile, a file that cannot be read. */
  readonly faults?: readonly Result[];
  /** Files that were never opened, and why. */
  readonly skipped?: readonly Skipped[];
  readonly notices?: readonly string[];
}

export interface EvaluatedFile {
  readonly file: string;
  readonly outcome: FileOutcome;
}

/**
 * Puts a report together. Whatever order the files come in, the report is the same. Its counts of failures, warnings,
 * errors and skips are counted from the results that it lists, so they cannot disagree.
 */
export function buildReport(parts: ReportParts): Report {
  const outcomes = [...parts.outcomes];
  const results = [...(parts.faults ?? []), ...outcomes.flatMap(({ outcome }) => outcome.results)];
  const skipped = [...(parts.skipped ?? []), ...outcomes.flatMap(skippedParts)];
  return {
    apiVersion: 'sluice.dev/v1alpha1',
    kind: 'Report',
    point: parts.point,
    policySet: parts.policySet,
    ...(parts.revision === undefined ? {} : { revision: parts.revision }),
    summary: summarize(outcomes, results, parts.policies),
    results: results.sort(compareResults),
    skipped: skipped.sort(compareSkipped),
    notices: [...new Set(parts.notices)],
  };
}

function skippedParts({ file, outcome }: EvaluatedFile): readonly Skipped[] {
  return outcome.skipped.map((reason) => ({ file, reason }));
}

function summarize(outcomes: readonly EvaluatedFile[], results: readonly Result[], policies: number): Summary {
  const statuses = { fail: 0, warn: 0, error: 0, skip: 0 };
  for (const { status } of results) if (status !== 'pass') statuses[status] += 1;
  const looked = outcomes.map(scopeOf).reduce(addSummaries, EMPTY_SUMMARY);
  return { ...looked, ...statuses, policies };
}

function scopeOf({ outcome: { documents, resources, passes } }: EvaluatedFile): Summary {
  return { ...EMPTY_SUMMARY, files: 1, documents, resources, pass: passes };
}

/** By place, as a reader goes through a file; then by what tells results of one place apart. */
function compareResults(a: Result, b: Result): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    compareText(a.policy, b.policy) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    // Two objects may stand at one place, when both were rendered from it.
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Within a file the order stays: it is the order of the documents. */
function compareSkipped(a: Skipped, b: Skipped): number {
  return compareText(a.file, b.file);
}

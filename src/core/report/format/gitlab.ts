import type { Severity } from '../../model/enforcement.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { createFingerprinter } from '../fingerprint.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { objectText, ruleId } from '../result-text.ts';
import { oneLine, visible } from '../safe-text.ts';
import { jsonItems, type SparseJsonObject } from '../sparse-json.ts';

/** GitLab Code Quality. Passes and waived violations are no issues and are left out. */
export function* formatGitlab(report: Report, { sha256 }: FormatOptions): Generator<string, void, undefined> {
  const issues = findingsOf(report).filter(({ status }) => status !== 'pass' && status !== 'skip');
  const fingerprint = createFingerprinter(sha256);
  yield '[';
  yield* jsonItems(issues, 'description', (result) => issue(result, fingerprint(result)));
  yield ']\n';
}

function issue(result: Result, fingerprint: string): SparseJsonObject {
  const { status, severity, location } = result;
  return {
    description: description(result),
    check_name: visible(ruleId(result)),
    fingerprint,
    severity: status === 'error' ? 'blocker' : GITLAB_SEVERITY[severity],
    location: { path: visible(location.file), lines: { begin: Math.max(1, location.line) } },
  };
}

function description({ message, resource, fix }: Result): string {
  const subject = resource === undefined ? '' : ` (${objectText(resource)})`;
  return oneLine(`${message}${subject}${fix === undefined ? '' : ` Fix: ${fix}`}`);
}

const GITLAB_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

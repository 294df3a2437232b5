import type { FailOn } from '../../model/decision.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { findingsOf, unlistedPasses } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { headline } from '../headline.ts';
import { counted, countsText, objectText, placeText, ruleId, scopeText } from '../result-text.ts';
import { oneLine, visible } from '../safe-text.ts';
import { summarizeSkipped } from '../summarize-skipped.ts';
import { yamlText } from '../yaml-text.ts';

/**
 * TAP 14, one plan for the run. A warning that does not block is a failed TODO, which harnesses show and let pass; a waived
 * violation is a SKIP. Checks that passed without being listed are one test point, which says how many.
 */
export function* formatTap(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  const findings = findingsOf(report);
  const unlisted = unlistedPasses(report);
  const points = findings.length + (unlisted > 0 ? 1 : 0);
  yield `TAP version 14\n1..${points}\n`;
  if (unlisted > 0) yield `ok 1 - ${counted(unlisted, 'check')} passed\n`;
  for (const [index, result] of findings.entries())
    yield testPoint(result, points - findings.length + index + 1, failOn);
  for (const line of comments(report, failOn)) yield `# ${line}\n`;
}

function testPoint(result: Result, id: number, failOn: FailOn): string {
  const { ok, directive } = judgement(result, failOn);
  const subject = result.resource === undefined ? '' : ` ${objectText(result.resource)}`;
  const description = escape(oneLine(`${ruleId(result)}: ${placeText(result.location)}${subject}`));
  return `${ok ? 'ok' : 'not ok'} ${id} - ${description}${directive}\n  ---\n${yamlText(diagnostic(result), 2)}  ...\n`;
}

function judgement(result: Result, failOn: FailOn): { readonly ok: boolean; readonly directive: string } {
  switch (result.status) {
    case 'pass':
      return { ok: true, directive: '' };
    case 'fail':
    case 'error':
      return { ok: false, directive: '' };
    case 'warn':
      return { ok: false, directive: failOn === 'warn' ? '' : ' # TODO a warning, which does not block' };
    case 'skip':
      return { ok: true, directive: ` # SKIP ${escape(oneLine(result.message))}` };
  }
}

function diagnostic({
  status,
  severity,
  message,
  fix,
  constraint,
  location,
  verdictId,
}: Result): Parameters<typeof yamlText>[0] {
  const { file, line, column } = location;
  return { message, severity, status, at: { file, line, column }, constraint, fix, verdictId };
}

function comments(report: Report, failOn: FailOn): readonly string[] {
  return [
    ...summarizeSkipped(report.skipped).map((line) => `not evaluated: ${visible(line)}`),
    ...report.notices.map((notice) => `note: ${oneLine(notice)}`),
    `evaluated ${scopeText(report.summary)}: ${countsText(report.summary)}`,
    headline(report, failOn),
  ];
}

/** An unescaped `#` would begin a directive of its own: "# SKIP" in a name must not excuse a failure. */
function escape(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}

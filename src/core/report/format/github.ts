import { ANNOTATION_LEVEL } from '../annotation-level.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { findingsOf, hasFile } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { headline } from '../headline.ts';
import { countsText, fullMessage, objectText, ruleId, scopeText } from '../result-text.ts';
import { oneLine, visible, visibleLines } from '../safe-text.ts';

/** GitHub Actions annotations: one workflow command a finding. Passes and waived violations annotate nothing. */
export function* formatGithub(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  for (const result of findingsOf(report)) {
    const command = ANNOTATION_LEVEL[result.status];
    if (command !== undefined) yield `::${command} ${properties(result)}::${escapeData(message(result))}\n`;
  }
  for (const notice of report.notices) yield `::notice title=sluice::${escapeData(oneLine(notice))}\n`;
  yield `sluice: ${headline(report, failOn)} (${countsText(report.summary)}; ${scopeText(report.summary)})\n`;
}

function properties(result: Result): string {
  const { location, resource } = result;
  const subject = resource === undefined ? '' : ` ${objectText(resource)}`;
  return [
    ...(hasFile(result) ? [`file=${property(location.file)}`, `line=${location.line}`, `col=${location.column}`] : []),
    `title=${property(`${ruleId(result)}${subject}`)}`,
  ].join(',');
}

const message = (result: Result): string => visibleLines(fullMessage(result)).join('\n');

/** `%` first, or the escapes would be escaped. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapeData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { ANNOTATION_LEVEL } from '../annotation-level.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { findingsOf, hasFile } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { headline } from '../headline.ts';
import { countsText, fullMessage, ruleId, scopeText } from '../result-text.ts';
import { oneLine, visible, visibleLines } from '../safe-text.ts';

/** Azure Pipelines issues: one logging command a finding. Passes and waived violations log nothing. */
export function* formatAzure(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  for (const result of findingsOf(report)) {
    const type = ANNOTATION_LEVEL[result.status];
    if (type !== undefined)
      yield `##vso[task.logissue type=${type};${properties(result)}]${escapeData(message(result))}\n`;
  }
  for (const notice of report.notices) yield `sluice: note: ${oneLine(notice)}\n`;
  yield `sluice: ${headline(report, failOn)} (${countsText(report.summary)}; ${scopeText(report.summary)})\n`;
}

function properties(result: Result): string {
  const { file, line, column } = result.location;
  const place = hasFile(result) ? `sourcepath=${property(file)};linenumber=${line};columnnumber=${column};` : '';
  return `${place}code=${property(ruleId(result))}`;
}

const message = (result: Result): string => visibleLines(fullMessage(result)).join('\n');

/** The agent reads `%AZP25` as a percent sign; a bare one it would take for the start of an escape. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapeData(visible(text)).replaceAll(';', '%3B').replaceAll(']', '%5D');
}

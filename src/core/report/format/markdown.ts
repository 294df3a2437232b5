import type { Report } from '../../model/report.ts';
import type { Result, Status } from '../../model/result.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { groupByFile } from '../group-by-file.ts';
import { headline } from '../headline.ts';
import { codeCell, codeSpan } from '../markdown-text.ts';
import { counted, objectText, originText, ruleId, scopeText, shortId } from '../result-text.ts';
import { summarizeSkipped } from '../summarize-skipped.ts';

/** GitHub refuses a comment of more than 65,536 characters; what surrounds the tables needs a share. */
const TABLES_LIMIT = 56_000;
const NOTES_LIMIT = 4_000;

/** For pull-request comments and job summaries: counts, then a table a file, as much as one comment holds. */
export function* formatMarkdown(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  const rows = findingsOf(report).map((result) => ({ result, text: rowText(result) }));
  const shown = fitting(rows);
  yield `## Sluice: ${headline(report, failOn)}\n\n${countsTable(report)}\n`;
  yield `Evaluated ${scopeText(report.summary)} (${codeSpan(originText(report))}).\n`;
  for (const [file, results] of groupByFile(shown.map(({ result }) => result))) {
    yield `${sectionHead(file, results)}${shown.filter(({ result }) => result.location.file === file).map(({ text }) => text).join('')}\n</details>\n`;
  }
  const hidden = rows.length - shown.length;
  if (hidden > 0) yield `\n**${counted(hidden, 'result')} of ${rows.length} not shown: the whole report does not fit here.**\n`;
  yield notes(report);
}

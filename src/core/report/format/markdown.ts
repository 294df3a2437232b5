import type { Report } from '../../model/report.ts';
import { STATUSES, type Result, type Status } from '../../model/result.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { groupBy } from '../group-by.ts';
import { headline } from '../headline.ts';
import { codeCell, codeSpan } from '../markdown-text.ts';
import { counted, objectText, originText, ruleId, scopeText, shortId, tallyText } from '../result-text.ts';
import { summarizeSkipped } from '../summarize-skipped.ts';

/** GitHub refuses a comment of more than 65,536 characters; what stands around the tables needs its share of them. */
const TABLES_LIMIT = 52_000;
const NOTES_LIMIT = 6_000;
const TEXT_LIMIT = 500;

/** For pull-request comments and job summaries: counts, then a table a file, as much as one comment holds. */
export function* formatMarkdown(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  const findings = findingsOf(report);
  const rows = fittingRows(findings);
  yield `## Sluice: ${headline(report, failOn)}\n\n${countsTable(report)}\n`;
  yield `Evaluated ${scopeText(report.summary)} (${codeSpan(clipped(originText(report)))}).\n`;
  for (const [file, members] of groupBy(rows, ({ result }) => result.location.file)) {
    yield `${sectionHead(file, members)}${members.map(({ text }) => text).join('')}\n</details>\n`;
  }
  const hidden = findings.length - rows.length;
  if (hidden > 0)
    yield `\n**${hidden} of ${counted(findings.length, 'result')} not shown: they do not fit into one comment.**\n`;
  yield* notes(report);
}

interface Row {
  readonly result: Result;
  readonly text: string;
}

/** What must not be cut off comes first: what could not be evaluated, then what blocks. */
const BY_WEIGHT: readonly Status[] = ['error', 'fail', 'warn', 'skip', 'pass'];

/** As many rows as fit, the weightiest of them, in the order of the report. */
function fittingRows(findings: readonly Result[]): readonly Row[] {
  const fitting = new Map<Result, Row>();
  const files = new Set<string>();
  let left = TABLES_LIMIT;
  for (const result of BY_WEIGHT.flatMap((status) => findings.filter((one) => one.status === status))) {
    const row = { result, text: rowText(result) };
    left -=
      row.text.length + (files.has(result.location.file) ? 0 : sectionHead(result.location.file, [row]).length + 100);
    if (left < 0) break;
    files.add(result.location.file);
    fitting.set(result, row);
  }
  return findings.flatMap((result) => fitting.get(result) ?? []);
}

function sectionHead(file: string, rows: readonly Row[]): string {
  const tally = tallyText(rows.map(({ result }) => result));
  return (
    `\n<details open>\n<summary>${codeSpan(clipped(file))}: ${tally}</summary>\n\n` +
    '| status | place | object | rule | message |\n| --- | --- | --- | --- | --- |\n'
  );
}

function rowText(result: Result): string {
  const { status, severity, location, resource, message, fix, verdictId } = result;
  const cells = [
    `**${status}** ${severity}`,
    `${location.line}:${location.column}`,
    resource === undefined ? '' : codeCell(clipped(objectText(resource))),
    codeCell(clipped(ruleId(result))),
    codeCell(clipped(message)) +
      (fix === undefined ? '' : `<br>fix: ${codeCell(clipped(fix))}`) +
      (verdictId === undefined ? '' : `<br>verdict ${codeSpan(shortId(verdictId))}`),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function countsTable({ summary }: Report): string {
  const counts = STATUSES.map((status) => summary[status]);
  return `| ${STATUSES.join(' | ')} |\n|${' ---: |'.repeat(STATUSES.length)}\n| ${counts.join(' | ')} |\n`;
}

function* notes(report: Report): Generator<string, void, undefined> {
  yield* noteList('Not evaluated', summarizeSkipped(report.skipped));
  yield* noteList('Notes', report.notices);
}

function* noteList(title: string, items: readonly string[]): Generator<string, void, undefined> {
  if (items.length === 0) return;
  let left = NOTES_LIMIT / 2;
  const lines = items.map((item) => `- ${codeSpan(clipped(item))}\n`);
  const count = lines.findIndex((line) => (left -= line.length) < 0);
  const shown = count < 0 ? lines : lines.slice(0, count);
  const rest = lines.length - shown.length;
  yield `\n<details>\n<summary>${title}: ${items.length}</summary>\n\n${shown.join('')}`;
  yield `${rest > 0 ? `- and ${rest} more\n` : ''}\n</details>\n`;
}

function clipped(text: string): string {
  return text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT)}…`;
}

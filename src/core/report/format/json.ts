import type { Report } from '../../model/report.ts';
import { noticesOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { reportHead, resultDocument, skippedDocument } from '../report-document.ts';
import { jsonItems, jsonText } from '../sparse-json.ts';

/** The report itself as JSON: one member a line, one result a line, so that line tools and diffs work on it. */
export function* formatJson(report: Report, _options: FormatOptions): Generator<string, void, undefined> {
  yield '{\n';
  for (const [key, value] of Object.entries(reportHead(report))) {
    if (value !== undefined) yield `${jsonText(key)}: ${jsonText(value)},\n`;
  }
  yield '"results": [';
  yield* jsonItems(report.results, 'status', resultDocument);
  yield '],\n"skipped": [';
  yield* jsonItems(report.skipped, 'file', skippedDocument);
  yield `],\n"notices": ${jsonText(noticesOf(report))}\n}\n`;
}

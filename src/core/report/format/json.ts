import type { Report } from '../../model/report.ts';
import { noticesOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { reportHead, resultDocument, skippedDocument } from '../report-document.ts';
import { formatConftestJson } from './conftest-json.ts';
import { formatGatorJson } from './gator-json.ts';
import { jsonItems, jsonText } from '../sparse-json.ts';

/** The report as JSON, in the shape that was asked for. */
export function formatJson(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  switch (options.outputSchema) {
    case 'native':
      return formatNativeJson(report);
    case 'conftest':
      return formatConftestJson(report, options);
    case 'gator':
      return formatGatorJson(report, options);
  }
}

/** The report itself: one member a line, one result a line, so that line tools and diffs work on it. */
function* formatNativeJson(report: Report): Generator<string, void, undefined> {
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

import type { JsonValue } from '../../model/json.ts';
import type { Report } from '../../model/report.ts';
import { noticesOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { reportHead, resultDocument, skippedDocument } from '../report-document.ts';
import { safeJson } from '../safe-text.ts';

/** The report itself as JSON: one member a line, one result a line, so that line tools and diffs work on it. */
export function* formatJson(report: Report, _options: FormatOptions): Generator<string, void, undefined> {
  yield '{\n';
  for (const [key, value] of Object.entries(reportHead(report))) yield `${text(key)}: ${text(value)},\n`;
  yield '"results": [';
  yield* jsonItems(report.results, resultDocument);
  yield '],\n"skipped": [';
  yield* jsonItems(report.skipped, skippedDocument);
  yield `],\n"notices": ${text(noticesOf(report))}\n}\n`;
}

/** The items of a JSON array, one a line, without the brackets. */
export function* jsonItems<T>(items: Iterable<T>, toDocument: (item: T) => JsonValue): Generator<string, void, undefined> {
  let separator = '\n';
  for (const item of items) {
    yield separator + text(toDocument(item));
    separator = ',\n';
  }
  if (separator !== '\n') yield '\n';
}

const text = (value: JsonValue): string => safeJson(JSON.stringify(value));

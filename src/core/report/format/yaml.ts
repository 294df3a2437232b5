import type { Report } from '../../model/report.ts';
import { noticesOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { reportHead, resultDocument, skippedDocument } from '../report-document.ts';
import type { SparseJsonObject } from '../sparse-json.ts';
import { yamlText } from '../yaml-text.ts';

/** The same document as the JSON report, as YAML. */
export function* formatYaml(report: Report, _options: FormatOptions): Generator<string, void, undefined> {
  yield yamlText(reportHead(report));
  yield* yamlList('results', report.results, resultDocument);
  yield* yamlList('skipped', report.skipped, skippedDocument);
  yield yamlText({ notices: noticesOf(report) });
}

function* yamlList<T>(
  key: string,
  items: readonly T[],
  toDocument: (item: T) => SparseJsonObject,
): Generator<string, void, undefined> {
  if (items.length === 0) yield `${key}: []\n`;
  else yield `${key}:\n`;
  for (const item of items) yield yamlText([toDocument(item)], 2);
}

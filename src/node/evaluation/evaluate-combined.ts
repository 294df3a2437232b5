import { COMBINED, combinedJson, combinedLocator, combinedParts } from '../../core/evaluate/combine.ts';
import { withJudged } from '../../core/evaluate/evaluate-file.ts';
import { inputFault } from '../../core/evaluate/file-outcome.ts';
import { toResults } from '../../core/evaluate/to-results.ts';
import type { ParsedFile } from '../../core/documents/document.ts';
import type { Result } from '../../core/model/result.ts';
import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import type { Format } from '../formats/format.ts';
import { parseFormat } from '../formats/parse-format.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { Evaluator } from './evaluator.ts';
import { formatOfSource } from './source-format.ts';
import { readSource, type Source } from './source.ts';

/** What came of all files as one input. */
export interface CombinedOutcome {
  /** The file that the results are about, when they say nothing better. */
  readonly file: string;
  readonly passes: number;
  readonly results: readonly Result[];
  /** Why nothing was judged. */
  readonly skipped?: string;
}

/**
 * Judges all documents of all sources as one input. When one of them cannot be read nothing is judged: what the others lack
 * might be in it. Its fault is for whoever judges the sources one by one to report.
 */
export function evaluateCombined(task: EvaluationTask, sources: readonly Source[]): CombinedOutcome {
  const files: { readonly file: string; readonly parsed: ParsedFile }[] = [];
  for (const source of sources) {
    const parsed = parseWhole(source, task.parser);
    if (parsed === undefined) return incomplete(source.path);
    files.push({ file: source.path, parsed });
  }
  const parts = combinedParts(files);
  const [first] = parts;
  if (first === undefined) return nothing('no file holds a document');
  const bytes = parts.reduce((sum, { json }) => sum + json.length, 0);
  if (bytes > MAX_FILE_BYTES) return tooLarge(first.file, bytes);
  const subject = { identity: { file: COMBINED, document: 0 }, file: COMBINED, documentJson: combinedJson(parts) };
  const verdict = new Evaluator(task).judge(subject, COMBINED);
  return {
    file: first.file,
    passes: verdict.passes,
    results: toResults(verdict, undefined, combinedLocator(parts)).map((result) => withJudged(result, COMBINED)),
  };
}

/** What came of sources of which this one cannot be read: what the others lack may be in it. */
export const incomplete = (file: string): CombinedOutcome =>
  nothing(`${file} cannot be read whole, and what the others lack may be in it`);

const nothing = (skipped: string): CombinedOutcome => ({ file: COMBINED, passes: 0, results: [], skipped });

function parseWhole(source: Source, parser: Format | undefined): ParsedFile | undefined {
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return undefined;
  const parsed = parseFormat(formatOfSource(source, parser), read.bytes);
  return parsed.faults.length > 0 ? undefined : parsed;
}

const MEBIBYTE = 1024 * 1024;

function tooLarge(file: string, bytes: number): CombinedOutcome {
  const size = (bytes / MEBIBYTE).toFixed(1);
  const message = `all files together are ${size} MiB; at most ${MAX_FILE_BYTES / MEBIBYTE} MiB are combined. Name fewer paths, or leave some out with --ignore`;
  const fault = inputFault(file, { code: 'INPUT_TOO_LARGE', message, line: 1, column: 1 });
  return { file, passes: 0, results: [fault] };
}

import type { Report } from '../../model/report.ts';
import type { Result, Status } from '../../model/result.ts';
import { decide } from '../../model/decision.ts';
import type { FormatOptions, Paint, Tone } from '../format-options.ts';
import { groupBy } from '../group-by.ts';
import { headline } from '../headline.ts';
import {
  countsText,
  objectText,
  originText,
  placeText,
  ruleId,
  scopeText,
  shortId,
  tallyText,
} from '../result-text.ts';
import { breakLineCommand, oneLine, visible, visibleLines } from '../safe-text.ts';
import { summarizeSkipped } from '../summarize-skipped.ts';
import { quoteSource } from '../source-quote.ts';

/** For people at a terminal: results by file, each with its place, its line and what to do, then what was evaluated. */
export function* formatText(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  for (const [file, results] of groupBy(report.results, ({ location }) => location.file)) {
    yield lines([`${options.paint('strong', visible(file))}  ${options.paint('muted', tallyText(results))}`]);
    for (const result of results) yield lines([...resultLines(result, options), '']);
  }
  yield lines(closingLines(report, options));
}

/** Whatever a line begins with, it must not be a command to the CI system that prints it. */
function lines(texts: readonly string[]): string {
  return texts.map((text) => `${breakLineCommand(text)}\n`).join('');
}

const INDENT = '        ';

const TONE_OF: Readonly<Record<Status, Tone>> = {
  pass: 'success',
  fail: 'error',
  warn: 'warning',
  error: 'error',
  skip: 'muted',
};

function resultLines(result: Result, options: FormatOptions): readonly string[] {
  const { paint } = options;
  const [first = '', ...rest] = visibleLines(result.message);
  return [
    firstLine(result, paint),
    `${INDENT}${paint('strong', visible(ruleText(result)))}: ${first}`,
    ...rest.map((line) => `${INDENT}${line}`),
    ...quoteLines(result, options),
    ...(result.fix === undefined ? [] : [`${INDENT}${paint('success', 'fix:')} ${oneLine(result.fix)}`]),
    ...(result.verdictId === undefined
      ? []
      : [`${INDENT}${paint('muted', `verdict ${visible(shortId(result.verdictId))}`)}`]),
  ];
}

/** `  FAIL  deploy/web.yaml:12:3  Deployment shop/web  high` */
function firstLine({ status, severity, location, resource }: Result, paint: Paint): string {
  const mark = paint(TONE_OF[status], status.toUpperCase().padEnd(5));
  const object = resource === undefined ? '' : `  ${visible(objectText(resource))}`;
  return `  ${mark} ${visible(placeText(location))}${object}  ${paint('muted', severity)}`;
}

function ruleText(result: Result): string {
  return result.constraint === undefined ? ruleId(result) : `${ruleId(result)} [${result.constraint}]`;
}

function quoteLines(result: Result, { paint, sourceLine }: FormatOptions): readonly string[] {
  const quote = quoteSource(result, sourceLine);
  if (quote === undefined) return [];
  const line = String(result.location.line).padStart(INDENT.length - 1);
  const caret = ' '.repeat(quote.indent) + paint(TONE_OF[result.status], '^');
  return [`${paint('muted', `${line} |`)} ${quote.text}`, `${paint('muted', `${INDENT}|`)} ${caret}`];
}

function closingLines(report: Report, { paint, failOn }: FormatOptions): readonly string[] {
  const skipped = summarizeSkipped(report.skipped).map((line) => `  ${visible(line)}`);
  const tone = { allow: 'success', deny: 'error', unknown: 'error', idle: 'muted' } as const;
  return [
    ...(skipped.length === 0 ? [] : [paint('strong', 'not evaluated'), ...skipped, '']),
    ...report.notices.map((notice) => `${paint('warning', 'note:')} ${oneLine(notice)}`),
    ...(report.notices.length === 0 ? [] : ['']),
    `evaluated ${scopeText(report.summary)} ${paint('muted', `(${visible(originText(report))})`)}`,
    countsText(report.summary),
    paint(tone[decide(report, failOn).kind], headline(report, failOn)),
  ];
}

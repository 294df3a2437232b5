import { oneLine } from '../../src/core/report/safe-text.ts';
import { summarizeSkipped } from '../../src/core/report/summarize-skipped.ts';
import type { PinOutcome, PinResult } from '../../src/node/images/pin/pin-files.ts';

/** What was done, as a diff shows it; what is pinned already is counted. */
export function pinText({ results, faults, skipped, changed }: PinOutcome, files: number): string {
  const count = (...statuses: readonly PinResult['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const lines = [
    ...results.flatMap(resultLines),
    ...faults.map(({ file, line, column, message }) => `error  ${oneLine(`${file}:${line}:${column}: ${message}`)}`),
    ...(skipped.length === 0
      ? []
      : ['not looked at', ...summarizeSkipped(skipped).map((line) => `  ${oneLine(line)}`)]),
    `${results.length} images in ${files} files: ${count('pinned', 'updated')} written, ${count('current')} pinned already, ${count('unpinned')} not pinned, ${count('failed')} failed; ${changed.length} files changed`,
    ...(results.length + faults.length === 0 ? ['no verdict: no image was looked at; this is not a pass'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function resultLines({ file, line, column, image, status, after = '', problem = '' }: PinResult): readonly string[] {
  const place = oneLine(`${file}:${line}:${column}`);
  switch (status) {
    case 'current':
      return [];
    case 'unpinned':
      return [`unpinned  ${place}: ${oneLine(image)}`];
    case 'failed':
      return [`failed  ${place}: ${oneLine(image)}: ${oneLine(problem)}`];
    case 'pinned':
    case 'updated':
      return [place, `- ${oneLine(image)}`, `+ ${oneLine(after)}`];
  }
}

/** The same for programs. */
export function pinJson({ results, faults, skipped, changed }: PinOutcome): string {
  const report = { apiVersion: 'sluice.dev/v1alpha1', kind: 'PinReport', images: results, faults, skipped, changed };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

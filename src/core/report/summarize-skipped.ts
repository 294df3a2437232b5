import type { Skipped } from '../model/report.ts';

/** A list this short is shown whole. */
const WHOLE = 5;
/** How many files stand for all in a collapsed group. */
const EXAMPLES = 3;

/** What was not evaluated, and why: each file where they are few, else one line a reason. */
export function summarizeSkipped(skipped: readonly Skipped[]): readonly string[] {
  if (skipped.length <= WHOLE) return skipped.map(({ file, reason }) => `${file}: ${reason}`);
  const groups = new Map<string, string[]>();
  for (const { file, reason } of skipped) {
    const cause = withoutPlace(reason);
    const files = groups.get(cause);
    if (files === undefined) groups.set(cause, [file]);
    else files.push(file);
  }
  return [...groups].map(([cause, files]) => `${files.length} × ${cause} (${examples(files)})`);
}

function examples(files: readonly string[]): string {
  const distinct = [...new Set(files)];
  const shown = distinct.slice(0, EXAMPLES).join(', ');
  return distinct.length > EXAMPLES ? `${shown}, …` : shown;
}

/** Documents of a file are skipped one by one, with their lines; the line is no part of the cause. */
function withoutPlace(reason: string): string {
  return reason.replace(/^line \d+: /, '');
}

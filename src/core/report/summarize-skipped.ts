import type { Skipped } from '../model/report.ts';
import { groupBy } from './group-by.ts';

/** A list this short is shown whole. */
const WHOLE = 5;
/** How many files stand for all in a collapsed group. */
const EXAMPLES = 3;

/** What was not evaluated, and why: each file where they are few, else one line a reason. Untrusted text, a line each. */
export function summarizeSkipped(skipped: readonly Skipped[]): readonly string[] {
  if (skipped.length <= WHOLE) return skipped.map(({ file, reason }) => `${file}: ${reason}`);
  const groups = groupBy(skipped, ({ reason }) => withoutPlace(reason));
  return [...groups].map(([cause, members]) => `${members.length} × ${cause} (${examples(members)})`);
}

function examples(members: readonly Skipped[]): string {
  const files = [...new Set(members.map(({ file }) => file))];
  const shown = files.slice(0, EXAMPLES).join(', ');
  return files.length > EXAMPLES ? `${shown}, …` : shown;
}

/** Documents of a file are skipped one by one, with their lines; the line is no part of the cause. */
function withoutPlace(reason: string): string {
  return reason.replace(/^line \d+: /, '');
}

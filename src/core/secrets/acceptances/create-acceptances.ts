import type { Acceptance } from '../finding.ts';
import type { AcceptableFinding, LineOf } from './acceptable-finding.ts';
import { acceptByComment } from './accept-by-comment.ts';
import { acceptByPosition, baselineMatcher, ignoreMatcher, type AcceptanceList } from './acceptance-list.ts';
import type { AcceptanceUse, CommentRemark } from './acceptance-use.ts';
import { unneededComments } from './unneeded-comments.ts';

/** Says of each finding whether it may stay, and remembers what that needed. */
export interface Acceptances {
  readonly accept: (finding: AcceptableFinding, lineOf: LineOf) => Acceptance | undefined;
  /**
   * Ends a file and gives what came of its findings. With its text, what stands in its comments and was not needed is told, too.
   * An object under admission has none.
   */
  readonly finish: (path: string, text?: string) => AcceptanceUse;
}

/**
 * Begins to accept findings. The nearest word counts: a comment, then an ignore entry, then the baseline.
 * @param today `YYYY-MM-DD` in UTC
 * @param holdsSecret whether a text has something in it that no report may show
 */
export function createAcceptances(
  list: AcceptanceList,
  today: string,
  holdsSecret: (text: string) => boolean,
): Acceptances {
  const findIgnore = ignoreMatcher(list, today);
  const findInBaseline = baselineMatcher(list, today);
  const positions = new Set(list.positions);
  let file = openFile();

  const byComment = (finding: AcceptableFinding, lineOf: LineOf): Acceptance | undefined => {
    for (const { line, remark, acceptance } of acceptByComment(finding, lineOf, holdsSecret)) {
      file.asked.add(line);
      if (remark !== undefined) file.remarks.set(line, { file: finding.file, line, kind: remark });
      if (acceptance !== undefined) return acceptance;
    }
    return undefined;
  };
  return {
    accept: (finding, lineOf) =>
      byComment(finding, lineOf) ??
      noted(findIgnore(finding), file.ignores) ??
      noted(findInBaseline(finding), file.baseline) ??
      acceptByPosition(finding, positions),
    finish: (path, text) => {
      const { ignores, baseline, asked, remarks } = file;
      file = openFile();
      const unneeded = text === undefined ? [] : unneededComments(path, text, asked);
      return { ignores: [...ignores], baseline: [...baseline], remarks: [...remarks.values(), ...unneeded] };
    },
  };
}

interface OpenFile {
  readonly ignores: Set<number>;
  readonly baseline: Set<string>;
  /** Lines with comments that a finding has asked. */
  readonly asked: Set<number>;
  readonly remarks: Map<number, CommentRemark>;
}

const openFile = (): OpenFile => ({ ignores: new Set(), baseline: new Set(), asked: new Set(), remarks: new Map() });

function noted<Entry>(
  found: { readonly acceptance: Acceptance; readonly entry: Entry } | undefined,
  used: Set<Entry>,
): Acceptance | undefined {
  if (found !== undefined) used.add(found.entry);
  return found?.acceptance;
}

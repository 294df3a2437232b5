import type { Acceptance } from '../finding.ts';
import type { AcceptableFinding, LineOf } from './acceptable-finding.ts';
import type { RemarkKind } from './acceptance-use.ts';
import { ALL_RULES, parseAllowComment, type AllowComment } from './allow-comment.ts';

/** What a comment says of a finding, and what is to be said of the comment. */
export interface CommentVerdict {
  readonly line: number;
  readonly acceptance?: Acceptance;
  readonly remark?: RemarkKind;
}

/** How many comments may stand one above the other. */
const MOST_ABOVE = 10;

/**
 * The comments that speak of a finding, the nearest first, up to the one that allows it. They stand on its lines, alone on the
 * lines above, or behind the `|` of the block that begins with it.
 * @param holdsSecret whether a text has something in it that no report may show
 */
export function* acceptByComment(
  finding: AcceptableFinding,
  lineOf: LineOf,
  holdsSecret: (text: string) => boolean,
): Generator<CommentVerdict> {
  for (const { line, comment } of commentsAbout(finding, lineOf)) {
    const verdict = judge(comment, finding.rule, holdsSecret);
    if (verdict === undefined) continue;
    yield { line, ...verdict };
    if (verdict.acceptance !== undefined) return;
  }
}

interface PlacedComment {
  readonly line: number;
  readonly comment: AllowComment;
}

function* commentsAbout(
  { line: first, endLine: last = first }: AcceptableFinding,
  lineOf: LineOf,
): Generator<PlacedComment> {
  if (first === undefined || last === undefined) return;
  for (const line of new Set([first, last])) {
    const comment = parseAllowComment(lineOf(line));
    if (comment !== undefined && !isOnlyAboutNext(comment)) yield { line, comment };
  }
  for (let line = first - 1; line > 0 && line >= first - MOST_ABOVE; line -= 1) {
    const comment = parseAllowComment(lineOf(line));
    if (comment === undefined || !isAboutNext(comment, lineOf(line))) return;
    yield { line, comment };
  }
}

const isOnlyAboutNext = (comment: AllowComment): boolean => comment.by !== 'sluice' && comment.isAboutNextLine;

const isAboutNext = (comment: AllowComment, line: string): boolean =>
  (comment.by === 'sluice' ? comment.isAlone : comment.isAboutNextLine) || BLOCK_BEGINS.test(line);

/** `key: | # a comment`: what it is about begins on the next line. */
const BLOCK_BEGINS = /[:\-?][ \t]+[|>][0-9+-]{0,2}[ \t]+#/;

function judge(
  comment: AllowComment,
  rule: string,
  holdsSecret: (text: string) => boolean,
): Omit<CommentVerdict, 'line'> | undefined {
  if (comment.by !== 'sluice') {
    return {
      acceptance: { by: 'comment', reason: `a comment for ${comment.by}, which gives no reason` },
      remark: 'foreign',
    };
  }
  const { rules, reason } = comment;
  if (rules.length === 0) return { remark: 'no-rule' };
  if (!rules.includes(rule) && !rules.includes(ALL_RULES)) return undefined;
  if (reason === '') return { remark: 'no-reason' };
  // It would be printed with the finding.
  if (holdsSecret(reason)) return { remark: 'holds-secret' };
  return { acceptance: { by: 'comment', reason } };
}

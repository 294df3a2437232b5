import type { CommentRemark } from './acceptance-use.ts';
import { ALLOW_MARK, parseAllowComment } from './allow-comment.ts';

/**
 * The allow comments of a file that nothing asked for. Those of other scanners are theirs to judge.
 * @param asked lines whose comments a finding has asked for
 */
export function unneededComments(file: string, text: string, asked: ReadonlySet<number>): readonly CommentRemark[] {
  const remarks: CommentRemark[] = [];
  let line = 1;
  let counted = 0;
  for (let at = text.indexOf(ALLOW_MARK); at >= 0; at = text.indexOf(ALLOW_MARK, counted)) {
    line += lineBreaks(text, counted, at);
    const end = endOfLine(text, at);
    if (!asked.has(line) && isRuleComment(text.slice(text.lastIndexOf('\n', at) + 1, end))) {
      remarks.push({ file, line, kind: 'unneeded' });
    }
    counted = end;
  }
  return remarks;
}

/** Text about allow comments names no rule. */
function isRuleComment(line: string): boolean {
  const comment = parseAllowComment(line);
  return comment?.by === 'sluice' && comment.rules.some((rule) => /^[a-z0-9]/.test(rule));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

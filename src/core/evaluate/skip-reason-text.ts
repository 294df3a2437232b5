import type { Result, SkipReason } from '../model/result.ts';

/** A message, with the reason why it is not enforced behind it. */
export const withSkipReason = (message: string, reason: SkipReason): string => message + textOf(reason);

/** The message as the policy said it. */
export function bareMessage({ message, skipReason }: Pick<Result, 'message' | 'skipReason'>): string {
  return skipReason === undefined ? message : message.slice(0, -textOf(skipReason).length);
}

function textOf(reason: SkipReason): string {
  switch (reason.kind) {
    case 'waived':
      return ` [waived: ${reason.by}]`;
    case 'exception':
      return ` [exception: ${reason.query}]`;
    case 'dryrun':
      return ' [dry run]';
  }
}

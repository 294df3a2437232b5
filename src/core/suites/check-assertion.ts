import { counted } from '../report/result-text.ts';
import type { Assertion, Expectation } from './suite.ts';

/** How an expression is looked for. Both answer with the reason why it is no RE2 expression, where it is none. */
export interface ExpressionMatcher {
  /** Undefined when the expression is in order. */
  fault(expression: string): string | undefined;
  matches(expression: string, text: string): boolean;
}

/**
 * Holds an assertion against the messages of all violations: what was expected and what there was, or undefined when it holds.
 * Source: gatekeeper pkg/gator/verify/assertion.go.
 */
export function checkAssertion(
  { expects, message }: Assertion,
  messages: readonly string[],
  matcher: ExpressionMatcher,
): string | undefined {
  const fault = message === undefined ? undefined : matcher.fault(message);
  if (fault !== undefined) return `message ${JSON.stringify(message)} is no RE2 expression: ${fault}`;
  const matching =
    message === undefined ? messages.length : messages.filter((text) => matcher.matches(message, text)).length;
  const complaint = countFault(expects, matching);
  if (complaint === undefined) return undefined;
  return message === undefined ? complaint : `${complaint} whose message matches ${JSON.stringify(message)}`;
}

function countFault(expects: Expectation, matching: number): string | undefined {
  switch (expects.kind) {
    case 'some':
      return matching > 0 ? undefined : 'expected a violation, got none';
    case 'none':
      return matching === 0 ? undefined : `expected no violation, got ${matching}`;
    case 'exactly':
      return matching === expects.count
        ? undefined
        : `expected ${counted(expects.count, 'violation')}, got ${matching === 0 ? 'none' : matching}`;
    case 'unknown':
      return `violations: ${expects.text} means nothing; write a number that is not negative, "yes" or "no"`;
  }
}

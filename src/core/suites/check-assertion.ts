import { counted } from '../report/result-text.ts';
import type { Assertion, Expectation } from './suite.ts';

/** RE2 expressions, however they are looked for. */
export interface ExpressionMatcher {
  /** Why the expression is none; undefined when it is in order. */
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
  return countFault(
    expects,
    matching,
    message === undefined ? '' : ` whose message matches ${JSON.stringify(message)}`,
  );
}

/** `which` says which violations count; empty: all. */
function countFault(expects: Expectation, matching: number, which: string): string | undefined {
  const got = matching === 0 ? 'none' : String(matching);
  switch (expects.kind) {
    case 'some':
      return matching > 0 ? undefined : `expected a violation${which}, got none`;
    case 'none':
      return matching === 0 ? undefined : `expected no violation${which}, got ${got}`;
    case 'exactly':
      return matching === expects.count
        ? undefined
        : `expected ${counted(expects.count, 'violation')}${which}, got ${got}`;
    case 'unknown':
      return `violations: ${expects.text} means nothing; write a number that is not negative, "yes" or "no"`;
  }
}

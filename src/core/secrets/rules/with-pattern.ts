import type { SecretRule } from '../rule.ts';

/** A rule whose pattern is made when it is first asked for: a run calls for few of a thousand rules. */
export function withPattern(rule: Omit<SecretRule, 'pattern'>, make: () => RegExp): SecretRule {
  let pattern: RegExp | undefined;
  return {
    ...rule,
    get pattern() {
      return (pattern ??= make());
    },
  };
}

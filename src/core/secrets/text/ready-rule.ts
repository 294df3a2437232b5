import type { Allowlist, RuleSet, SecretRule } from '../rule.ts';

/** A rule with what its set says of it. */
export interface ReadyRule {
  readonly rule: SecretRule;
  /** Its place in the set. */
  readonly order: number;
  /** Its own, and those of the set that are about it. */
  readonly allowlists: readonly Allowlist[];
  /** See `RuleSet.proofs`. */
  readonly proof?: string;
}

export function readyRules({ rules, allowlists, proofs }: RuleSet): readonly ReadyRule[] {
  const forAll = allowlists.filter((list) => list.rules === undefined);
  const forSome = allowlists.map((list) => [list, new Set(list.rules ?? [])] as const);
  return rules.map((rule, order) => {
    const targeted = forSome.filter(([, ids]) => ids.has(rule.id)).map(([list]) => list);
    const proof = proofs?.get(rule);
    return {
      rule,
      order,
      allowlists: [...forAll, ...targeted, ...(rule.allowlists ?? [])],
      ...(proof === undefined ? {} : { proof }),
    };
  });
}

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
  const byRule = listsByRule(allowlists);
  return rules.map((rule, order) => {
    const ofSet = byRule.get(rule.id) ?? NONE;
    const proof = proofs?.get(rule);
    const known = proof === undefined ? {} : { proof };
    // Most have no list of their own, and then share those of the set: there are a thousand rules at every start.
    if (rule.allowlists === undefined && forAll.length === 0) return { rule, order, allowlists: ofSet, ...known };
    return { rule, order, allowlists: [...forAll, ...ofSet, ...(rule.allowlists ?? [])], ...known };
  });
}

const NONE: readonly Allowlist[] = [];

/** The lists of a set that name rules, by rule; rules that the same lists name share one. */
function listsByRule(allowlists: RuleSet['allowlists']): ReadonlyMap<string, readonly Allowlist[]> {
  const [first, ...rest] = allowlists.filter((list) => list.rules !== undefined);
  const shared = first === undefined ? NONE : [first];
  const byRule = new Map<string, readonly Allowlist[]>();
  for (const id of first?.rules ?? []) byRule.set(id, shared);
  for (const list of rest) for (const id of new Set(list.rules)) byRule.set(id, [...(byRule.get(id) ?? []), list]);
  return byRule;
}

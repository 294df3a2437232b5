import type { RuleSet, SecretRule } from '../rule.ts';
import { fileRules } from './files/file-rules.ts';
import { genericRules } from './generic/generic-rules.ts';
import { OWN_PROOFS } from './own-proofs.ts';
import { standIns } from './stand-ins.ts';
import { vendorRules } from './vendors/vendor-rules.ts';

/** The rules that ship: tokens and keys of vendors, secrets by the names that they are given, and secrets by the files that hold them. */
export const ownRules = (): RuleSet => ({
  rules: OWN_RULES,
  allowlists: [{ ...standIns, rules: vendorRules.map(({ id }) => id) }],
  proofs: (ownProofs ??= proofsOf(OWN_PROOFS)),
});

const OWN_RULES: readonly SecretRule[] = [...vendorRules, ...genericRules, ...fileRules];

let ownProofs: ReadonlyMap<SecretRule, string> | undefined;

function proofsOf(proofs: Readonly<Record<string, string>>): ReadonlyMap<SecretRule, string> {
  const found = new Map<SecretRule, string>();
  for (const rule of OWN_RULES) {
    const proof = proofs[rule.id];
    if (proof !== undefined) found.set(rule, proof);
  }
  return found;
}

import { madeUpValue } from '../secrets/made-up-values.ts';

/** A token that no scanner doubts, by number; nobody has it, and it stands nowhere in the repository. */
export function token(number = 1): string {
  const value = madeUpValue(`github-token:${number}`);
  if (value === undefined) throw new Error('no such value');
  return value;
}

/** Reports what a change brought, with the commit. */
export const LEAKS_POLICY = `# METADATA
# custom: {policy: leaks}
package policies.leaks

violation contains {"msg": sprintf("%s at %d", [f.rule, f.line]), "details": {"fingerprint": f.fingerprint}, "_loc": {"line": f.line}} if {
	some f in input.facts.secrets
	object.get(f, "added", true)
}
`;

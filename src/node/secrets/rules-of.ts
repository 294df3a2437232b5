import type { RuleSet } from '../../core/secrets/rule.ts';
import { ownRules } from '../../core/secrets/rules/own-rules.ts';
import type { SecretsTask } from './secrets-task.ts';

/** The rules of a run. A user's rule replaces one of ours with the same name. */
export function rulesOf({ rules: given, usesOwnRules, disabled }: SecretsTask): RuleSet {
  const own = usesOwnRules ? ownRules() : { rules: [], allowlists: [] };
  const off = new Set([...disabled, ...(given?.rules ?? []).map(({ id }) => id)]);
  return {
    rules: [...own.rules.filter(({ id }) => !off.has(id)), ...(given?.rules ?? [])],
    allowlists: [...own.allowlists, ...(given?.allowlists ?? [])],
  };
}

import { filesRules } from '../../core/secrets/gitleaks/files-rules.ts';
import type { RuleSet } from '../../core/secrets/rule.ts';
import { ownRules } from '../../core/secrets/rules/own-rules.ts';
import type { SecretsTask } from './secrets-task.ts';

/** The rules of a run: ours, or those of a user's file, of which ours may be a part. */
export function rulesOf({ gitleaks, disabled }: SecretsTask): RuleSet {
  const set = gitleaks === undefined ? ownRules() : filesRules(gitleaks, ownRules);
  // Rules that are written down are made one by one, as long as nobody asks for all of them.
  if (disabled.length === 0) return set;
  const off = new Set(disabled);
  return { ...set, rules: set.rules.filter(({ id }) => !off.has(id)) };
}

import type { Allowlist } from '../rule.ts';
import { compileAllowlist, type CompiledRule, compileRule } from './compile-rule.ts';
import type { Complaints, Written, WrittenConfig } from './written-config.ts';

/** One file, compiled; what it extends is not in it yet. */
export interface CompiledConfig {
  readonly rules: ReadonlyMap<string, CompiledRule>;
  /** For the findings of all rules. */
  readonly allowlists: readonly Allowlist[];
  readonly targeted: readonly TargetedAllowlist[];
}

/** For the findings of rules by their id, which is known to exist only when the file is extended. */
export interface TargetedAllowlist {
  readonly targets: readonly Written<string>[];
  readonly list: Allowlist;
}

export function compileConfig(config: WrittenConfig, complaints: Complaints): CompiledConfig {
  const rules = new Map<string, CompiledRule>();
  for (const rule of config.rules) {
    if (rules.has(rule.id)) complaints.notice(rule.at, 'an earlier rule has the same id; this one takes its place');
    rules.set(rule.id, compileRule(rule, complaints));
  }
  checkRequired(config, rules, complaints);
  const lists = config.allowlists.map((written) => ({ written, list: compileAllowlist(written, complaints) }));
  return {
    rules,
    allowlists: lists.filter(({ written }) => written.targetRules.length === 0).map(({ list }) => list),
    targeted: lists
      .filter(({ written }) => written.targetRules.length > 0)
      .map(({ written, list }) => ({ targets: written.targetRules, list })),
  };
}

/** gitleaks looks for required rules in the same file only. */
function checkRequired(config: WrittenConfig, rules: ReadonlyMap<string, CompiledRule>, { fault }: Complaints): void {
  for (const { id } of config.rules.flatMap(({ required }) => required)) {
    if (!rules.has(id.value)) fault(id.at, 'no rule of this file has the id that is required');
  }
}

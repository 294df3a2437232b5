import type { RuleSet, SecretRule } from '../rule.ts';
import { type CompiledConfig, compileConfig, type TargetedAllowlist } from './compile-config.ts';
import { isGitleaksRule } from './gitleaks-rules.ts';
import { extendLayer, type LayerRule, ownLayer, type RuleLayer, rulesNamed } from './merge-rules.ts';
import type { Complaints, WrittenConfig } from './written-config.ts';

/** A file, and what it extends. */
export interface ConfigFile {
  readonly written: WrittenConfig;
  readonly complaints: Complaints;
  /** The file of `extend.path`, or our own rules, which take the place of gitleaks' default ones. */
  readonly base?: ConfigFile | (() => RuleSet);
}

/** The rules of a file in gitleaks' format, with those that it extends. */
export function toRuleSet(file: ConfigFile): RuleSet {
  const compiled = compileConfig(file.written, file.complaints);
  const layer = toLayer(file, compiled);
  const rules = [...layer.rules.values()].flatMap((rule) => toRule(rule));
  const targeted = compiled.targeted.map((list) => aimAllowlist(list, layer, file.complaints));
  return { rules, allowlists: [...layer.allowlists, ...targeted] };
}

function toLayer({ written, complaints, base }: ConfigFile, own: CompiledConfig): RuleLayer {
  if (base === undefined) return { rules: own.rules, allowlists: own.allowlists, hasOwnRules: false };
  const layer = typeof base === 'function' ? ownLayer(base()) : baseLayer(base);
  for (const { value, at } of written.extend.disabledRules)
    checkDisabled(layer, value, () => complaints.notice(at, UNKNOWN));
  const disabled = written.extend.disabledRules.map(({ value }) => value);
  const extended = extendLayer(own.rules.values(), layer, disabled);
  return { ...extended, allowlists: [...own.allowlists, ...extended.allowlists] };
}

const UNKNOWN = 'no such rule is in what this file extends: nothing is disabled';

/** gitleaks passes over lists with targetRules in a file that another one extends. */
function baseLayer(file: ConfigFile): RuleLayer {
  const compiled = compileConfig(file.written, file.complaints);
  for (const { targets } of compiled.targeted)
    file.complaints.notice(targets[0]?.at ?? [], 'targetRules counts only in the file that no other extends');
  return toLayer(file, compiled);
}

function checkDisabled(layer: RuleLayer, id: string, complain: () => void): void {
  const isKnown = rulesNamed(layer, id).length > 0 || (layer.hasOwnRules && isGitleaksRule(id));
  if (!isKnown) complain();
}

function aimAllowlist(
  { targets, list }: TargetedAllowlist,
  layer: RuleLayer,
  { fault, notice }: Complaints,
): RuleSet['allowlists'][number] {
  const rules = targets.flatMap(({ value, at }) => {
    const named = rulesNamed(layer, value);
    if (named.length > 0) return named;
    if (layer.hasOwnRules && isGitleaksRule(value))
      notice(at, 'sluice has no rule in the place of this one of gitleaks');
    else fault(at, 'there is no rule with this id');
    return [];
  });
  return { ...list, rules };
}

/** What every rule must have, once all files have said what they say. */
function toRule(rule: LayerRule): readonly SecretRule[] {
  if (!('complain' in rule)) return [rule];
  const { complain, isBroken, ...said } = rule;
  if (said.pattern === undefined && said.path === undefined && !isBroken)
    complain('fault', 'a rule needs a regex or a path');
  const { secretGroup, pattern } = said;
  const groups = secretGroup === undefined || pattern === undefined ? Infinity : groupsOf(pattern);
  if (secretGroup !== undefined && secretGroup > groups)
    complain('fault', `secretGroup is ${secretGroup}, but the expression has ${groups} groups`);
  return [{ ...said, title: said.title ?? `what rule ${said.id} finds`, confidence: 'likely' }];
}

const groupsOf = (pattern: RegExp): number =>
  (new RegExp(`${pattern.source}|`, pattern.flags).exec('')?.length ?? 1) - 1;

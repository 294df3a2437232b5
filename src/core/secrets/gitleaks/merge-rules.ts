import type { RuleSet, SecretRule } from '../rule.ts';
import type { CompiledRule } from './compile-rule.ts';
import { isGitleaksRule, ownRulesFor } from './gitleaks-rules.ts';

/** A rule of a file, or one of ours. */
export type LayerRule = CompiledRule | SecretRule;

/** Rules by id, and what is admitted. */
export interface RuleLayer {
  readonly rules: ReadonlyMap<string, LayerRule>;
  readonly allowlists: RuleSet['allowlists'];
  /** Whether our own rules are among them: then ids of gitleaks' default rules name those of ours that find the same. */
  readonly hasOwnRules: boolean;
}

export const ownLayer = ({ rules, allowlists }: RuleSet): RuleLayer => ({
  rules: new Map(rules.map((rule) => [rule.id, rule])),
  allowlists,
  hasOwnRules: true,
});

/** The rules of a layer that an id names; none when there is no such rule. */
export function rulesNamed({ rules, hasOwnRules }: RuleLayer, id: string): readonly string[] {
  if (rules.has(id)) return [id];
  return hasOwnRules ? ownRulesFor(id).filter((own) => rules.has(own)) : [];
}

/** Puts the rules of a file over those that it extends, as gitleaks does. */
export function extendLayer(changes: Iterable<CompiledRule>, base: RuleLayer, disabled: readonly string[]): RuleLayer {
  const left = new Set(disabled.flatMap((id) => rulesNamed(base, id)));
  const rules = new Map([...base.rules].filter(([id]) => !left.has(id)));
  const layer = { ...base, rules };
  for (const change of changes) applyChange(rules, layer, change);
  return layer;
}

function applyChange(rules: Map<string, LayerRule>, layer: RuleLayer, change: CompiledRule): void {
  const bases = rulesNamed(layer, change.id).flatMap((id) => rules.get(id) ?? []);
  const own = bases.filter(isOurs);
  if (bases.length === 0) return addRule(rules, layer, change);
  if (own.length > 0 && change.pattern !== undefined) return replaceRules(rules, own, change);
  for (const base of bases) rules.set(base.id, mergeRule(base, isOurs(base) ? withoutGroup(change) : change));
}

const isOurs = (rule: LayerRule): rule is SecretRule => !('complain' in rule);

function addRule(rules: Map<string, LayerRule>, layer: RuleLayer, change: CompiledRule): void {
  const isEmpty = change.pattern === undefined && change.path === undefined;
  if (isEmpty && layer.hasOwnRules && isGitleaksRule(change.id))
    change.complain('notice', 'sluice has no rule in the place of this one of gitleaks: there is nothing to change');
  else rules.set(change.id, change);
}

/**
 * An expression of one's own takes the place of all of ours that stand for gitleaks' rule. Their keywords, checks and lists were
 * for theirs: with them this one could miss what gitleaks finds.
 */
function replaceRules(rules: Map<string, LayerRule>, bases: readonly SecretRule[], change: CompiledRule): void {
  for (const { id } of bases) rules.delete(id);
  const [title] = bases.map((base) => base.title);
  rules.set(change.id, {
    ...change,
    keywords: [],
    ...(change.title === undefined && title !== undefined && { title }),
  });
}

/** Groups are those of an expression, and ours is not gitleaks'. */
function withoutGroup(change: CompiledRule): CompiledRule {
  const { secretGroup, ...rest } = change;
  if (secretGroup !== undefined)
    change.complain('notice', 'secretGroup has no effect: sluice has an expression of its own');
  return rest;
}

/**
 * A rule with what another file changes in it: what is written there wins, lists are put together. Whether it is silent and what it
 * requires stay as they were; so it is in gitleaks.
 */
function mergeRule(base: LayerRule, change: CompiledRule): LayerRule {
  if (change.required !== undefined || change.isSilent === true)
    change.complain('notice', 'a rule that changes another cannot set skipReport or required; the other keeps its own');
  const { title, pattern, path, secretGroup, minEntropy } = change;
  const [tags, allowlists] = [joined(base.tags, change.tags), joined(base.allowlists, change.allowlists)];
  return {
    ...(path === undefined ? base : withoutPath(base)),
    ...(title !== undefined && { title }),
    ...(pattern && { pattern }),
    ...(path && { path }),
    ...(secretGroup !== undefined && { secretGroup }),
    ...(minEntropy !== undefined && { minEntropy }),
    keywords: [...base.keywords, ...change.keywords],
    ...(tags && { tags }),
    ...(allowlists && { allowlists }),
  };
}

/** What is known of a path goes with it. */
function withoutPath(base: LayerRule): LayerRule {
  if (!isOurs(base)) return base;
  const { path: _path, pathWords: _words, ...rest } = base;
  return rest;
}

function joined<T>(base: readonly T[] | undefined, change: readonly T[] | undefined): readonly T[] | undefined {
  return base === undefined || change === undefined ? (base ?? change) : [...base, ...change];
}

import type { RuleSet, WrittenRules } from '../rule.ts';
import { createMatcher, createWrittenMatcher, type Matcher } from './matcher.ts';
import { type ReadyRule, readyRules } from './ready-rule.ts';

/** The rules of a set as a scanner asks for them. */
export interface RuleBook {
  readonly matcher: Matcher;
  /** Rules without a pattern: they are about the names of files. */
  readonly nameRules: readonly ReadyRule[];
  /** All of them, which few searches want. */
  readonly rules: () => readonly ReadyRule[];
}

/** Makes all rules of a set ready, or, where they are written down, those that are called for. */
export const openRules = (set: RuleSet): RuleBook =>
  set.written === undefined ? openAll(readyRules(set)) : openWritten(set, set.written);

const openAll = (rules: readonly ReadyRule[]): RuleBook => ({
  matcher: createMatcher(rules),
  nameRules: rules.filter(isAboutNames),
  rules: () => rules,
});

/** A pattern is not asked for before it is needed: it may be made then. */
export const isAboutNames = ({ rule }: ReadyRule): boolean =>
  !('pattern' in rule) && rule.path !== undefined && rule.isSilent !== true;

function openWritten(set: RuleSet, written: WrittenRules): RuleBook {
  const known: ReadyRule[] = [];
  const readyAt = (order: number): ReadyRule => (known[order] ??= { ...written.ruleAt(order), order });
  return {
    matcher: createWrittenMatcher(written, readyAt),
    nameRules: written.names.map(readyAt),
    rules: () => set.rules.map((_, order) => readyAt(order)),
  };
}

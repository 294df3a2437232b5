import type { SecretRule } from '../rule.ts';
import { buildKeywordAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import { planRule, type RulePlan } from './rule-plan.ts';

/** The rules of a set that look into texts, ready to be tried on many. */
export interface Matcher {
  readonly rules: readonly SecretRule[];
  readonly automaton: KeywordAutomaton;
  /** By keyword of the automaton: places of the rules that it calls for. */
  readonly called: readonly (readonly number[])[];
  /** Places of the rules that are tried always. */
  readonly always: readonly number[];
  /** How the rule at a place is tried; made when it is called for the first time. */
  readonly planOf: (place: number) => RulePlan | undefined;
}

export function createMatcher(rules: readonly SecretRule[]): Matcher {
  const called = new Map<string, number[]>();
  const always: number[] = [];
  for (const [place, rule] of rules.entries()) {
    if (rule.pattern === undefined || rule.isSilent === true) continue;
    if (rule.keywords.length === 0 || !rule.keywords.every(isByteText)) always.push(place);
    else for (const keyword of keywordsOf(rule)) called.set(keyword, [...(called.get(keyword) ?? []), place]);
  }
  const automaton = buildKeywordAutomaton([...called.keys()]);
  return { rules, automaton, called: [...called.values()], always, planOf: createPlanner(rules) };
}

const isByteText = (keyword: string): boolean => /^[\0-\xff]+$/.test(keyword);

const keywordsOf = ({ keywords }: SecretRule): ReadonlySet<string> =>
  new Set(keywords.map((keyword) => keyword.toLowerCase()));

function createPlanner(rules: readonly SecretRule[]): Matcher['planOf'] {
  const plans: (RulePlan | undefined)[] = [];
  return (place) => {
    const known = plans[place];
    const rule = rules[place];
    if (known !== undefined || rule?.pattern === undefined) return known;
    const plan = planRule(rule.pattern, [...keywordsOf(rule)]);
    plans[place] = plan;
    return plan;
  };
}

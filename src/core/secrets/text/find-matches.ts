import type { SecretRule } from '../rule.ts';
import { buildKeywordAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import type { Layer } from './layer.ts';
import { scanKeywords } from './scan-keywords.ts';
import type { WorkBudget } from './work-budget.ts';

/** The rules of a set that look into texts, ready to be tried on many. */
export interface Matcher {
  readonly rules: readonly SecretRule[];
  readonly automaton: KeywordAutomaton;
  /** By keyword of the automaton: places of the rules that it calls for. */
  readonly called: readonly (readonly number[])[];
  /** Places of the rules that are tried always. */
  readonly always: readonly number[];
}

export function createMatcher(rules: readonly SecretRule[]): Matcher {
  const places = new Map<string, number[]>();
  const always: number[] = [];
  for (const [place, rule] of rules.entries()) {
    if (rule.pattern === undefined || rule.isSilent === true) continue;
    if (rule.keywords.length === 0 || !rule.keywords.every(isByteText)) always.push(place);
    else for (const keyword of new Set(rule.keywords)) addTo(places, keyword.toLowerCase(), place);
  }
  return { rules, automaton: buildKeywordAutomaton([...places.keys()]), called: [...places.values()], always };
}

const isByteText = (keyword: string): boolean => /^[\0-\xff]+$/.test(keyword);

function addTo(places: Map<string, number[]>, keyword: string, place: number): void {
  const list = places.get(keyword) ?? [];
  list.push(place);
  places.set(keyword, list);
}

/** Told of each match; the place is that of its rule. */
export type MatchSink = (place: number, match: RegExpExecArray) => void;

/** How far a search goes, and which of the rules are about the file. */
export interface MatchLimits {
  readonly budget: WorkBudget;
  readonly concerns: (place: number) => boolean;
}

/** Every match of every rule that is about the file in a layer, as far as the budget goes. */
export function findMatches(matcher: Matcher, layer: Layer, { budget, concerns }: MatchLimits, sink: MatchSink): void {
  for (const place of callRules(matcher, layer)) {
    const pattern = matcher.rules[place]?.pattern;
    if (budget.isOver()) return;
    if (pattern !== undefined && concerns(place)) matchAll(pattern, layer.text, budget, (match) => sink(place, match));
  }
}

function callRules({ automaton, called, always }: Matcher, { text, bytes }: Layer): readonly number[] {
  const places = new Set(always);
  scanKeywords(automaton, text, bytes, (keyword) => {
    for (const place of called[keyword] ?? []) places.add(place);
    return true;
  });
  return [...places].sort((a, b) => a - b);
}

/** Every match of one pattern, from left to right. */
export function matchAll(
  pattern: RegExp,
  text: string,
  budget: WorkBudget,
  sink: (match: RegExpExecArray) => void,
): void {
  for (let from = 0; from <= text.length && !budget.isOver();) {
    pattern.lastIndex = from;
    budget.spend();
    const match = pattern.exec(text);
    if (match === null) return;
    sink(match);
    from = Math.max(pattern.lastIndex, match.index + 1);
  }
}

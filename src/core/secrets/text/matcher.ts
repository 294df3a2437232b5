import type { RuleCall, SecretRule, WrittenRules } from '../rule.ts';
import { KeywordFinder } from './keyword-finder.ts';
import type { ReadyRule } from './ready-rule.ts';
import { type Beginning, beginningOf } from './regex/beginning.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { requiredLiterals } from './regex/required-literals.ts';
import { planProved, planRule, type RulePlan, wholePlan } from './rule-plan.ts';

/** The rules of a set that look into texts, ready to be tried on many. */
export interface Matcher {
  readonly keywords: KeywordFinder;
  /** The rules that a keyword of the finder calls for. */
  readonly callsOf: (keyword: number) => readonly RuleCall[];
  /** All places of rules are below. */
  readonly count: number;
  /** The rule at a place: made when it is asked for, and then the same each time. */
  readonly ruleAt: (place: number) => MatchedRule;
  /** Rules without keywords: they are tried always. */
  readonly always: readonly MatchedRule[];
}

/** A rule with a pattern. */
export class MatchedRule {
  readonly ready: ReadyRule;
  /** Its place among the rules of the matcher. */
  readonly place: number;
  readonly keywords: readonly string[];
  #searched = 0;
  #whole: RulePlan | undefined;
  #plan: RulePlan | undefined;

  constructor(ready: ReadyRule, place: number) {
    this.ready = ready;
    this.place = place;
    this.keywords = keywordsOf(ready.rule);
  }

  /** How its matches may begin; undefined where that says nothing. It is found out each time. */
  get beginning(): Beginning | undefined {
    const node = parseRegex(this.#pattern);
    return node && beginningOf(node);
  }

  get #pattern(): RegExp {
    return this.ready.rule.pattern ?? NO_PATTERN;
  }

  /**
   * How it is tried on a text. To prove how it may be tried takes longer than to try it on a few small texts as a whole, and most
   * rules are called for in none, or in a few.
   */
  planFor(text: string): RulePlan {
    const { proof } = this.ready;
    if (proof !== undefined) return (this.#plan ??= planProved(() => this.#pattern, proof));
    this.#searched += text.length;
    if (this.#searched <= FEW_CHARACTERS) {
      this.#whole ??= wholePlan(this.#pattern);
      return this.#whole;
    }
    this.#plan ??= planRule(this.#pattern, this.keywords);
    return this.#plan;
  }
}

/** Of a rule without a pattern, which is none of these: it matches nothing. */
const NO_PATTERN = /(?!)/g;

/** In all texts together. */
const FEW_CHARACTERS = 32_768;

/** One that was made of all its rules, which are there. */
export interface WholeMatcher extends Matcher {
  readonly rules: readonly MatchedRule[];
}

export function createMatcher(rules: readonly ReadyRule[]): WholeMatcher {
  const matched: MatchedRule[] = [];
  for (const ready of rules) {
    // A pattern is not asked for before it is needed: it may be made then.
    if ('pattern' in ready.rule && ready.rule.isSilent !== true) matched.push(new MatchedRule(ready, matched.length));
  }
  const called = new Map<string, RuleCall[]>();
  for (const rule of matched) {
    for (const [keyword, text] of rule.keywords.entries()) {
      const call = { place: rule.place, keyword };
      const calls = called.get(text);
      if (calls === undefined) called.set(text, [call]);
      else calls.push(call);
    }
  }
  const always = matched.filter(({ keywords }) => keywords.length === 0);
  const calls = [...called.values()];
  return {
    rules: matched,
    always,
    keywords: new KeywordFinder([...called.keys()]),
    callsOf: (keyword) => calls[keyword] ?? [],
    count: matched.length,
    ruleAt: (place) => matched[place] ?? noRule(place),
  };
}

function noRule(place: number): never {
  throw new RangeError(`there is no rule at place ${place}`);
}

/** A matcher of rules of which each is made when it is called for. @param readyAt gives the rule at a place of the set */
export function createWrittenMatcher(written: WrittenRules, readyAt: (place: number) => ReadyRule): Matcher {
  const rules: MatchedRule[] = [];
  const calls: (readonly RuleCall[])[] = [];
  const ruleAt = (place: number): MatchedRule => (rules[place] ??= new MatchedRule(readyAt(place), place));
  return {
    keywords: new KeywordFinder(written.keywords),
    callsOf: (keyword) => (calls[keyword] ??= written.callsOf(keyword)),
    count: written.count,
    ruleAt,
    always: written.always.map(ruleAt),
  };
}

/** Shorter literals stand everywhere: then one run over the text is less work. */
const MIN_LITERAL = 3;

/**
 * A rule about all files that comes without keywords gets those that its pattern implies. None when one of them cannot stand in a
 * text of bytes: then the others do not say all.
 */
function keywordsOf(rule: SecretRule): readonly string[] {
  const { keywords, path } = rule;
  if (keywords.includes('') || !OF_BYTES.test(keywords.join(''))) return [];
  const [only] = keywords;
  if (only !== undefined && keywords.length === 1) return [only.toLowerCase()];
  if (keywords.length > 0 || path !== undefined) return [...new Set(keywords.map((keyword) => keyword.toLowerCase()))];
  const node = parseRegex(rule.pattern ?? NO_PATTERN);
  const literals = (node && requiredLiterals(node)) ?? [];
  return literals.every(({ length }) => length >= MIN_LITERAL) ? literals : [];
}

const OF_BYTES = /^[\0-\xff]*$/;

import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import type { SecretRule } from '../../../../src/core/secrets/rule.ts';
import { FileScope } from '../../../../src/core/secrets/text/file-scope.ts';
import { matchAll, MatchFinder } from '../../../../src/core/secrets/text/match-finder.ts';
import { plainLayer } from '../../../../src/core/secrets/text/layer.ts';
import { createMatcher, type Matcher } from '../../../../src/core/secrets/text/matcher.ts';
import { readyRules } from '../../../../src/core/secrets/text/ready-rule.ts';
import { planRule } from '../../../../src/core/secrets/text/rule-plan.ts';
import { createWorkBudget } from '../../../../src/core/secrets/text/work-budget.ts';
import { sampleOf, textOf } from '../rules/support/rule-samples.ts';
import { rule, setOf } from './support/scanner-of.ts';

/** When it was written it ran 100,000 times. */
const RUNS = 2000;
const SCANS = 300;
/** After so much texts are scanned. */
const MUCH_TEXT_BYTES = 100_001;

const budget = createWorkBudget(() => 0, 1);
/** One that has searched enough before to try patterns only where a keyword calls for them. */
function matcherOf(rules: readonly SecretRule[]): Matcher {
  const matcher = createMatcher(readyRules(setOf(rules)));
  for (const rule of matcher.rules) rule.planFor('a'.repeat(32_769));
  return matcher;
}

/** Matches as the scanner finds them, each with its place and groups. */
const found = (matcher: Matcher, text: string, path = 'a.txt'): readonly string[] =>
  foundBy(new MatchFinder(matcher), text, path);

/** The same after much text, when all bytes are scanned in WebAssembly. */
const foundInMuch = (matcher: Matcher, text: string): readonly string[] => {
  const finder = new MatchFinder(matcher);
  foundBy(finder, ' '.repeat(MUCH_TEXT_BYTES));
  foundBy(finder, text);
  return foundBy(finder, text);
};

function foundBy(finder: MatchFinder, text: string, path = 'a.txt'): readonly string[] {
  const matches: string[] = [];
  const sink = (rule: SecretRule, match: RegExpExecArray): number => matches.push(described(rule, match));
  const scope = new FileScope({ path }, () => true);
  finder.find({
    layer: plainLayer(text),
    scope,
    budget,
    sink: ({ rule }, match) => sink(rule, match),
  });
  return matches.sort();
}

/** Matches as a run of each pattern over the whole text finds them, if one of its keywords stands there. */
function foundByWholeRuns(rules: readonly SecretRule[], text: string): readonly string[] {
  const matches: string[] = [];
  for (const rule of rules) {
    const isCalled =
      rule.keywords.length === 0 || rule.keywords.some((keyword) => text.toLowerCase().includes(keyword));
    if (rule.pattern === undefined || rule.path !== undefined || !isCalled) continue;
    matchAll(rule.pattern, text, budget, (match) => matches.push(described(rule, match)));
  }
  return matches.sort();
}

const described = ({ id }: SecretRule, match: RegExpExecArray): string =>
  `${id} ${match.index} ${JSON.stringify(match)}`;

describe('the ways to try a pattern', () => {
  const kinds: readonly (readonly [pattern: RegExp, keywords: readonly string[], kind: string])[] = [
    [/ghp_\w{36}/g, ['ghp_'], 'near'],
    [/[A-Za-z\d]{76}AZDO\w{4}/g, ['azdo'], 'near'],
    [/key\s*=\s*\w+/g, ['key'], 'near'],
    [/[\w.-]{0,50}?key=\w{8}/g, ['key'], 'named'],
    [/[\w.-]*key=\w{8}/g, ['key'], 'named'],
    [/"[\w ]{0,80}key"/g, ['key'], 'window'],
    [/"[\w ]{0,80}key\d+"/g, ['key'], 'near'],
    [/".{0,1000}key\d+"/g, ['key'], 'whole'],
    [/\d{8}/g, ['key'], 'whole'],
    [/\d{8}/g, [], 'whole'],
  ];
  for (const [pattern, keywords, kind] of kinds) {
    it(`${String(pattern)} is tried ${kind}`, () => {
      expect(planRule(pattern, keywords).kind).to.equal(kind);
    });
  }
});

describe('trying a pattern only where a keyword calls for it', () => {
  const atom = fc.constantFrom(
    'a', 'b', 'k', 'key', 'tok', '[ab]', '[a-k]', '[^k]', '.', String.raw`\w`, String.raw`\b`, '(?<!a)', '(?=b)', '(?!k)', '^',
    '(?:key|tok)', '(?:a|key)', '(to)', '(?:ke|to)[yk]', '[ -]', '$',
  ); // prettier-ignore
  const quantifier = fc.constantFrom('', '', '', '', '?', '{0,3}', '{1,2}?', '*', '+?', '{2}', '{0,20}?', '{0,20}');
  const term = fc
    .tuple(atom, quantifier)
    .map(([atom, times]) => (/^[\^$]$|^\(\?[<=!]|^\\b$/.test(atom) ? atom : `(?:${atom})${times}`));
  const named = fc.constantFrom('', '', '[a-k]{0,20}?', '[a-k-]*', '[a-z]{0,5}');
  const pattern = fc
    .tuple(named, fc.array(term, { minLength: 1, maxLength: 5 }), fc.constantFrom('g', 'gi', 'gm'))
    .map(([before, terms, flags]) => new RegExp(before + terms.join(''), flags));
  const keywords = fc.uniqueArray(fc.constantFrom('key', 'tok', 'ke', 'k', 'ab', 'y'), { minLength: 1 });
  const text = fc.string({
    unit: fc.constantFrom('key', 'KEY', 'tok', 'a', 'b', 'k', 'e', 'y', ' ', '-', '\n'),
    maxLength: 40,
  });

  it('finds what a run over the whole text finds', () => {
    fc.assert(
      fc.property(pattern, keywords, text, (pattern, keywords, text) => {
        const rules = [rule({ pattern, keywords })];
        expect(found(matcherOf(rules), text)).to.deep.equal(foundByWholeRuns(rules, text));
      }),
      { numRuns: RUNS },
    );
  });

  it('finds the same after much text', () => {
    fc.assert(
      fc.property(pattern, keywords, text, (pattern, keywords, text) => {
        const rules = [
          rule({ pattern, keywords }),
          rule({ id: 'other', pattern: /[ab]?key[^k]{2}|tok\b/g, keywords: ['key', 'tok'] }),
        ];
        expect(foundInMuch(matcherOf(rules), text)).to.deep.equal(foundByWholeRuns(rules, text));
      }),
      { numRuns: SCANS },
    );
  });

  it('does so for many matches, which are tried in parts', () => {
    const rules = [
      rule({ pattern: /[a-z ]{0,90}key;/g, keywords: ['key'] }),
      rule({ id: 'near', pattern: /key;|y;k/g, keywords: ['key', ';k'] }),
    ];
    const text = `${'key;'.repeat(5000)}${'key '.repeat(5000)};${'key;key '.repeat(3000)}`;
    expect(found(matcherOf(rules), text)).to.deep.equal(foundByWholeRuns(rules, text));
    expect(foundInMuch(matcherOf(rules), text)).to.deep.equal(foundByWholeRuns(rules, text));
  });

  it('does so for a pattern without keywords, by what it must hold', () => {
    const rules = [rule({ pattern: /[a-z]{2}_live_\d{3}/g })];
    const text = 'sk_live_123 xx_live_12 pk_live_456';
    expect(found(matcherOf(rules), text)).to.have.length(2);
    expect(found(matcherOf(rules), text)).to.deep.equal(foundByWholeRuns(rules, text));
  });
});

/** Runs over whole texts take long: short ones are enough. */
const SAMPLES_A_TEXT = 30;

describe('a rule that was called for in little text', () => {
  it('is tried on it as a whole: to prove how it may be tried takes longer', () => {
    const [matched] = createMatcher(readyRules(setOf([rule({ pattern: /ghp_\w{36}/g, keywords: ['ghp_'] })]))).rules;
    expect([16_384, 16_384, 1].map((length) => matched?.planFor('a'.repeat(length)).kind)).to.deep.equal([
      'whole',
      'whole',
      'near',
    ]);
  });
});

describe('the rules that ship', () => {
  const rules = ownRules().rules.filter(({ pattern, path }) => pattern !== undefined && path === undefined);
  const matcher = matcherOf(rules);

  it('find by their keywords what they find in whole texts', () => {
    const samples = rules.filter(({ isGeneric = false }) => !isGeneric).map((rule) => textOf(sampleOf(rule)));
    const carriers = [yaml, json, url];
    for (let i = 0; i < samples.length; i += SAMPLES_A_TEXT) {
      const carry = carriers[(i / SAMPLES_A_TEXT) % carriers.length] ?? yaml;
      const text = samples
        .slice(i, i + SAMPLES_A_TEXT)
        .map(carry)
        .join('');
      expect(found(matcher, text)).to.deep.equal(foundByWholeRuns(rules, text));
    }
  });
});

const yaml = (sample: string, index: number): string => `  - name: key-${index}\n    token: ${sample}\n`;
const json = (sample: string, index: number): string => `${JSON.stringify({ [`secret${index}`]: sample })},`;
const url = (sample: string): string => `https://user:${sample}@host/?api_key=${sample}&a=b `;

import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { RuleSet, SecretRule } from '../../../../src/core/secrets/rule.ts';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { readRuleTable } from '../../../../src/core/secrets/rules/rule-table.ts';
import { writeRuleTable } from '../../../../src/core/secrets/rules/write-rule-table.ts';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';
import { createMatcher, type MatchedRule, type Matcher } from '../../../../src/core/secrets/text/matcher.ts';
import { type ReadyRule, readyRules } from '../../../../src/core/secrets/text/ready-rule.ts';
import { openRules } from '../../../../src/core/secrets/text/rule-book.ts';

const own = ownRules();
const table = writeRuleTable(own);
const read = (): RuleSet => readRuleTable(table);

/** Everything that a rule says, with its pattern, which may be made when it is asked for. */
const shown = (rule: SecretRule): unknown => ({ ...rule, pattern: rule.pattern });
/** Which rules a list of the set is about is known by then. */
const shownReady = ({ rule, allowlists, ...rest }: ReadyRule): unknown => ({
  ...rest,
  rule: shown(rule),
  allowlists: allowlists.map((list) => ({ ...list, rules: undefined })),
});

describe('the table of the rules that ship', () => {
  it('holds each rule as it was written', () => {
    expect(read().rules.map(shown)).to.deep.equal(own.rules.map(shown));
  });

  it('holds what the set says of its rules', () => {
    const { allowlists, proofs } = read();
    expect(allowlists).to.deep.equal(own.allowlists);
    expect([...(proofs ?? [])].map(([{ id }, proof]) => [id, proof])).to.deep.equal(
      [...(own.proofs ?? [])].map(([{ id }, proof]) => [id, proof]),
    );
  });

  it('gives a scanner the same rules, ready, whichever it asks for', () => {
    expect(openRules(read()).rules().map(shownReady)).to.deep.equal(readyRules(own).map(shownReady));
    expect(openRules(read()).nameRules.map(shownReady)).to.deep.equal(openRules(own).nameRules.map(shownReady));
  });

  it('has each keyword call for the same rules', () => {
    const whole = createMatcher(readyRules(own));
    const { always } = whole;
    const words = whole.keywords.texts;
    const { matcher } = openRules(read());
    expect(read().written?.keywords).to.deep.equal(words);
    const called = ({ callsOf, ruleAt }: Matcher): unknown =>
      words.map((_, at) => callsOf(at).map(({ place, keyword }) => nameOf(ruleAt(place), keyword)));
    const nameOf = ({ ready, keywords }: MatchedRule, keyword: number): unknown => [ready.rule.id, keywords[keyword]];
    expect(called(matcher)).to.deep.equal(called(whole));
    expect(matcher.count).to.equal(own.rules.length);
    expect(matcher.always.map(({ ready }) => ready.rule.id)).to.deep.equal(always.map(({ ready }) => ready.rule.id));
  });

  it('makes what rules share once: what a path or a list says of a file is found out once', () => {
    const { rules } = read();
    const different = (set: readonly SecretRule[]): readonly number[] => [
      new Set(set.flatMap(({ path }) => path ?? [])).size,
      new Set(set.flatMap(({ allowlists }) => allowlists ?? [])).size,
    ];
    expect(different(rules)).to.deep.equal(different(own.rules));
  });

  it('makes the rules that a text calls for, and no others', () => {
    const written = read().written ?? expect.fail('nothing is written');
    const made: number[] = [];
    const ruleAt: typeof written.ruleAt = (place) => {
      made.push(place);
      return written.ruleAt(place);
    };
    const set = { rules: [], allowlists: [], written: { ...written, ruleAt } };
    const scanner = createTextScanner(set, { keyedHash: () => '', clock: () => 0 });
    const token = ['dckr', '_pat_', 'Zx9'.repeat(9)].join('');
    expect(scanner.search({ path: 'a.txt', text: `x: ${token}\n` }).findings.map(({ rule }) => rule)).to.deep.equal([
      'docker-hub-token',
    ]);
    expect(new Set(made).size).to.be.lessThan(60);
  });

  it('is refused for what it could not tell from a fragment', () => {
    const rule: SecretRule = { id: 'a', title: 'a sécret', confidence: 'likely', keywords: ['a'], pattern: /a/g };
    expect(() => writeRuleTable({ rules: [rule], allowlists: [] })).to.throw('no ASCII');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SecretRule } from '../../../../src/core/secrets/rule.ts';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { createMatcher } from '../../../../src/core/secrets/text/matcher.ts';
import { readyRules } from '../../../../src/core/secrets/text/ready-rule.ts';
import { planProved, planRule, provePlan, type RulePlan } from '../../../../src/core/secrets/text/rule-plan.ts';
import { rule, scannerOf, setOf } from './support/scanner-of.ts';

const PATTERNS: readonly (readonly [pattern: RegExp, keywords: readonly string[]])[] = [
  [/ghp_\w{36}/g, ['ghp_']],
  [/(?:key|token)\s*=\s*[0-9a-f]{32}/gi, ['key', 'token', 'other']],
  [/key\s*=\s*\w+/g, ['key']],
  [/\d{8}/g, []],
];

describe('a plan that was proved before', () => {
  for (const [pattern, keywords] of PATTERNS) {
    it(`is the plan of ${String(pattern)}`, () => {
      const proof = provePlan(pattern, keywords) ?? '';
      expect(shown(planProved(() => pattern, proof))).to.deep.equal(shown(planRule(pattern, keywords)));
    });
  }

  it('is not there where it is more than numbers', () => {
    expect(provePlan(/[\w.-]{0,50}?key=\w{8}/g, ['key'])).to.equal(undefined);
    expect(provePlan(/"[\w ]{0,80}key"/g, ['key'])).to.equal(undefined);
  });

  it('asks for no pattern before a place is worth a try', () => {
    const plan = planProved(() => expect.fail('the pattern was made'), provePlan(/ghp_\w{36}/g, ['ghp_']) ?? '');
    expect(plan.kind).to.equal('near');
  });

  it('asks for no pattern where the words of the rule are not, and finds what it finds where they are', () => {
    const pattern = /linked in id=(\d{8})/gi;
    const proof = provePlan(pattern, ['linked']) ?? '';
    let made = 0;
    const known: SecretRule = {
      ...rule({ keywords: ['linked'], words: [['linked in']] }),
      get pattern() {
        made += 1;
        return pattern;
      },
    };
    const scanner = scannerOf({ ...setOf([known]), proofs: new Map([[known, proof]]) });
    const found = (text: string): number => scanner.search({ path: 'a.txt', text }).findings.length;
    expect(found('linked modules, linked id=38105724')).to.equal(0);
    expect(made).to.equal(0);
    expect(found('linked, LINKED IN id=38105724')).to.equal(1);
    expect(found('linked modules, linked id=38105724')).to.equal(0);
  });
});

describe('the proofs of the rules that ship', () => {
  it('hold for the rules themselves, and not for what is made of them', () => {
    const set = ownRules();
    const [first] = set.rules;
    const changed = first && { ...first, keywords: [...first.keywords, 'more'] };
    const ready = readyRules({ ...set, rules: changed === undefined ? [] : [changed] });
    expect(ready.map(({ proof }) => proof)).to.deep.equal([undefined]);
  });

  it('are there for nearly all: a run plans few', () => {
    const { rules } = createMatcher(readyRules(ownRules()));
    const unproved = rules.filter(({ ready }) => ready.proof === undefined);
    expect(unproved.length).to.be.lessThan(rules.length / 20);
  });
});

const shown = (plan: RulePlan): unknown =>
  plan.kind === 'near' ? { ...plan, sticky: String(plan.sticky) } : { ...plan };

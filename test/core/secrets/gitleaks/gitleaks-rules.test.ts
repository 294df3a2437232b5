import { expect } from 'chai';
import { describe, it } from 'mocha';
import { GITLEAKS_RULES, isGitleaksRule, ownRulesFor } from '../../../../src/core/secrets/gitleaks/gitleaks-rules.ts';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';

describe("ids of gitleaks' default rules", () => {
  it('name rules that sluice has', () => {
    const own = new Set(ownRules().rules.map(({ id }) => id));
    const named = [...GITLEAKS_RULES.values()].flat();
    expect(named.filter((id) => !own.has(id))).to.deep.equal([]);
  });

  it('are known, all 222, whether sluice has a rule in their place or not', () => {
    expect(GITLEAKS_RULES.size).to.equal(222);
    expect(ownRulesFor('github-pat')).to.deep.equal(['github-personal-access-token']);
    expect(isGitleaksRule('kubernetes-secret-yaml')).to.equal(true);
    expect(ownRulesFor('kubernetes-secret-yaml')).to.deep.equal([]);
    expect(isGitleaksRule('acme')).to.equal(false);
  });
});

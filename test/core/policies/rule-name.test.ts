import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isNearMiss, ruleAction } from '../../../src/core/policies/rule-name.ts';

describe('ruleAction', () => {
  for (const name of ['deny', 'violation', 'deny_privileged', 'violation_a_B_1']) {
    it(`${name} denies`, () => {
      expect(ruleAction(name)).to.equal('deny');
    });
  }
  for (const name of ['warn', 'warn_latest']) {
    it(`${name} warns`, () => {
      expect(ruleAction(name)).to.equal('warn');
    });
  }
  for (const name of ['denyall', 'deny_', 'deny-x', 'my_deny', 'allow', 'exception']) {
    it(`${name} decides nothing`, () => {
      expect(ruleAction(name)).to.equal(undefined);
    });
  }
});

describe('isNearMiss', () => {
  it('names rules whose author meant them to decide', () => {
    expect(['denyall', 'warning', 'deny_'].map(isNearMiss)).to.deep.equal([true, true, true]);
  });
  it('leaves rules alone that decide, and helpers', () => {
    expect(['deny', 'warn_x', 'containers'].map(isNearMiss)).to.deep.equal([false, false, false]);
  });
});

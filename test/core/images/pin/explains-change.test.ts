import { expect } from 'chai';
import { describe, it } from 'mocha';
import { explainsChange } from '../../../../src/core/images/pin/explains-change.ts';

describe('what a change of a text may change', () => {
  const text = [{ kind: 'text', before: 'a', after: 'b' }] as const;

  it('is a text that was to become another', () => {
    expect(explainsChange({ x: ['a', 1, null] }, { x: ['b', 1, null] }, text)).to.equal(true);
    expect(explainsChange({ x: 'a' }, { x: 'a' }, text)).to.equal(true);
  });

  it('is a member that was to come', () => {
    const member = [{ kind: 'member', path: ['x', 0, 'd'], value: 'v' }] as const;
    expect(explainsChange({ x: [{}] }, { x: [{ d: 'v' }] }, member)).to.equal(true);
    expect(explainsChange({ x: [{ d: 'u' }] }, { x: [{ d: 'v' }] }, member)).to.equal(true);
    expect(explainsChange({ x: [{}, {}] }, { x: [{}, { d: 'v' }] }, member)).to.equal(false);
    expect(explainsChange({ x: [{}] }, { x: [{ d: 'w' }] }, member)).to.equal(false);
  });

  it('is nothing else', () => {
    for (const [before, after] of [
      [{ x: 'a' }, { x: 'c' }],
      [{ x: 'c' }, { x: 'b' }],
      [{ x: 'a' }, { x: 'a', y: 1 }],
      [{ x: 'a', y: 1 }, { x: 'a' }],
      [['a'], ['a', 'a']],
      [['a'], { 0: 'a' }],
      [{ 0: 'a' }, ['a']],
      [1, 2],
      [null, false],
      [{ x: null }, {}],
    ] as const)
      expect(explainsChange(before, after, text), JSON.stringify([before, after])).to.equal(false);
    expect(explainsChange('a', undefined, text)).to.equal(false);
  });
});

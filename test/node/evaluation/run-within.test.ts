import { expect } from 'chai';
import { describe, it } from 'mocha';
import { runWithin } from '../../../src/node/evaluation/run-within.ts';

describe('runWithin', () => {
  it('gives what the task gives', () => {
    expect(runWithin(1_000, () => 42)).to.deep.equal({ kind: 'done', value: 42 });
  });
  it('stops a task that does not end', () => {
    expect(
      runWithin(20, () => {
        for (;;);
      }),
    ).to.deep.equal({ kind: 'timeout' });
  });
  it('throws what the task throws', () => {
    expect(() =>
      runWithin(1_000, () => {
        throw new RangeError('mine');
      }),
    ).to.throw(RangeError, 'mine');
  });
  it('can be used again after a timeout', () => {
    runWithin(20, () => {
      for (;;);
    });
    expect(runWithin(1_000, () => 'still here')).to.deep.equal({ kind: 'done', value: 'still here' });
  });
});

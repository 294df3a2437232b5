import { expect } from 'chai';
import { describe, it } from 'mocha';
import { decideLease, holdsLease, observeLease, type LeaseRecord } from '../../../src/core/lease/lease-decision.ts';

const OTHERS: LeaseRecord = { holder: 'b', version: '1', durationMs: 15_000 };

describe('what to do about a lease', () => {
  it('takes what nobody holds', () => {
    expect(decideLease(observeLease(undefined, undefined, 0), 'a', 0)).to.deep.equal({ kind: 'take' });
    const free = { ...OTHERS, holder: '' };
    expect(decideLease(observeLease(undefined, free, 0), 'a', 0)).to.deep.equal({ kind: 'take' });
  });

  it('renews its own, also when it finds it after a restart', () => {
    expect(decideLease(observeLease(undefined, { ...OTHERS, holder: 'a' }, 0), 'a', 0)).to.deep.equal({
      kind: 'renew',
    });
  });

  it('waits for as long as a sign of life lasts, from when it saw it', () => {
    const seen = observeLease(undefined, OTHERS, 1000);
    expect(decideLease(seen, 'a', 15_999)).to.deep.equal({ kind: 'wait', holder: 'b' });
    expect(decideLease(seen, 'a', 16_000)).to.deep.equal({ kind: 'take' });
  });

  it('begins to wait anew with each sign of life', () => {
    const first = observeLease(undefined, OTHERS, 0);
    const same = observeLease(first, { ...OTHERS }, 14_000);
    expect(same.seenAt).to.equal(0);
    const alive = observeLease(same, { ...OTHERS, version: '2' }, 14_000);
    expect(decideLease(alive, 'a', 28_999)).to.deep.equal({ kind: 'wait', holder: 'b' });
  });

  it('gives up before another may take over', () => {
    expect(holdsLease(undefined, 10_000, 0)).to.equal(false);
    expect(holdsLease(0, 10_000, 9999)).to.equal(true);
    expect(holdsLease(0, 10_000, 10_000)).to.equal(false);
  });
});

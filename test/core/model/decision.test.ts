import { expect } from 'chai';
import { describe, it } from 'mocha';
import { decide, nothingEvaluated } from '../../../src/core/model/decision.ts';
import { EMPTY_SUMMARY, type Summary } from '../../../src/core/model/report.ts';

const summary = (counts: Partial<Summary>): Summary => ({ ...EMPTY_SUMMARY, ...counts });

describe('decide', () => {
  it('allows what was evaluated without a violation', () => {
    expect(decide({ summary: summary({ pass: 1 }) }, 'deny')).to.deep.equal({ kind: 'allow' });
    expect(decide({ summary: summary({ skip: 1 }) }, 'deny')).to.deep.equal({ kind: 'allow' });
  });
  it('denies violations, and warnings only when they are to block', () => {
    expect(decide({ summary: summary({ fail: 2, warn: 1 }) }, 'deny')).to.deep.equal({ kind: 'deny', violations: 2 });
    expect(decide({ summary: summary({ fail: 2, warn: 1 }) }, 'warn')).to.deep.equal({ kind: 'deny', violations: 3 });
    expect(decide({ summary: summary({ warn: 1 }) }, 'deny')).to.deep.equal({ kind: 'allow' });
  });
  it('knows nothing when anything could not be evaluated, whatever else was found', () => {
    expect(decide({ summary: summary({ pass: 9, fail: 9, error: 1 }) }, 'deny').kind).to.equal('unknown');
  });
  it('knows nothing when nothing was evaluated', () => {
    expect(decide({ summary: summary({ files: 3, documents: 3, resources: 3 }) }, 'deny').kind).to.equal('unknown');
    expect(nothingEvaluated({ summary: EMPTY_SUMMARY })).to.equal(true);
  });

  describe('where it is in order to have nothing to judge', () => {
    const idle = 'nothing staged is a manifest';
    it('is idle, which is no allow', () => {
      expect(decide({ summary: EMPTY_SUMMARY, idle }, 'deny')).to.deep.equal({ kind: 'idle', reason: idle });
      expect(nothingEvaluated({ summary: EMPTY_SUMMARY, idle })).to.equal(false);
    });
    it('still denies, and still knows nothing after an error', () => {
      expect(decide({ summary: summary({ fail: 1 }), idle }, 'deny').kind).to.equal('deny');
      expect(decide({ summary: summary({ error: 1 }), idle }, 'deny').kind).to.equal('unknown');
    });
    it('allows what was evaluated all the same', () => {
      expect(decide({ summary: summary({ pass: 1 }), idle }, 'deny').kind).to.equal('allow');
    });
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { exitCode, headline } from '../../../src/core/report/headline.ts';
import { MIXED, NOTHING, sampleReport, sampleResult } from './support/sample-report.ts';

describe('headline and exitCode', () => {
  const clean = sampleReport([]);
  const warned = sampleReport([sampleResult({ status: 'warn' })]);
  const denied = sampleReport([sampleResult(), sampleResult()]);

  it('say that a clean run is allowed', () => {
    expect(headline(clean, 'warn')).to.equal('allowed');
    expect(exitCode(clean, 'warn')).to.equal(0);
  });

  it('follow the threshold', () => {
    expect(headline(warned, 'deny')).to.equal('allowed, with 1 warning');
    expect(headline(warned, 'warn')).to.equal('denied: 1 violation');
    expect(headline(denied, 'deny')).to.equal('denied: 2 violations');
    expect([exitCode(warned, 'deny'), exitCode(warned, 'warn'), exitCode(denied, 'deny')]).to.deep.equal([0, 1, 1]);
  });

  it('never call it allowed, or only denied, when something could not be evaluated', () => {
    expect(headline(sampleReport(MIXED), 'deny')).to.equal('no verdict: 1 could not be evaluated; this is not a pass');
    expect(headline(NOTHING, 'deny')).to.equal('no verdict: nothing was evaluated; this is not a pass');
    expect([exitCode(sampleReport(MIXED), 'deny'), exitCode(NOTHING, 'deny')]).to.deep.equal([2, 2]);
  });
});

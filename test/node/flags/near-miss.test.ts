import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { didYouMean, editDistance, nearMiss } from '../../../src/node/flags/near-miss.ts';

describe('near misses', () => {
  const words = ['policy', 'output', 'ignore', 'fail-on', 'no-color'];

  it('finds the word that one slip of the hand away was typed', () => {
    expect(nearMiss('polcy', words)).to.equal('policy');
    expect(nearMiss('ouptut', words)).to.equal('output');
    expect(nearMiss('ignroe', words)).to.equal('ignore');
    expect(nearMiss('no-colour', words)).to.equal('no-color');
    expect(nearMiss('FAIL-ON', words)).to.equal('fail-on');
  });

  it('finds the only word that begins as what was typed', () => {
    expect(nearMiss('pol', words)).to.equal('policy');
    expect(nearMiss('out', words)).to.equal('output');
  });

  it('offers nothing for a word that is like none', () => {
    expect(nearMiss('kubernetes', words)).to.equal(undefined);
    expect(nearMiss('x', words)).to.equal(undefined);
    expect(didYouMean('kubernetes', words)).to.equal('');
  });

  it('counts a swap of neighbours as one slip', () => {
    expect(editDistance('ab', 'ba')).to.equal(1);
    expect(editDistance('kitten', 'sitting')).to.equal(3);
    expect(editDistance('', 'abc')).to.equal(3);
  });

  it('is a distance: zero for equal words only, and the same both ways', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).to.equal(editDistance(b, a));
        expect(editDistance(a, b) === 0).to.equal(a === b);
        expect(editDistance(a, b)).to.be.at.most(Math.max(a.length, b.length));
      }),
    );
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { reachable } from '../../src/core/reachable.ts';

describe('reachable', () => {
  const ways: Readonly<Record<string, readonly string[]>> = { a: ['b', 'c'], b: ['d'], c: ['a'], d: ['d'], e: ['a'] };
  const from = (...starts: readonly string[]): readonly string[] => [...reachable(starts, (one) => ways[one] ?? [])];

  it('has where it begins, and then what is nearer first', () => {
    expect(from('a')).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(from('e')).to.deep.equal(['e', 'a', 'b', 'c', 'd']);
  });

  it('begins in several places, or in none, and ends in circles', () => {
    expect(from('d', 'c')).to.deep.equal(['d', 'c', 'a', 'b']);
    expect(from()).to.deep.equal([]);
  });
});

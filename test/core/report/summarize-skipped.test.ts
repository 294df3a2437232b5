import { expect } from 'chai';
import { describe, it } from 'mocha';
import { summarizeSkipped } from '../../../src/core/report/summarize-skipped.ts';

describe('summarizeSkipped', () => {
  it('names each file while they are few', () => {
    expect(summarizeSkipped([{ file: 'a.txt', reason: 'line 3: not an object' }])).to.deep.equal([
      'a.txt: line 3: not an object',
    ]);
  });

  it('gives one line a reason, with examples, when they are many', () => {
    const documents = [1, 2, 3, 4].map((line) => ({ file: `${line % 2}.yaml`, reason: `line ${line}: not an object` }));
    const images = ['a', 'b', 'c', 'd'].map((name) => ({ file: `${name}.png`, reason: 'binary' }));
    expect(summarizeSkipped([...documents, ...images])).to.deep.equal([
      '4 × not an object (1.yaml, 0.yaml)',
      '4 × binary (a.png, b.png, c.png, …)',
    ]);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { FairQueue } from '../../../webhook/admission/fair-queue.ts';

describe('FairQueue', () => {
  const drain = (queue: FairQueue<string>): readonly string[] => {
    const out: string[] = [];
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) out.push(item);
    return out;
  };
  const filled = (...items: readonly string[]): FairQueue<string> => {
    const queue = new FairQueue<string>();
    for (const item of items) queue.push(item[0] ?? '', item);
    return queue;
  };

  it('keeps the order of those who wait in one line', () => {
    expect(drain(filled('a1', 'a2', 'a3'))).to.deep.equal(['a1', 'a2', 'a3']);
  });
  it('gives every line a turn, however many wait in the first', () => {
    expect(drain(filled('a1', 'a2', 'a3', 'b1', 'c1', 'c2'))).to.deep.equal(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });
  it('forgets whoever went away', () => {
    const queue = filled('a1', 'a2', 'b1');
    queue.remove('a', 'a1');
    queue.remove('b', 'b1');
    queue.remove('b', 'b1');
    expect([queue.size, drain(queue)]).to.deep.equal([1, ['a2']]);
  });
  it('knows how many have their turn before one who joins, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
        fc.constantFrom('a', 'b', 'd'),
        (keys, key) => {
          const queue = filled(...keys.map((one, n) => `${one}${n}`));
          const ahead = queue.countAhead(key);
          queue.push(key, 'new');
          expect(queue.size).to.equal(keys.length + 1);
          expect(drain(queue).indexOf('new')).to.be.at.most(ahead);
        },
      ),
    );
  });
});

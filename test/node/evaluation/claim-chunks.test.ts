import { expect } from 'chai';
import { describe, it } from 'mocha';
import { claimChunks, toShare, type Chunk } from '../../../src/node/evaluation/claim-chunks.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';

const sources = (count: number): readonly Source[] =>
  Array.from({ length: count }, (_, index) => ({ path: `${index}`, bytes: new Uint8Array() }));
const places = ({ from, sources: some }: Chunk): readonly number[] => some.map((_, index) => from + index);
const names = ({ sources: some }: Chunk): readonly number[] => some.map(({ path }) => Number(path));

describe('sharing out sources', () => {
  for (const count of [0, 1, 31, 32, 33, 1000, 9999]) {
    it(`gives each of ${count} to one thread, whichever ends they go on from`, () => {
      const work = toShare(sources(count));
      const threads = [claimChunks(work, 'front'), claimChunks(work, 'back'), claimChunks(work, 'back')];
      const chunks: Chunk[] = [];
      for (let turn = 0, idle = 0; idle < threads.length; turn += 1) {
        const { value } = threads[turn % threads.length]?.next() ?? {};
        if (value === undefined) idle += 1;
        else chunks.push(value);
      }
      expect(chunks.flatMap(places).toSorted((a, b) => a - b)).to.deep.equal(
        Array.from({ length: count }, (_, i) => i),
      );
      expect(chunks.flatMap(names)).to.deep.equal(chunks.flatMap(places));
    });
  }

  it('goes on from the front in the first thread alone, where files were read ahead', () => {
    const work = toShare(sources(1000));
    const [front, back] = [claimChunks(work, 'front').next().value, claimChunks(work, 'back').next().value];
    expect(front?.from).to.equal(0);
    expect(places(back ?? expect.fail('nothing was left')).at(-1)).to.equal(999);
  });

  it('ends with small chunks, so that threads end together', () => {
    const sizes = [...claimChunks(toShare(sources(10_000)), 'front')].map((chunk) => chunk.sources.length);
    expect(sizes[0]).to.equal(256);
    expect(sizes.slice(-5).every((size) => size <= 32)).to.equal(true);
    expect(sizes).to.deep.equal(sizes.toSorted((a, b) => b - a));
  });
});

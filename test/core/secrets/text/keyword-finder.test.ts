import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { KeywordFinder } from '../../../../src/core/secrets/text/keyword-finder.ts';
import { toBytes } from '../../../../src/core/secrets/text/layer.ts';

/** After so much it looks another way. */
const MUCH_TEXT_BYTES = 1_000_000;

function placesOf(finder: KeywordFinder, text: string): readonly string[] {
  const places: string[] = [];
  finder.find(toBytes(text), (keyword, end) => places.push(`${end} ${keyword}`) > 0);
  return places;
}

describe('a finder of keywords', () => {
  it('finds those that end alike, in any case, and tells them in the order of their ends', () => {
    const finder = new KeywordFinder(['access_token', 'bot_token', 'token', 'key']);
    expect(placesOf(finder, 'KEY ACCESS_Token token')).to.deep.equal(['3 3', '16 0', '16 2', '22 2']);
  });

  it('does not look before the beginning of a text', () => {
    expect(placesOf(new KeywordFinder(['access_token']), 's_token')).to.deep.equal([]);
  });

  it('stops when it was told enough', () => {
    let told = 0;
    new KeywordFinder(['long_token', 'a']).find(toBytes('a long_token a'), () => ++told < 2);
    expect(told).to.equal(2);
  });

  it('finds the same after much text as before', () => {
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 12 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '_'), maxLength: 80 });
    const warm = (keywords: readonly string[]): KeywordFinder => {
      const finder = new KeywordFinder(keywords);
      finder.find(new Uint8Array(MUCH_TEXT_BYTES + 1), () => true);
      return finder;
    };
    fc.assert(
      fc.property(fc.uniqueArray(keyword, { minLength: 1, maxLength: 8 }), text, (keywords, text) => {
        const [before, after] = [new KeywordFinder(keywords), warm(keywords)].map((finder) =>
          [...placesOf(finder, text)].sort(),
        );
        expect(after).to.deep.equal(before);
      }),
      { numRuns: 50 },
    );
  });
});

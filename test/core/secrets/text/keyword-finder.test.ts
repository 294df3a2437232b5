import { expect } from 'chai';
import { describe, it } from 'mocha';
import { KeywordFinder } from '../../../../src/core/secrets/text/keyword-finder.ts';
import { toBytes } from '../../../../src/core/secrets/text/layer.ts';

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
});

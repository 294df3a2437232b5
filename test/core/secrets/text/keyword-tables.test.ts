import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createKeywordTables, findByTables } from '../../../../src/core/secrets/text/keyword-tables.ts';
import { toBytes } from '../../../../src/core/secrets/text/layer.ts';

type Hit = readonly [keyword: string, end: number];

function hitsOf(keywords: readonly string[], text: string): readonly Hit[] {
  const hits: Hit[] = [];
  findByTables(createKeywordTables(keywords), toBytes(text), (keyword, end) => {
    hits.push([keywords[keyword] ?? '', end]);
    return true;
  });
  return hits;
}

const sorted = (hits: readonly Hit[]): readonly Hit[] => [...hits].sort(([a, i], [b, j]) => i - j || (a < b ? -1 : 1));

/** The same, by asking at each place. */
function searched(keywords: readonly string[], text: string): readonly Hit[] {
  const hits: Hit[] = [];
  for (let end = 1; end <= text.length; end++) {
    const before = text.slice(0, end).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    for (const keyword of keywords) if (before.endsWith(keyword)) hits.push([keyword, end]);
  }
  return hits;
}

describe('the tables of keywords', () => {
  it('finds each keyword wherever it ends, those within others, too', () => {
    expect(sorted(hitsOf(['he', 'she', 'his', 'hers'], 'ushers'))).to.deep.equal([
      ['he', 4],
      ['she', 4],
      ['hers', 6],
    ]);
  });

  it('takes letters in either case, and other characters as they are', () => {
    expect(hitsOf(['key_é'], 'KEY_é Key_É').map(([, end]) => end)).to.deep.equal([5]);
  });

  it('stops when it was told enough', () => {
    let told = 0;
    findByTables(createKeywordTables(['a']), toBytes('aaaa'), () => ++told < 2);
    expect(told).to.equal(2);
  });

  it('finds in any text what asking at each place finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '-'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (keywords, text) => {
        expect(sorted(hitsOf(keywords, text))).to.deep.equal(sorted(searched(keywords, text)));
      }),
      { numRuns: 500 },
    );
  });
});

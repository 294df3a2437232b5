import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { buildKeywordAutomaton } from '../../../../src/core/secrets/text/keyword-automaton.ts';
import { toBytes } from '../../../../src/core/secrets/text/layer.ts';

type Hit = readonly [keyword: string, end: number];

function hitsOf(keywords: readonly string[], text: string): readonly Hit[] {
  const { classes, rowBits, next, firstEnding, endings } = buildKeywordAutomaton(keywords);
  let state = 0;
  return [...toBytes(text)].flatMap((byte, at) => {
    state = next[(state << rowBits) + (classes[byte] ?? 0)] ?? 0;
    return (endings[state - firstEnding] ?? []).map((keyword): Hit => [keywords[keyword] ?? '', at + 1]);
  });
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

describe('the automaton of keywords', () => {
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

  it('has room for more states than two bytes count', () => {
    const keywords = Array.from({ length: 20_000 }, (_, i) => `k${i.toString(36).padStart(4, '0')}z`);
    const text = keywords.filter((_, i) => i % 999 === 0).join(' ');
    expect(hitsOf(keywords, text)).to.deep.equal(
      searched(
        keywords.filter((word) => text.includes(word)),
        text,
      ),
    );
  });

  it('finds in any text what asking at each place finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '-'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (keywords, text) => {
        expect(sorted(hitsOf(keywords, text))).to.deep.equal(sorted(searched(keywords, text)));
      }),
      { numRuns: 500 },
    );
  });
});

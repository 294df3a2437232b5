import { expect } from 'chai';
import { describe, it } from 'mocha';
import { keywordReach } from '../../../../../src/core/secrets/text/regex/keyword-reach.ts';
import { parseRegex } from '../../../../../src/core/secrets/text/regex/parse-regex.ts';

type Reaches = Readonly<Record<string, readonly [min: number, max: number]>>;

function reachOf(pattern: RegExp, ...keywords: readonly string[]): Reaches | undefined {
  const node = parseRegex(pattern);
  const reach = node && keywordReach(node, keywords);
  return (
    reach && Object.fromEntries([...reach].map(([keyword, { min, max }]) => [keywords[keyword] ?? '', [min, max]]))
  );
}

describe('keywordReach', () => {
  const proved: readonly (readonly [pattern: RegExp, keywords: readonly string[], reaches: Reaches])[] = [
    [/ghp_\w{4}/, ['ghp_'], { ghp_: [4, 4] }],
    [/\w{8}ghp_/, ['ghp_'], { ghp_: [12, 12] }],
    [/\w{4}ghp_/, ['ghp_'], { ghp_: [4, 8] }],
    [/(?:sk|pk)_live_\d/, ['sk_live_', 'pk_live_'], { sk_live_: [8, 8], pk_live_: [8, 8] }],
    [/(?:sk|pk)_live_\d/, ['_live_'], { _live_: [8, 8] }],
    [/pass(?:word|phrase)?=/, ['pass', 'password'], { pass: [4, 4] }],
    [
      /linked[_-]?in/i,
      ['linkedin', 'linked_in', 'linked-in'],
      { linkedin: [8, 8], linked_in: [9, 9], 'linked-in': [9, 9] },
    ],
    [/[a-z]{0,5}=key/, ['key'], { key: [4, 9] }],
    [/\d+key/, ['key'], { key: [4, Infinity] }],
    [/(?:ab){2,40}key/, ['key'], { key: [7, 83] }],
    [/\d{100}key/, ['key'], { key: [103, 103] }],
    [/(?:key|token)\d/, ['key', 'token'], { key: [3, 3], token: [5, 5] }],
    [/\bKEY\b/, ['key'], { key: [3, 3] }],
  ];
  for (const [pattern, keywords, reaches] of proved) {
    it(`proves that ${String(pattern)} holds ${keywords.join(' or ')}`, () => {
      expect(reachOf(pattern, ...keywords)).to.deep.equal(reaches);
    });
  }

  const unproved: readonly (readonly [pattern: RegExp, keyword: string])[] = [
    [/(?:key|token)\d/, 'key'],
    [/(?:key)?\d/, 'key'],
    [/(?=key)\w{9}/, 'key'],
    [/k[a-z]y/, 'key'],
    [/(?:key)*/, 'key'],
    [/k(\w)\1/, 'kee'],
  ];
  for (const [pattern, keyword] of unproved) {
    it(`proves nothing of ${String(pattern)} and ${keyword}`, () => {
      expect(reachOf(pattern, keyword)).to.equal(undefined);
    });
  }
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { bytesOfText } from '../../../../../src/core/secrets/bytes-of-text.ts';
import { compileGoRegex } from '../../../../../src/core/secrets/gitleaks/go-regex/compile-go-regex.ts';
import { LinearRegExp } from '../../../../../src/core/secrets/gitleaks/go-regex/linear/linear-reg-exp.ts';
import { runWithin } from '../../../../../src/node/evaluation/run-within.ts';

/** Where Go and JavaScript part: an expression, a text, and what Go finds there first, with its groups. */
const MEANINGS: readonly (readonly [
  name: string,
  expression: string,
  text: string,
  found: readonly string[] | undefined,
])[] = [
  ['flags hold for their group only', '(?i:a)b(?-i:c)', 'AbC Abc', ['Abc']],
  ['flags hold to the end of their group', '((?i)a|b)c', 'BC Bc', ['Bc', 'B']],
  ['\\s does not take a vertical tab', 'a\\sb', 'a\vb a b', ['a b']],
  ['a dot takes a carriage return', 'a.b', 'a\rb', ['a\rb']],
  ['a dot takes a whole character', '^.{3}$', 'é€\u{1f600}', ['é€\u{1f600}']],
  ['$ is the end of the text', 'a$', 'a\nb', undefined],
  ['(?m)$ is the end of a line, and \\r none', '(?m)a$', 'a\rb a\n', ['a']],
  ['\\z and \\A', '\\Aab\\z', 'ab', ['ab']],
  ['text between \\Q and \\E', '\\Qa.b(\\E+', 'a.b((', ['a.b((']],
  ['POSIX classes', '[[:upper:]][[:^digit:]]', 'a1B2Cx', ['Cx']],
  ['octal numbers', '\\101\\012', 'A\n', ['A\n']],
  ['the long s is an s where case does not count', '(?i)set', 'ſet', ['ſet']],
  ['the kelvin sign is a k', '(?i)[j-l]ey', '\u212aey', ['\u212aey']],
  ['Unicode folds', '(?i)σ', 'ς', ['ς']],
  ['classes of Unicode', '\\p{Greek}+\\PL', 'aβγ1', ['βγ1']],
  ['a group keeps what it held in an earlier round', '(?:(a)|b)*', 'ab', ['ab', 'a']],
  ['a repetition of what may be empty', '(a|b?)*c', 'abc', ['abc', 'b']],
  ['an option that may be empty, and prefers to be', '(?:|a)?(a?)', 'a', ['a', 'a']],
  ['(?U) turns greed around', '(?U)a+(b+?)', 'aabb', ['aabb', 'bb']],
  ['the first option wins, not the longest', 'a|ab', 'ab', ['a']],
  ['an empty class matches nothing', 'a|[^\\x00-\\x{10FFFF}]', 'ba', ['a']],
];

describe('compileGoRegex', () => {
  for (const [name, expression, text, found] of MEANINGS) {
    it(name, () => {
      const match = compileGoRegex(expression).exec(bytesOfText(text));
      expect(match === null ? undefined : [...match]).to.deep.equal(found?.map(bytesOfText));
    });
  }

  it('reads a byte that is no UTF-8 as one character, and never begins inside of one', () => {
    expect(compileGoRegex('a.b').test('a\xffb')).to.equal(true);
    expect(compileGoRegex('a.b').test('a\xe2\x82b')).to.equal(false);
    expect(compileGoRegex('[^é]b').exec('\xc3\xa9b')).to.equal(null);
  });

  it('matches paths as ordinary texts', () => {
    const path = compileGoRegex('^.{2}/[^a-z]\\.ya?ml$', { text: 'unicode' });
    expect(path.test('жы/\u{1f600}.yml')).to.equal(true);
    expect(path.test('жы/a.yml')).to.equal(false);
  });

  it('leaves what is safe to the engine of the platform, and takes the rest to a linear one', () => {
    for (const safe of ['ghp_[0-9A-Za-z]{36}', 'key\\s*=\\s*"([^"]+)"', '\\b[a-f0-9]{32}\\b'])
      expect(compileGoRegex(safe), safe).to.not.be.instanceOf(LinearRegExp);
    for (const risky of ['(a+)+$', '(?:a|ab)*c', '.*x.*y', '\\w+@', '(?i)secret'])
      expect(compileGoRegex(risky), risky).to.be.instanceOf(LinearRegExp);
  });

  // Each takes an engine that backtracks longer than anybody waits.
  for (const [expression, text] of [
    ['(a+)+$', `${'a'.repeat(1_000_000)}b`],
    ['(?:a|aa|\\w)+!', 'a'.repeat(1_000_000)],
    ['x.*y.*z.*\\$', 'xyz'.repeat(300_000)],
    ['(?:\\w*\\d*)*[^\\w]{3}', 'a1'.repeat(400_000)],
    ['(?s)BEGIN.*?END.*?LAST', 'BEGIN END '.repeat(80_000)],
    ['[a-z]+\\d[a-z]+=', 'abc'.repeat(300_000)],
  ] as const) {
    it(`goes through a megabyte that is made to stop ${expression}`, () => {
      expect(runWithin(20_000, () => compileGoRegex(expression).test(text))).to.deep.equal({
        kind: 'done',
        value: false,
      });
    });
  }

  it('refuses what would take too much memory', () => {
    expect(() => compileGoRegex('(?:ab?){900}'.repeat(300))).to.throw(/steps when it is written out/);
    expect(() => compileGoRegex('a'.repeat(70_000))).to.throw(/more than/);
  });

  it('finds where a match begins that must begin in a part of the text', () => {
    const pattern = compileGoRegex('(?i)key=(\\w+)', { isGlobal: true });
    if (!(pattern instanceof LinearRegExp)) return expect.fail('an expression that needs no linear engine');
    const text = 'key=one key=two';
    expect(pattern.searchBetween(text, 1, 7)).to.equal(null);
    expect(pattern.searchBetween(text, 1, 8)?.[1]).to.equal('two');
    expect(pattern.searchBetween(text, 0, 0)?.indices?.[1]).to.deep.equal([4, 7]);
    return undefined;
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { tableOf } from '../../../../../src/core/secrets/text/regex/byte-set.ts';
import { firstBytesOf } from '../../../../../src/core/secrets/text/regex/first-bytes.ts';
import { matchLengthOf } from '../../../../../src/core/secrets/text/regex/match-length.ts';
import { parseRegex } from '../../../../../src/core/secrets/text/regex/parse-regex.ts';
import { requiredLiterals } from '../../../../../src/core/secrets/text/regex/required-literals.ts';
import type { RegexNode } from '../../../../../src/core/secrets/text/regex/regex-node.ts';

function parsed(pattern: RegExp): RegexNode {
  const node = parseRegex(pattern);
  if (node === undefined) throw new Error(`${String(pattern)} is not understood`);
  return node;
}

describe('parseRegex', () => {
  it('gives up on syntax that it does not know', () => {
    expect(parseRegex(new RegExp('[a--b]', 'v'))).to.equal(undefined);
  });

  it('takes for each place in a pattern the bytes that the engine takes', () => {
    const atoms = [
      /[a-c_]/, /[^a-c]/, /[^]/, /./, /./s, /\d/, /\D/, /\w/, /\W/, /\s/, /\S/, /[\w.-]/, /[+\-/]/, /[a\]b]/, /[\b]/, /a/i,
      /[k-m]/i, /[^A-C]/i, /é/i, /\x41/, /\u0041/, /\cA/, /\t/, /\n/, /\0/, /\//, /\$/, /-/, /[\d-z]/, /[\s\S]/, /\u{41}/u, /ÿ/i, /µ/i,
    ]; // prettier-ignore
    for (const atom of atoms) {
      const node = parsed(atom);
      const taken = new RegExp(`^(?:${atom.source})$`, atom.flags);
      const byEngine = Array.from({ length: 256 }, (_, byte) => Number(taken.test(String.fromCharCode(byte))));
      expect(node.kind === 'set' && [...tableOf(node.set)], String(atom)).to.deep.equal(byEngine);
    }
  });
});

describe('matchLengthOf', () => {
  const cases: readonly (readonly [pattern: RegExp, min: number, max: number, behind: number, ahead: number])[] = [
    [/abc/, 3, 3, 0, 0],
    [/a{2,5}b?/, 2, 6, 0, 0],
    [/ab|cde/, 2, 3, 0, 0],
    [/(?:ab){3}/, 6, 6, 0, 0],
    [/a+/, 1, Infinity, 0, 0],
    [/(?:){5,}a/, 1, 1, 0, 0],
    [/\bab\b/, 2, 2, 1, 1],
    [/^ab$/, 2, 2, 1, 1],
    [/(?<![a-z]{3})a(?=bc)(?!d)/, 1, 1, 3, 2],
    [/(?<=\bab)c/, 1, 1, 3, 1],
    [/(["'])ab\1/, 3, 4, 0, 0],
    [/(?<q>a{2})\k<q>/, 2, 4, 0, 0],
  ];
  for (const [pattern, min, max, behind, ahead] of cases) {
    it(`of ${String(pattern)}`, () => {
      expect(matchLengthOf(parsed(pattern))).to.deep.equal({ min, max, behind, ahead });
    });
  }
});

describe('firstBytesOf', () => {
  const first = (pattern: RegExp): string =>
    [...tableOf(firstBytesOf(parsed(pattern)))]
      .map((taken, byte) => (taken === 1 ? String.fromCharCode(byte) : ''))
      .join('');

  it('is what a match may begin with', () => {
    expect(first(/abc/)).to.equal('a');
    expect(first(/(?:b|c)a/i)).to.equal('BCbc');
    expect(first(/\b["']?[x-z]{0,3}k/)).to.equal('"\'kxyz');
    expect(first(/(?<=a)b/)).to.equal('b');
  });
  it('is anything where a match may be empty', () => {
    expect(first(/a?/)).to.have.length(256);
  });
});

describe('requiredLiterals', () => {
  const cases: readonly (readonly [pattern: RegExp, literals: readonly string[] | undefined])[] = [
    [/abc/, ['abc']],
    [/ABC/, ['abc']],
    [/a[bc]d/, ['abd', 'acd']],
    [/x\d+secret\w*y/, ['secret']],
    [/(?:\.p12|\.pfx)$/, ['.p12', '.pfx']],
    [/colou?r/, ['color', 'colour']],
    [/(?:key|[a-z]+)=/, ['=']],
    [/(?:abc)?\d/, undefined],
    [/(?:ab){2,}\d/, ['abab']],
    [/[a-z]+/, undefined],
    [/(?=abc)\d/, undefined],
  ];
  for (const [pattern, literals] of cases) {
    it(`of ${String(pattern)}`, () => {
      expect(requiredLiterals(parsed(pattern))).to.deep.equal(literals);
    });
  }
});

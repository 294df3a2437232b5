import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, valueOf } from './support/read.ts';

describe('single quoted text', () => {
  const ROWS: readonly (readonly [text: string, value: string])[] = [
    [`'b'`, 'b'],
    [`''`, ''],
    [`'it''s'`, "it's"],
    [`''''`, "'"],
    [`'a "b" \\n'`, 'a "b" \\n'],
    [`'yes'`, 'yes'],
    [`'1'`, '1'],
    [`'a: b # c'`, 'a: b # c'],
    [`'a\n  b'`, 'a b'],
    [`'a  \n\n  b'`, 'a\nb'],
    [`' a\n b '`, ' a b '],
    [`'größe 😀'`, 'größe 😀'],
    [`'a\tb'`, 'a\tb'],
  ];
  for (const [text, value] of ROWS) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(value)}`, () => {
      expect(valueOf(`k: ${text}\n`)).to.deep.equal({ k: value });
      expect(valueOf(`- ${text} # c\n`)).to.deep.equal([value]);
      expect(valueOf(`[${text}]\n`)).to.deep.equal([value]);
    });
  }
});

describe('double quoted text', () => {
  const ROWS: readonly (readonly [text: string, value: string])[] = [
    [`"b"`, 'b'],
    [`""`, ''],
    [`"null"`, 'null'],
    [`"a 'b' # c: d"`, "a 'b' # c: d"],
    [String.raw`"\" \\ \' \  \	"`, `" \\ '   \t`],
    [String.raw`"\0\a\b\t\n\v\f\r\e"`, '\0\x07\b\t\n\v\f\r\x1b'],
    [String.raw`"\N\_\L\P"`, '\x85\xa0\u2028\u2029'],
    [String.raw`"\x41\u00e9\U0001F600"`, 'Aé😀'],
    [String.raw`"\uFEFF\u0000"`, '\ufeff\0'],
    [`"a\n  b"`, 'a b'],
    [`"a\n\n\n  b"`, 'a\n\nb'],
    [`"a\\\n   b"`, 'ab'],
    [`"a \\\n\n   b"`, 'a \nb'],
    [`"a   \n   b"`, 'a b'],
  ];
  for (const [text, value] of ROWS) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(value)}`, () => {
      expect(valueOf(`k: ${text}\n`)).to.deep.equal({ k: value });
      expect(valueOf(`- ${text}\n- x\n`)).to.deep.equal([value, 'x']);
      expect(valueOf(`{k: ${text}}\n`)).to.deep.equal({ k: value });
    });
  }

  it('knows no other escapes, not even those of JSON', () => {
    for (const escape of ['\\/', '\\q', '\\x4', '\\u12', '\\U0011FFFF', '\\ud83d\\ude00']) {
      expect(faultAt(`k: "${escape}"\n`), escape).to.equal('syntax 1:5');
    }
  });
});

describe('quoted text', () => {
  it('must be closed within its document', () => {
    expect(faultAt('a: "b\nc: d\n')).to.equal('syntax 1:4');
    expect(faultAt("a: 'b\n")).to.equal('syntax 1:4');
    expect(faultAt('a: "b\n--- # no\n')).to.equal('syntax 1:4');
  });

  it('is followed by nothing but a comment', () => {
    expect(faultAt('a: "b" c\n')).to.match(/^syntax/);
    expect(valueOf('a: "b"#c\n')).to.deep.equal({ a: 'b' });
  });

  it('can be a key on one line, with blanks before the colon', () => {
    expect(valueOf("\"a b\" : 1\n'c': 2\n\"\\x64\": 3\n'e''f': 4\n")).to.deep.equal({ 'a b': 1, c: 2, d: 3, "e'f": 4 });
    expect(faultAt('"a\n b": 1\n')).to.match(/^syntax/);
  });
});

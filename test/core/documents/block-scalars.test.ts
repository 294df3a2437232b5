import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, valueOf } from './support/read.ts';

/** Header, lines below it, value. */
const ROWS: Readonly<Record<string, readonly (readonly [header: string, lines: string, value: string])[]>> = {
  'a literal': [
    ['|', '  b\n  c\n', 'b\nc\n'],
    ['|', '  b\n\n  c\n', 'b\n\nc\n'],
    ['|', '  b\n    c\n  d\n', 'b\n  c\nd\n'],
    ['|', '\n\n  b\n', '\n\nb\n'],
    ['|', '  b\n \n  c\n', 'b\n\nc\n'],
    ['|', '  b\n   \n  c\n', 'b\n \nc\n'],
    ['|', '  b # no comment\n', 'b # no comment\n'],
    ['|', '  "b" \\ c\td\n', '"b" \\ c\td\n'],
    ['|', '  größe 😀\n', 'größe 😀\n'],
    ['|', '  # b\n', '# b\n'],
    ['| # comment', '  b\n', 'b\n'],
    ['|', '', ''],
    ['|', '\n\n', ''],
  ],
  'a folded scalar': [
    ['>', '  b\n  c\n', 'b c\n'],
    ['>', '  b\n\n  c\n', 'b\nc\n'],
    ['>', '  b\n    c\n  d\n', 'b\n  c\nd\n'],
    ['>', '  b\n   \n  c\n', 'b\n \nc\n'],
    ['>-', '  b\n  c\n\n', 'b c'],
    ['>+', '  b\n  c\n\n', 'b c\n\n'],
  ],
  'the end of the text': [
    ['|-', '  b\n\n\n', 'b'],
    ['|+', '  b\n\n\n', 'b\n\n\n'],
    ['|+', '\n\n', '\n\n'],
    ['|-', '\n\n', ''],
  ],
  'an indentation indicator': [
    ['|2', '    b\n', '  b\n'],
    ['|1-', '  b\n', ' b'],
    ['|-1', '  b\n', ' b'],
    ['>2+', '   b\n  c\n\n', ' b\nc\n\n'],
    ['|4', '    b\n', 'b\n'],
  ],
};

describe('a block scalar', () => {
  for (const [title, rows] of Object.entries(ROWS)) {
    describe(title, () => {
      for (const [header, lines, value] of rows) {
        it(`${header} ${JSON.stringify(lines)} is ${JSON.stringify(value)}`, () => {
          expect(valueOf(`a: ${header}\n${lines}`)).to.deep.equal({ a: value });
          expect(valueOf(`a: ${header}\n${lines}b: 1\n`)).to.deep.equal({ a: value, b: 1 });
          expect(valueOf(`- ${header}\n${lines}`)).to.deep.equal([value]);
        });
      }
    });
  }

  it('is indented from the mapping or sequence that holds it', () => {
    expect(valueOf('a:\n  b: |\n    c\n  d: |2\n      e\n')).to.deep.equal({ a: { b: 'c\n', d: '  e\n' } });
    expect(valueOf('- - |\n    a\n  - |\n    b\n')).to.deep.equal([['a\n', 'b\n']]);
    expect(valueOf('a:\n- |\n b\n- c\n')).to.deep.equal({ a: ['b\n', 'c'] });
  });

  it('ends as kubectl sees it when the last line of the file has no line feed', () => {
    expect(valueOf('a: |\n  b')).to.deep.equal({ a: 'b\n' });
  });

  it('may be the whole document', () => {
    expect(valueOf('|\n a\n b\n')).to.equal('a\nb\n');
  });

  it('has no text beside its header, and no zero in it', () => {
    expect(faultAt('a: | b\n')).to.equal('syntax 1:6');
    expect(faultAt('a: |0\n  b\n')).to.equal('syntax 1:5');
    expect(faultAt('a: |++\n  b\n')).to.equal('syntax 1:6');
  });

  it('is not indented by tabs', () => {
    expect(faultAt('a: |\n\tb\n')).to.equal('syntax 2:1');
    expect(faultAt('a: |\n  b\n\tc\n')).to.equal('syntax 3:1');
  });

  it('needs its indentation', () => {
    expect(faultAt('a: |\nb\n')).to.match(/^syntax 2:1/);
  });
});

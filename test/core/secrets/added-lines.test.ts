import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { LineRange } from '../../../src/core/model/change.ts';
import { addedLines, commonLines } from '../../../src/core/secrets/added-lines.ts';

const show = (ranges: readonly LineRange[]): string => ranges.map(({ from, to }) => `${from}-${to}`).join(' ');
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('addedLines', () => {
  const cases: readonly (readonly [title: string, before: string, after: string, added: string])[] = [
    ['nothing of a file that is as it was', 'a\nb\n', 'a\nb\n', ''],
    ['all of a file that was empty', '', 'a\nb\n', '1-2'],
    ['nothing of a file that is emptied', 'a\nb\n', '', ''],
    ['a line at the end', 'a\n', 'a\nb\n', '2-2'],
    ['a line at the beginning', 'b\n', 'a\nb\n', '1-1'],
    ['lines in the middle, apart', 'a\nb\nc\nd\n', 'a\nx\nb\nc\ny\nz\nd\n', '2-2 5-6'],
    ['a line that was changed', 'a\nb\nc\n', 'a\nB\nc\n', '2-2'],
    ['nothing where lines were only taken away', 'a\nb\nc\nd\n', 'a\nd\n', ''],
    ['the second of two lines that are the same', 'a\n', 'a\na\n', '2-2'],
    ['a line that was moved, once', 'a\nb\nc\n', 'b\nc\na\n', '3-3'],
    ['nothing where only the line ends were converted', 'a\nb\n', 'a\r\nb\r\n', ''],
    ['nothing where only the last line end came', 'a\nb', 'a\nb\n', ''],
    ['the last line without a line end', 'a\n', 'a\nb', '2-2'],
    ['an empty line', 'a\nb\n', 'a\n\nb\n', '2-2'],
    ['a changed line between others that are all the same', 'x\nx\nx\n', 'x\ny\nx\nx\n', '2-2'],
  ];
  for (const [title, before, after, added] of cases) {
    it(`gives ${title}`, () => expect(show(addedLines(before, after))).to.equal(added));
  }

  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', '}'), { maxLength: 30 });
  it('leaves lines that stand in the old text in the same order, and as many as there can be', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const added = addedLines(text(before), text(after));
        const kept = after.filter((_, index) => !added.some(({ from, to }) => from <= index + 1 && index + 1 <= to));
        expect(isSubsequence(kept, before)).to.equal(true);
        expect(kept.length).to.equal(longestCommonLength(before, after));
      }),
      { numRuns: 1000 },
    );
  });
  it('takes a line for an old one when two large texts have nothing of their order in common', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const after = [...before.toReversed(), 'new', 'line 7'];
    expect(show(addedLines(text(before), text(after)))).to.equal('19993-19993 20001-20002');
  });
});

describe('commonLines', () => {
  it('gives the lines that are in both', () => {
    const common = commonLines(
      [
        { from: 1, to: 5 },
        { from: 8, to: 9 },
        { from: 12, to: 12 },
      ],
      [
        { from: 3, to: 8 },
        { from: 12, to: 20 },
      ],
    );
    expect(show(common)).to.equal('3-5 8-8 12-12');
  });
});

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const line of whole) if (part[at] === line) at += 1;
  return at === part.length;
}

function longestCommonLength(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0).concat(0);
  for (const one of a) {
    const next = [0];
    for (const [j, other] of b.entries()) {
      next.push(one === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

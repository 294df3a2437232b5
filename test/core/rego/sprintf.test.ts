import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import { sprintf } from '../../../src/core/rego/sprintf.ts';
import { isArray, type RegoValue } from '../../../src/core/rego/value.ts';

describe("sprintf, which is Go's", () => {
  const cases: readonly (readonly [title: string, format: string, args: string, expected: string])[] = [
    ['puts strings as they are', '%s=%v', '["a", "b"]', 'a=b'],
    [
      'prints other values as terms',
      '%v %v %v',
      '[{"b", "a"}, ["b", 1, true, null], {"k": "v"}]',
      '{"a", "b"} ["b", 1, true, null] {"k": "v"}',
    ],
    ['prints null and booleans', '%v %v %s', '[null, true, false]', 'null true false'],
    ['quotes', '%q %+q %#q', '["é\\n", "é", "raw"]', '"é\\n" "\\u00e9" `raw`'],
    [
      'keeps every digit of an integer',
      '%d %v',
      '[12345678901234567890, 9007199254740993]',
      '12345678901234567890 9007199254740993',
    ],
    ['drops what a float does not need', '%v %v %v', '[1.0, 1e3, 1500000.0]', '1 1000 1.5e+06'],
    ['pads and rounds', '[%6.2f|%-6d|%06d|%+d|% d]', '[3.14159, 42, -42, 5, 7]', '[  3.14|42    |-00042|+5| 7]'],
    ['rounds ties to even', '%.0f %.0f %.0f %.2f', '[0.5, 1.5, 2.5, 1.005]', '0 2 2 1.00'],
    ['writes integers in other bases', '%x %X %o %b %#x %O', '[255, 255, 8, 5, 255, 8]', 'ff FF 10 101 0xff 0o10'],
    ['writes strings in hexadecimal', '%x % X %#x', '["hé", "hé", "hé"]', '68c3a9 68 C3 A9 0x68c3a9'],
    ['writes characters', '%c %q %U %#U', '[128512, 120, 120, 128512]', "😀 'x' U+0078 U+1F600 '😀'"],
    ['counts characters, not bytes or units', '[%4s|%-4s|%.1s]', '["😀", "é", "😀x"]', '[   😀|é   |😀]'],
    ['takes widths and indexes from arguments', '%*d %[1]d %[5]*.[4]*[3]f', '[5, 42, 12.0, 2, 6]', '   42 5  12.00'],
    ['names the type', '%T %T %T %T', '[1, 1.5, 12345678901234567890, null]', 'int64 float64 *big.Int string'],
    ['shows a verb that does not fit', '%d %t %s', '["x", true, 1]', '%!d(string=x) %!t(string=true) %!s(int64=1)'],
    ['shows a missing argument', '%v %v', '["a"]', 'a %!v(MISSING)'],
    [
      'shows arguments left over',
      'x',
      '["a", 1, 12345678901234567890]',
      'x%!(EXTRA string=a, int64=1, *big.Int=12345678901234567890)',
    ],
    ['shows a verb left out', '100%', '[]', '100%!(NOVERB)'],
    ['shows a bad index', '%[5]v %[x]v', '[1]', '%!v(BADINDEX) %!v(BADINDEX)'],
    ['shows a bad width and precision', '%*d %.*d', '["w", 1, "p", 2]', '%!(BADWIDTH)1 %!(BADPREC)2'],
    [
      'shows the inside of a big number that %w fails on',
      '%w',
      '[18446744073709551617]',
      '%!w(*big.Int=&{false [1 1]})',
    ],
    ['keeps a per cent sign', '%d%%', '[5]', '5%'],
    ['keeps a number beyond every double as text', '%v', '[1e400]', '1e400'],
  ];
  for (const [title, format, args, expected] of cases) {
    it(`${title}: ${format}`, () => {
      expect(sprintf(format, list(args))).to.equal(expected);
    });
  }

  it('allows a width of a million and one, the largest that Go reads', () => {
    expect(sprintf('%1000001d', [1])).to.have.lengthOf(1_000_001);
    expect(sprintf('%10000010d', [1])).to.equal('%!(NOVERB)%!(EXTRA int64=1)');
  });

  it('refuses to print the address of a big number', () => {
    expect(() => sprintf('%p', list('[18446744073709551617]'))).to.throw(RangeError, /memory address/);
    expect(sprintf('%p', [1])).to.equal('%!p(int64=1)');
  });
});

function list(text: string): readonly RegoValue[] {
  const value = parseTerm(text);
  return value !== null && isArray(value) ? value : [];
}

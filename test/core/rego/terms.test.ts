import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { RegoNumber } from '../../../src/core/rego/number.ts';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import { printTerm } from '../../../src/core/rego/print-term.ts';
import { toTermText } from '../../../src/core/rego/term-text.ts';
import { toJson, toJsonText } from '../../../src/core/rego/to-json.ts';
import { anyValue } from '../../conformance/rego-arbitraries.ts';

describe('a term, read and printed', () => {
  const printed: Readonly<Record<string, string>> = {
    'set()': 'set()',
    '{}': '{}',
    '{ 3,1 , 2 }': '{1, 2, 3}',
    '{"b": {2, 1}, "a": []}': '{"a": [], "b": {1, 2}}',
    '{[1]: set(), null: {"k": 1.50}}': '{null: {"k": 1.50}, [1]: set()}',
    '[1.0, 1e3, -0, 12345678901234567890, 0.1]': '[1.0, 1e3, -0, 12345678901234567890, 0.1]',
    '"\\u0007\\b\\f\\n\\r\\t\\u000b\\u0000\\u007f"': '"\\a\\b\\f\\n\\r\\t\\v\\x00\\x7f"',
    '"\\"\\\\\\/é😀"': '"\\"\\\\/é😀"',
    '"\u00ad\u2028\ue000\u{e0001}\u0378"': '"\\u00ad\\u2028\\ue000\\U000e0001\\u0378"',
  };
  for (const [text, expected] of Object.entries(printed)) {
    it(`${JSON.stringify(text)} prints as ${expected}`, () => {
      expect(printTerm(parseTerm(text))).to.equal(expected);
    });
  }

  for (const text of [
    '',
    '1 2',
    '[1',
    '{1:',
    '{1: 2, 3}',
    '"',
    '"\\q"',
    '"\\u12"',
    'nul',
    'x',
    '01x',
    '[1,]',
    '{,}',
    'set(',
  ]) {
    it(`refuses ${JSON.stringify(text)} with the place and not the text`, () => {
      expect(() => parseTerm(text)).to.throw(SyntaxError, /^not a Rego term: unexpected text at offset \d+$/);
    });
  }

  it('keeps numbers plain where their text allows it', () => {
    expect(parseTerm('[1, -5, 0.5, 9007199254740991]')).to.deep.equal([1, -5, 0.5, Number.MAX_SAFE_INTEGER]);
    expect(parseTerm('[1.0, 9007199254740993, 123456789012345680000, -0]')).to.deep.equal(
      ['1.0', '9007199254740993', '123456789012345680000', '-0'].map((text) => new RegoNumber(text)),
    );
  });

  it('is the same after its text is read again', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(printTerm(parseTerm(toTermText(value)))).to.equal(printTerm(value));
      }),
    );
  });

  it('keeps bytes that are not UTF-8 in its text, and shows them when printed', () => {
    const text = `["a\udcff", "\\\\ud83d"]`;
    expect(parseTerm(toTermText(parseTerm(text)))).to.deep.equal(['a\udcff', '\\ud83d']);
    expect(printTerm(parseTerm(text))).to.equal('["a\\xff", "\\\\ud83d"]');
  });
});

describe('a value as JSON', () => {
  const value = parseTerm(
    '{"s": {"b", "a"}, 1.0: 12345678901234567890, {"k": "<"}: set(), "__proto__": [1.0], true: null}',
  );

  it('is plain, with sets as sorted arrays and keys as their JSON text', () => {
    const expected = Object.fromEntries<unknown>([
      ['true', null],
      ['1.0', Number('12345678901234567890')],
      ['s', ['a', 'b']],
      ['__proto__', [1]],
      ['{"k":"\\u003c"}', []],
    ]);
    expect(Object.entries(Object(toJson(value)))).to.have.deep.members(Object.entries(expected));
  });

  it('is text with sorted keys and every digit', () => {
    const expected =
      '{"1.0":12345678901234567890,"__proto__":[1.0],"s":["a","b"],"true":null,"{\\"k\\":\\"\\\\u003c\\"}":[]}';
    expect(toJsonText(value)).to.equal(expected);
  });

  it('has U+FFFD where a string is not Unicode', () => {
    expect(toJson(['\udcff'])).to.deep.equal(['\ufffd']);
    expect(toJsonText(['\udcff'])).to.equal('["\ufffd"]');
  });

  it('has the largest double where a number is beyond all of them', () => {
    expect(toJson(parseTerm('[1e999, -1e999]'))).to.deep.equal([Number.MAX_VALUE, -Number.MAX_VALUE]);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createObject, createSet, hasMember, lookUp } from '../../../src/core/rego/collection.ts';
import { compareValues, equalValues } from '../../../src/core/rego/compare.ts';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import { printTerm } from '../../../src/core/rego/print-term.ts';
import { anyValue } from '../../conformance/rego-arbitraries.ts';

describe("OPA's order of values", () => {
  const ascending = [
    'null',
    'false',
    'true',
    '-1e1000000000',
    '-9223372036854775809',
    '-2',
    '-1.5',
    '0',
    '5e-324',
    '0.1',
    '1',
    '9007199254740992',
    '9007199254740993',
    '1e400',
    '""',
    '"A"',
    '"a"',
    '"a\u0000"',
    '"aa"',
    '"b"',
    '"é"',
    '"\uffff"',
    '"\u{10000}"',
    '[]',
    '[null]',
    '[1]',
    '[1, 1]',
    '[2]',
    '{}',
    '{"a": 1}',
    '{"a": 1, "b": 0}',
    '{"a": 2}',
    '{"b": 0}',
    '{[1]: 0}',
    'set()',
    '{1}',
    '{1, 3}',
    '{2}',
  ];

  for (const [i, term] of ascending.slice(1).entries()) {
    const previous = ascending[i] ?? '';
    it(`has ${JSON.stringify(previous)} before ${JSON.stringify(term)}`, () => {
      expect(compareValues(parseTerm(previous), parseTerm(term))).to.be.lessThan(0);
      expect(compareValues(parseTerm(term), parseTerm(previous))).to.be.greaterThan(0);
    });
  }

  for (const [a, b] of [
    ['1', '1.0'],
    ['100', '1e2'],
    ['0', '-0.0'],
    ['0e5', '0'],
    ['12345678901234567890', '1234567890123456789e1'],
    ['{1, 2, 1.0}', '{2, 1}'],
    ['{"b": 1, "a": 2}', '{"a": 2.0, "b": 1}'],
  ] as const) {
    it(`has ${a} equal to ${b}`, () => {
      expect(equalValues(parseTerm(a), parseTerm(b))).to.equal(true);
    });
  }

  it('is total: antisymmetric, and transitive enough to sort', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (a, b, c) => {
        expect(Math.sign(compareValues(a, b))).to.equal(0 - Math.sign(compareValues(b, a)));
        const [x, y, z] = [a, b, c].sort(compareValues);
        expect(compareValues(x ?? null, z ?? null)).to.be.at.most(0);
        expect(compareValues(x ?? null, y ?? null)).to.be.at.most(0);
      }),
    );
  });
});

describe('sets and objects', () => {
  it('are sorted and hold each member once, as it was first written', () => {
    expect(printTerm(createSet([3, parseTerm('1.0'), 1, 'a', 3]))).to.equal('{1.0, 3, "a"}');
  });

  it('keep the first of equal keys with the last value', () => {
    const object = createObject([
      ['b', 1],
      [parseTerm('1.0'), 'first'],
      ['a', 2],
      [1, 'last'],
    ]);
    expect(printTerm(object)).to.equal('{1.0: "last", "a": 2, "b": 1}');
  });

  it('find what they hold, by value', () => {
    const object = createObject([
      ['a', 1],
      [parseTerm('2.0'), 'two'],
      [createSet([1]), 'set'],
    ]);
    expect([lookUp(object, 2), lookUp(object, createSet([parseTerm('1.0')])), lookUp(object, 'b')]).to.deep.equal([
      'two',
      'set',
      undefined,
    ]);
    expect([1, 2, 4].map((value) => hasMember(createSet([4, 1]), value))).to.deep.equal([true, false, true]);
  });
});

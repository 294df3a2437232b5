import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { pickMembers, rawMember, rawMembers } from '../../../../src/core/documents/json/raw-member.ts';

describe('rawMember', () => {
  it('gives the text of a member as it was sent', () => {
    expect(rawMember('{"a": 1, "b" : { "c": 9007199254740993, "d": 1.0 } }', ['b'])).to.equal(
      '{ "c": 9007199254740993, "d": 1.0 }',
    );
    expect(rawMember('{"a":{"b":12345678901234567890}}', ['a', 'b'])).to.equal('12345678901234567890');
  });
  it('is not misled by brackets, quotes and backslashes inside of texts', () => {
    const text = '{"x":"}\\"]{\\\\","a":"\\\\","y":["]"],"b":"\\\\\\"","c":true}';
    expect(rawMember(text, ['a'])).to.equal('"\\\\"');
    expect(rawMember(text, ['b'])).to.equal('"\\\\\\""');
    expect(rawMember(text, ['c'])).to.equal('true');
  });
  it('finds keys that are escaped', () => {
    expect(rawMember('{"\\u0061bc":1}', ['abc'])).to.equal('1');
  });
  it('takes the last of equal keys, as JSON.parse does', () => {
    expect(rawMember('{"a":1,"b":2,"a":3}', ['a'])).to.equal('3');
  });
  it('finds nothing where there is nothing', () => {
    for (const text of ['{}', ' { } ', '[]', '1', '"a"', '{"b":{"a":1}}'])
      expect(rawMember(text, ['a'])).to.equal(undefined);
    expect(rawMember('{"a":[1]}', ['a', '0'])).to.equal(undefined);
  });

  it('gives all members with their texts, the last of equal keys', () => {
    expect([...rawMembers('{"a": 1.0, "b":{ "c":[] },"\\u0061":2}')]).to.deep.equal([
      ['a', '2'],
      ['b', '{ "c":[] }'],
    ]);
    for (const text of ['{}', '[1]', '1', '"a"']) expect(rawMembers(text).size).to.equal(0);
  });

  it('tells a key with a backslash from one that is written with it', () => {
    expect(rawMember('{"\\n":1,"\\\\n":2}', ['\\n'])).to.equal('2');
  });

  describe('pickMembers', () => {
    it('gives members as an object of their own, without the others', () => {
      expect(pickMembers('{"a": 1.0, "b":{ "c":[] },"d":"}"}', ['d', 'a', 'x'], true)).to.equal('{"a":1.0,"d":"}"}');
      for (const text of ['{}', '[1]', '1', '"a"']) expect(pickMembers(text, ['a'], true)).to.equal('{}');
    });
    it('takes the last of equal keys, unless it is known that there are none', () => {
      const text = '{"a":1,"b":2,"\\u0061":3}';
      expect(pickMembers(text, ['a'], false)).to.equal('{"a":3}');
      expect(pickMembers(text, ['a'], true)).to.equal('{"a":1}');
    });
  });

  const json = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 5 });
  it('gives for every key of every object the text of its value', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 0, max: 2 }), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        const parsed: unknown = JSON.parse(text);
        expect([...rawMembers(text).keys()].toSorted()).to.deep.equal(Object.keys(object).toSorted());
        for (const [key, value] of Object.entries(parsed as Record<string, unknown>)) {
          expect(JSON.parse(rawMember(text, [key]) ?? 'undefined')).to.deep.equal(value);
        }
      }),
    );
  });
});

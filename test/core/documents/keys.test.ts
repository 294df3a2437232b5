import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, faultOf, onlyJsonOf } from './support/read.ts';

describe('a mapping key', () => {
  const ROWS: readonly (readonly [key: string, json: string])[] = [
    ['1', '"1"'],
    ['0x10', '"16"'],
    ['1_0', '"10"'],
    ['-0', '"0"'],
    ['12345678901234567', '"12345678901234567"'],
    ['yes', '"true"'],
    ['off', '"false"'],
    ['1.5', '"1.5"'],
    ['1.0', '"1"'],
    ['1e6', '"1e+06"'],
    ['.5', '"0.5"'],
    ['1e-5', '"1e-05"'],
    ['.inf', '".inf"'],
    ['.NaN', '".nan"'],
    ['2001-01-01', '"2001-01-01"'],
    ['"1"', '"1"'],
    ["'yes'", '"yes"'],
    ['!!str 1', '"1"'],
    ['8080-tcp', '"8080-tcp"'],
    ['nodeName', '"nodeName"'],
    ['a"b', String.raw`"a\"b"`],
    ['"<<"', '"<<"'],
    ['__proto__', '"__proto__"'],
    ['constructor', '"constructor"'],
  ];
  for (const [key, json] of ROWS) {
    it(`${key} becomes ${json}`, () => {
      expect(onlyJsonOf(`${key}: v\n`)).to.equal(`{${json}:"v"}`);
      expect(onlyJsonOf(`{${key}: v}\n`)).to.equal(`{${json}:"v"}`);
      expect(onlyJsonOf(`- ${key}: v\n`)).to.equal(`[{${json}:"v"}]`);
    });
  }

  it('is never null, a collection, or a number that would lose digits', () => {
    for (const key of ['~', 'null', '[a]', '{a: b}', '18446744073709551615', '1234567.5', '1e300', '1e-40']) {
      expect(faultAt(`${key}: v\n`), key).to.equal('unsupported-key 1:1');
    }
  });

  it('has 1,024 characters with its colon at most, as libyaml wants it', () => {
    const text = `${'k'.repeat(1024)}: v\n`;
    expect(onlyJsonOf(text)).to.have.length(1032);
    expect(faultAt(`k${text}`)).to.match(/^syntax/);
    expect(faultAt(`${'k'.repeat(3000)}: v\n`)).to.match(/^syntax/);
    expect(faultAt(`a: {${'k'.repeat(1100)}: v}\n`)).to.match(/^syntax/);
    expect(onlyJsonOf(`"${'😀'.repeat(1022)}": v\n`)).to.have.length(2052);
    expect(faultAt(`"${'😀'.repeat(1023)}": v\n`)).to.match(/^syntax/);
  });

  it('does not pollute the prototype of a value', () => {
    const value = JSON.parse(onlyJsonOf('__proto__:\n  polluted: true\n'));
    expect(Object.keys(value)).to.deep.equal(['__proto__']);
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
    expect({}).not.to.have.property('polluted');
  });
});

describe('two equal keys', () => {
  const ROWS: readonly (readonly [text: string, at: string, first: string])[] = [
    ['a: 1\nb: 2\na: 3\n', '3:1', '1:1'],
    ['a:\n  b: 1\n  "b": 2\n', '3:3', '2:3'],
    ['{a: 1, a: 2}\n', '1:8', '1:2'],
    ['{"a": 1, "\\u0061": 2}\n', '1:10', '1:2'],
    ['1: a\n"1": b\n', '2:1', '1:1'],
    ['yes: a\ntrue: b\n', '2:1', '1:1'],
    ['- x: 1\n  x: 2\n', '2:3', '1:3'],
  ];
  for (const [text, at, first] of ROWS) {
    it(`${JSON.stringify(text)} are a fault at ${at} that names ${first}`, () => {
      const fault = faultOf(text);
      expect(fault.code).to.equal('duplicate-key');
      expect(`${fault.line}:${fault.column}`).to.equal(at);
      expect(`${fault.related?.line}:${fault.related?.column}`).to.equal(first);
    });
  }

  it('are found among any number of keys', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}: ${index}\n`).join('');
    expect(JSON.parse(onlyJsonOf(keys))).to.have.property('k299', 299);
    for (const again of ['k0', 'k17', 'k299']) expect(faultOf(`${keys}${again}: 1\n`).line).to.equal(301);
  });

  it('may stand in different mappings', () => {
    expect(onlyJsonOf('a: {a: 1}\nb:\n  a: {b: 1}\n')).to.equal('{"a":{"a":1},"b":{"a":{"b":1}}}');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DEFAULT_LIMITS } from '../../../src/core/documents/limits.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { faultAt, faultOf, jsonOf } from './support/read.ts';

describe('a JSON file', () => {
  const ROWS: readonly (readonly [text: string, json: string])[] = [
    ['{}', '{}'],
    ['[]', '[]'],
    [' \n{"a" : [ 1 , true , null , "b" ] }\n', '{"a":[1,true,null,"b"]}'],
    ['\ufeff{"a":\r\n\t1}\r\n', '{"a":1}'],
    [String.raw`{"a":"\/\b\f\n\r\t\"\\"}`, String.raw`{"a":"/\b\f\n\r\t\"\\"}`],
    [String.raw`{"a":"\ud83d\ude00"}`, '{"a":"😀"}'],
    [String.raw`{"a":"\ud83d"}`, '{"a":"\ufffd"}'],
    ['{"a":"\u2028\x7f\ufeff"}', '{"a":"\u2028\x7f\ufeff"}'],
    ['{"n":12345678901234567890,"f":1.0,"e":1E5,"z":-0}', '{"n":12345678901234567890,"f":1,"e":100000,"z":0}'],
    ['{"yes":"yes","1":1,"__proto__":{"a":1}}', '{"yes":"yes","1":1,"__proto__":{"a":1}}'],
    [`{"${'k'.repeat(2000)}":1}`, `{"${'k'.repeat(2000)}":1}`],
  ];
  for (const [text, json] of ROWS) {
    it(`${JSON.stringify(text.slice(0, 60))} is ${json.slice(0, 60)}`, () =>
      expect(jsonOf(text)).to.deep.equal([json]));
  }

  it('may hold several values in a row, as kubectl takes them', () => {
    expect(jsonOf('{"a":1}{"b":2}\n[3]')).to.deep.equal(['{"a":1}', '{"b":2}', '[3]']);
  });

  it('is read as YAML where it is no JSON', () => {
    expect(jsonOf('{"a": 1, # c\n b: [2,],}\n')).to.deep.equal(['{"a":1,"b":[2]}']);
    expect(jsonOf('{"a": 1}\n---\n{"b": 2}\n')).to.deep.equal(['{"a":1}', '{"b":2}']);
    expect(jsonOf('[1e400]')).to.deep.equal(['["1e400"]']);
    expect(faultAt('{"a": 1\n')).to.match(/^syntax/);
    expect(faultAt('{"a" 1}\n')).to.match(/^syntax/);
    expect(jsonOf('{"a": 01x, "b": +1}\n')).to.deep.equal(['{"a":"01x","b":1}']);
  });

  it('has no equal keys, however they are written', () => {
    const fault = faultOf('{"a": {"b": [1],\n "c": "d", "\\u0062": 2}}');
    expect(fault).to.deep.include({ code: 'duplicate-key', line: 2, column: 12, related: { line: 1, column: 8 } });
  });

  it('keeps the values before a fault', () => {
    const { documents, faults } = parseDocuments('{"a":1}\n{"b":1,"b":2}');
    expect(documents.map(({ json }) => json)).to.deep.equal(['{"a":1}']);
    expect(faults).to.have.length(1);
    expect(faults[0]).to.include({ code: 'duplicate-key', index: 1, line: 2 });
  });

  it('is bounded like any other', () => {
    const deep = `${'['.repeat(201)}${']'.repeat(201)}`;
    expect(faultOf(deep).code).to.equal('depth-limit');
    expect(jsonOf(deep.slice(1, -1))).to.have.length(1);
    const limits = { ...DEFAULT_LIMITS, maxDocuments: 2 };
    const { documents, faults } = parseDocuments('{}{}{}{}', { limits });
    expect(documents).to.have.length(2);
    expect(faults.map(({ code, column }) => `${code} ${column}`)).to.deep.equal(['document-limit 5']);
  });

  it('holds no half of a surrogate pair', () => {
    expect(faultAt('{"a":"\ud800"}')).to.equal('control-character 1:7');
  });
});

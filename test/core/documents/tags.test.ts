import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, onlyJsonOf } from './support/read.ts';

describe('an explicit tag', () => {
  const ROWS: readonly (readonly [text: string, json: string])[] = [
    ['!!str 1', '"1"'],
    ['!!str yes', '"yes"'],
    ['!!str', '""'],
    ['! 1', '"1"'],
    ['! null', '"null"'],
    ['!!int "12"', '12'],
    ['!!int 0x10', '16'],
    ['!!float 1', '1'],
    ['!!float "1.5"', '1.5'],
    ['!!bool "yes"', 'true'],
    ['!!null ""', 'null'],
    ['!!null', 'null'],
    ['!!timestamp 2001-01-01', '"2001-01-01"'],
    ['!!timestamp "2001-1-1 1:2:3.5"', '"2001-1-1 1:2:3.5"'],
    ['!!timestamp 2001-01-01T01:02:03+01:00', '"2001-01-01T01:02:03+01:00"'],
    ['!!binary aGVsbG8=', '"hello"'],
    ['!!binary |\n  4pyT\n  4pyT', '"✓✓"'],
    ['!!binary /w==', '"\ufffd"'],
    ['!<tag:yaml.org,2002:int> "7"', '7'],
    ['!!in%74 "7"', '7'],
    ['!custom 1', '"1"'],
    ['!tag:yaml.org,2002:int 1', '"1"'],
    ['!custom,x[y] 1', '"1"'],
    ['!!map {b: 1}', '{"b":1}'],
    ['!!str {b: 1}', '{"b":1}'],
    ['!!set [b]', '["b"]'],
    ['&x !!str 1', '"1"'],
    ['!!str &x 1', '"1"'],
    ['!!str # comment\n  1', '"1"'],
  ];
  for (const [text, json] of ROWS) {
    it(`${JSON.stringify(text)} makes ${json}`, () => expect(onlyJsonOf(`a: ${text}\n`)).to.equal(`{"a":${json}}`));
  }

  it('must fit its text', () => {
    const MISFITS = ['!!int x', '!!int 1.5', '!!float x', '!!float 18446744073709551615', '!!bool 1', '!!null x'];
    const MORE = [
      '!!binary a',
      '!!binary aGk=aGk=',
      '!!timestamp x',
      '!!timestamp 2001-02-29',
      '!!timestamp 2001-01-01T25:00:00Z',
    ];
    for (const text of [...MISFITS, ...MORE]) expect(faultAt(`a: ${text}\n`), text).to.equal('tag 1:4');
  });

  it('uses no handle of its own', () => {
    expect(faultAt('a: !e!x 1\n')).to.equal('tag 1:4');
  });

  it('is well formed', () => {
    for (const text of ['!!', '!!str%zz x', '!<x', '!<>', '!!str"x"', '!%ff x', '!a!b!c^ x']) {
      expect(faultAt(`a: ${text}\n`), text).to.match(/^(?:syntax|tag) 1:4/);
    }
  });
});

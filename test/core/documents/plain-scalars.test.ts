import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, onlyJsonOf } from './support/read.ts';

/** Plain text and the JSON that the API server sees: YAML 1.1, as goyaml reads it. */
const VALUES: Readonly<Record<string, readonly (readonly [text: string, json: string])[]>> = {
  'booleans, in three spellings each': [
    ['true', 'true'],
    ['True', 'true'],
    ['TRUE', 'true'],
    ['yes', 'true'],
    ['YES', 'true'],
    ['on', 'true'],
    ['y', 'true'],
    ['Y', 'true'],
    ['false', 'false'],
    ['No', 'false'],
    ['off', 'false'],
    ['n', 'false'],
    ['tRUE', '"tRUE"'],
    ['yess', '"yess"'],
    ['oN', '"oN"'],
    ['nope', '"nope"'],
  ],
  'null, and nothing at all': [
    ['null', 'null'],
    ['Null', 'null'],
    ['NULL', 'null'],
    ['~', 'null'],
    ['', 'null'],
    ['nUll', '"nUll"'],
    ['~x', '"~x"'],
  ],
  'integers of four bases': [
    ['0', '0'],
    ['-0', '0'],
    ['+12', '12'],
    ['-7', '-7'],
    ['0777', '511'],
    ['0o17', '15'],
    ['0O17', '15'],
    ['0x1F', '31'],
    ['-0x1f', '-31'],
    ['0b101', '5'],
    ['0b-11', '-3'],
    ['-0b11', '-3'],
    ['1_000', '1000'],
    ['1__0_', '10'],
    ['00', '0'],
  ],
  'integers of any size that 64 bits hold, digit for digit': [
    ['9007199254740993', '9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['12345678901234567890', '12345678901234567890'],
    ['18446744073709551615', '18446744073709551615'],
    ['0x7fffffffffffffff', '9223372036854775807'],
  ],
  'floats, printed as Go does': [
    ['1.5', '1.5'],
    ['-.5', '-0.5'],
    ['.5', '0.5'],
    ['.5_0', '0.5'],
    ['5.', '5'],
    ['1.0', '1'],
    ['-0.0', '-0'],
    ['1e3', '1000'],
    ['1E-7', '1e-7'],
    ['1e21', '1e+21'],
    ['08', '8'],
    ['1_0.5', '10.5'],
    ['18446744073709551616', '18446744073709552000'],
    ['+18446744073709551615', '18446744073709552000'],
    ['-9223372036854775809', '-9223372036854776000'],
    ['1e-400', '0'],
  ],
  'text that only looks like a number': [
    ['1e400', '"1e400"'],
    ['0x', '"0x"'],
    ['0o8', '"0o8"'],
    ['0b2', '"0b2"'],
    ['1.2.3', '"1.2.3"'],
    ['10.0.0.1', '"10.0.0.1"'],
    ['_1', '"_1"'],
    ['._5', '"._5"'],
    ['1e', '"1e"'],
    ['-', '[null]'],
    ['--', '"--"'],
    ['100m', '"100m"'],
    ['12:30:45', '"12:30:45"'],
    ['0x1.8p3', '"0x1.8p3"'],
  ],
  'timestamps, which stay text': [
    ['2001-12-14', '"2001-12-14"'],
    ['2001-12-14t21:59:43.10-05:00', '"2001-12-14t21:59:43.10-05:00"'],
  ],
  text: [
    ['a b  c', '"a b  c"'],
    ['http://a.b:80/c?d#e', '"http://a.b:80/c?d#e"'],
    ['-x', '"-x"'],
    [':x', '":x"'],
    ['?x', '"?x"'],
    ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
    ["it's", '"it\'s"'],
    ['=', '"="'],
    ['<<', '"<<"'],
    ['größe 😀', '"größe 😀"'],
    ['a,b]c}d', '"a,b]c}d"'],
  ],
};

describe('a plain scalar', () => {
  for (const [title, rows] of Object.entries(VALUES)) {
    describe(title, () => {
      for (const [text, json] of rows) {
        it(`${text || '(empty)'} is ${json}`, () => {
          if (text !== '-') expect(onlyJsonOf(`a: ${text}\n`)).to.equal(`{"a":${json}}`);
          expect(onlyJsonOf(`- ${text}\n`)).to.equal(`[${json}]`);
          if (!/[,\][{}?:]|^-?$/.test(text)) expect(onlyJsonOf(`[${text}, x]\n`)).to.equal(`[${json},"x"]`);
        });
      }
    });
  }

  it('that is an infinity or no number has no place in JSON', () => {
    for (const text of ['.inf', '-.Inf', '+.INF', '.nan', '.NaN']) {
      expect(faultAt(`a: ${text}\n`), text).to.equal('not-json 1:4');
    }
  });

  it('ends before a comment, and only before one', () => {
    expect(onlyJsonOf('a: b # c\n')).to.equal('{"a":"b"}');
    expect(onlyJsonOf('a: b#c\n')).to.equal('{"a":"b#c"}');
    expect(onlyJsonOf('a: 1 # c\n')).to.equal('{"a":1}');
    expect(onlyJsonOf('a: # c\n')).to.equal('{"a":null}');
  });

  it('keeps a tab inside, and not at its end', () => {
    expect(onlyJsonOf('a: b\tc\t\n')).to.equal(String.raw`{"a":"b\tc"}`);
    expect(onlyJsonOf('a:\tb\n')).to.equal('{"a":"b"}');
  });

  it('cannot begin with an indicator', () => {
    for (const text of ['@x', '`x', '%x', '|x', '>x', ']', '}', ', x', '*', '&']) {
      expect(faultAt(`a: ${text}\n`), text).to.match(/^syntax 1:/);
    }
  });
});

describe('a plain scalar of several lines', () => {
  const ROWS: readonly (readonly [text: string, json: string])[] = [
    ['a: b\n  c\n', '{"a":"b c"}'],
    ['a: b  \n    c  \n  d\n', '{"a":"b c d"}'],
    ['a: b\n\n  c\n\n\n  d\n', String.raw`{"a":"b\nc\n\nd"}`],
    ['a:\n    b\n  c\n', '{"a":"b c"}'],
    ['- b\n  c\n- d\n', '["b c","d"]'],
    ['- b\n c\n', '["b c"]'],
    ['a: 1\n  2\n', '{"a":"1 2"}'],
    ['a: b\n  - c\n', '{"a":"b - c"}'],
    ['a: b\n  "c"\n', String.raw`{"a":"b \"c\""}`],
    ['a: b\n  c # d\ne: f\n', '{"a":"b c","e":"f"}'],
    ['a: b\n\n# c\ne: f\n', '{"a":"b","e":"f"}'],
    ['b\nc\n', '"b c"'],
  ];
  for (const [text, json] of ROWS) {
    it(`${JSON.stringify(text)} is ${json}`, () => expect(onlyJsonOf(text)).to.equal(json));
  }

  it('does not go on behind a comment', () => {
    expect(faultAt('a: b # c\n  d\n')).to.match(/^syntax/);
    expect(faultAt('a: b\n  # c\n  d\n')).to.match(/^syntax/);
  });

  it('holds no key', () => {
    expect(faultAt('a: b\n  c: d\n')).to.equal('syntax 2:4');
  });

  it('is not indented by tabs', () => {
    expect(faultAt('a: b\n\tc\n')).to.equal('syntax 2:1');
  });
});

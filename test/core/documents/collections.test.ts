import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultAt, onlyJsonOf } from './support/read.ts';

const ROWS: Readonly<Record<string, readonly (readonly [text: string, json: string])[]>> = {
  'block mappings': [
    ['a: 1\nb: 2\n', '{"a":1,"b":2}'],
    ['a:\n  b:\n    c: 1\n  d: 2\n', '{"a":{"b":{"c":1},"d":2}}'],
    ['a:\n\n  # comment\n  b: 1\n\n# c\nc: 2\n', '{"a":{"b":1},"c":2}'],
    ['a:\nb: 1\n', '{"a":null,"b":1}'],
    ['a : 1\n', '{"a":1}'],
    ['a b: 1\n', '{"a b":1}'],
    ['a:b: 1\n', '{"a:b":1}'],
    ['  a: 1\n  b: 2\n', '{"a":1,"b":2}'],
    ['? a\n: 1\n? b\n', '{"a":1,"b":null}'],
    ['? a\n:\n  - 1\n', '{"a":[1]}'],
    ['é: 1\n', '{"é":1}'],
  ],
  'block sequences': [
    ['- a\n- b\n', '["a","b"]'],
    ['a:\n- 1\n- 2\nb: 3\n', '{"a":[1,2],"b":3}'],
    ['a:\n  - 1\n  - 2\n', '{"a":[1,2]}'],
    ['- a: 1\n  b: 2\n- c: 3\n', '[{"a":1,"b":2},{"c":3}]'],
    ['-   a: 1\n    b: 2\n', '[{"a":1,"b":2}]'],
    ['- - 1\n  - 2\n- - 3\n', '[[1,2],[3]]'],
    ['-\n  a: 1\n-\n- b\n', '[{"a":1},null,"b"]'],
    ['- a:\n  - 1\n  b: 2\n', '[{"a":[1],"b":2}]'],
    ['- a:\n- b\n', '[{"a":null},"b"]'],
    ['- # c\n  a\n', '["a"]'],
  ],
  'flow collections': [
    ['[]\n', '[]'],
    ['{}\n', '{}'],
    ['a: []\nb: {}\n', '{"a":[],"b":{}}'],
    ['[a, b, 1]\n', '["a","b",1]'],
    ['[a, b,]\n', '["a","b"]'],
    ['{a: 1, b: [2, {c: d}]}\n', '{"a":1,"b":[2,{"c":"d"}]}'],
    ['{a, b: }\n', '{"a":null,"b":null}'],
    ['{"a":1,\'b\':2}\n', '{"a":1,"b":2}'],
    ['{a:b}\n', '{"a:b":null}'],
    ['[a: 1, b]\n', '[{"a":1},"b"]'],
    ['[? a : 1]\n', '[{"a":1}]'],
    ['a: [1,\n  2 # c\n,\n3]\nb: 4\n', '{"a":[1,2,3],"b":4}'],
    ['a: {b: 1,\n# c\nd: 2}\n', '{"a":{"b":1,"d":2}}'],
    ['a: [b\n  c, d]\n', '{"a":["b c","d"]}'],
    ['[-1, -a, --]\n', '[-1,"-a","--"]'],
    ['[a#b, c] # d\n', '["a#b","c"]'],
    ['a: {b:\n c}\n', '{"a":{"b":"c"}}'],
    ['[\ta\t,\tb]\n', '["a","b"]'],
  ],
};

describe('collections', () => {
  for (const [title, rows] of Object.entries(ROWS)) {
    describe(title, () => {
      for (const [text, json] of rows) {
        it(`${JSON.stringify(text)} is ${json}`, () => expect(onlyJsonOf(text)).to.equal(json));
      }
    });
  }

  describe('are refused where Kubernetes refuses them', () => {
    const FAULTS: readonly (readonly [text: string, fault: string])[] = [
      ['a: 1\n b: 2\n', 'syntax 2:3'],
      ['a:\n    b: 1\n  c: 2\n', 'syntax 3:3'],
      ['a: 1\nb\n', 'syntax 2:1'],
      ['a: 1\n- b\n', 'syntax 2:1'],
      ['- a\nb: 1\n', 'syntax 2:1'],
      ['a: b: c\n', 'syntax 1:5'],
      ['a: - b\n', 'syntax 1:4'],
      ['a: [1, 2\nb: 3\n', 'syntax 2:2'],
      ['a: [1, 2}\n', 'syntax 1:9'],
      ['a: {b: 1]\n', 'syntax 1:9'],
      ['a: [1 2: 3, , 4]\n', 'syntax 1:13'],
      ['\ta: 1\n', 'syntax 1:1'],
      ['a:\n\tb: 1\n', 'syntax 2:1'],
      ['a: ]\n', 'syntax 1:4'],
      [': a\n', 'syntax 1:1'],
    ];
    for (const [text, fault] of FAULTS) {
      it(`${JSON.stringify(text)}: ${fault}`, () => expect(faultAt(text)).to.equal(fault));
    }
  });
});

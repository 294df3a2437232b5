import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DEFAULT_LIMITS } from '../../../src/core/documents/limits.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { faultAt, faultOf, jsonOf, onlyJsonOf } from './support/read.ts';

const ROWS: Readonly<Record<string, readonly (readonly [text: string, json: string])[]>> = {
  'an alias': [
    ['a: &x 1\nb: *x\n', '{"a":1,"b":1}'],
    ['a: &x {b: [1]}\nc: *x\n', '{"a":{"b":[1]},"c":{"b":[1]}}'],
    ['- &x a\n- &x b\n- *x\n', '["a","b","b"]'],
    ['&x a: *x\n', '{"a":"a"}'],
    ['a: &x k\n*x : 1\n', '{"a":"k","k":1}'],
    ['[&x a, *x, {*x : *x}]\n', '["a","a",{"a":"a"}]'],
    ['a: &x\nb: *x\n', '{"a":null,"b":null}'],
    ['a: &x\n- 1\nb: *x\n', '{"a":[1],"b":[1]}'],
    ['a: &x |\n  t\nb: *x\n', String.raw`{"a":"t\n","b":"t\n"}`],
  ],
  'a merge': [
    ['a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\n', '{"a":{"p":1},"b":{"p":1,"q":2}}'],
    ['b:\n  q: 2\n  <<: {p: 1}\n', '{"b":{"q":2,"p":1}}'],
    ['<<: [{p: 1}, {q: 2}]\n', '{"q":2,"p":1}'],
    ['- &x {p: 1}\n- &y {<<: *x, q: 2}\n- {<<: *y}\n', '[{"p":1},{"p":1,"q":2},{"p":1,"q":2}]'],
    ['!!merge <<: {p: 1}\n', '{"p":1}'],
    ['"<<": {p: 1}\n', '{"<<":{"p":1}}'],
  ],
};

describe('anchors', () => {
  for (const [title, rows] of Object.entries(ROWS)) {
    describe(title, () => {
      for (const [text, json] of rows) {
        it(`${JSON.stringify(text)} is ${json}`, () => expect(onlyJsonOf(text)).to.equal(json));
      }
    });
  }

  it('hold for one document', () => {
    expect(jsonOf('a: &x 1\n---\nb: &x 2\nc: *x\n')).to.deep.equal(['{"a":1}', '{"b":2,"c":2}']);
    expect(parseDocuments('a: &x 1\n---\nb: *x\n').faults).to.deep.include({
      code: 'unknown-anchor',
      message: 'no anchor of this name stands before this alias',
      line: 3,
      column: 4,
      index: 1,
    });
  });

  it('stand before their aliases', () => {
    expect(faultAt('a: *x\nb: &x 1\n')).to.equal('unknown-anchor 1:4');
  });

  it('do not contain themselves', () => {
    for (const text of ['&x [*x]\n', 'a: &x {b: *x}\n', 'a: &x\n  <<: *x\n', '&x {<<: [*x]}\n']) {
      expect(faultOf(text).code, text).to.equal('alias-limit');
    }
  });

  it('have a name', () => {
    expect(faultAt('a: & b\n')).to.equal('syntax 1:4');
    expect(faultAt('a: *\n')).to.equal('syntax 1:4');
    expect(faultAt('a: &b.c d\n')).to.equal('syntax 1:4');
  });
});

describe('a merge', () => {
  it('does not override: which of two equal keys wins would depend on the tool', () => {
    for (const text of ['<<: {a: 1}\na: 2\n', 'a: 2\n<<: {a: 1}\n', '<<: [{a: 1}, {a: 2}]\n']) {
      expect(faultOf(text).code, text).to.equal('duplicate-key');
    }
  });

  it('takes mappings', () => {
    for (const text of ['<<: 1\n', '<<:\n', '<<: [1]\n', '<<: [[{a: 1}]]\n', 'a: &x [{b: 1}]\nc: {<<: *x}\n']) {
      expect(faultOf(text).code, text).to.equal('merge');
    }
  });
});

describe('aliases that multiply', () => {
  const laughs = (levels: number, width: number): string =>
    `a0: &a0 [lol, lol]\n${Array.from({ length: levels }, (_, level) => {
      const aliases = Array.from({ length: width }, () => `*a${level}`).join(', ');
      return `a${level + 1}: &a${level + 1} [${aliases}]\n`;
    }).join('')}`;

  it('are a fault instead of a billion values', () => {
    expect(faultOf(laughs(9, 10)).code).to.equal('alias-limit');
    expect(faultOf(laughs(60, 2)).code).to.equal('alias-limit');
  });

  it('are a fault when they repeat one long text', () => {
    const text = `a: &a ${'x'.repeat(100_000)}\nb: [${Array.from({ length: 11 }, () => '*a').join(', ')}]\n`;
    expect(faultOf(text).code).to.equal('alias-limit');
  });

  it('are a fault when they nest deeper than text may', () => {
    const chain = Array.from({ length: 250 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}]\n`).join('');
    expect(faultOf(`a0: &a0 1\n${chain}`).code).to.equal('depth-limit');
    const merges = Array.from({ length: 250 }, (_, level) => `a${level + 1}: &a${level + 1} {<<: *a${level}}\n`).join(
      '',
    );
    expect(faultOf(`a0: &a0 {b: 1}\n${merges}`).code).to.equal('depth-limit');
  });

  it('are counted by document and by the limit that is set', () => {
    const limits = { ...DEFAULT_LIMITS, maxAliasExpansion: 10 };
    const [fault, ...others] = parseDocuments('a: &x 12345\nb: [*x, *x, *x]\n---\na: &x 12345\nb: [*x, *x]\n', {
      limits,
    }).faults;
    expect(others).to.deep.equal([]);
    expect(fault).to.include({ code: 'alias-limit', index: 0 });
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packageNameOf, packageOf } from '../../../src/core/policies/package-of.ts';

describe('packageOf', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[] | undefined])[] = [
    ['package main', ['main']],
    ['package a.b.c\n\nimport rego.v1', ['a', 'b', 'c']],
    ['# a comment\n#\n\n  package a.b # and more', ['a', 'b']],
    ['package a["b/c"].d', ['a', 'b/c', 'd']],
    ['package a["b\\"c"]', ['a', 'b"c']],
    ['\ufeffpackage a', ['a']],
    ['package a;x = 1', ['a']],
    ['# package a', undefined],
    ['packagea', undefined],
    ['x = 1\npackage a', undefined],
    ['package a.', undefined],
    ['package a["b]', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`of ${JSON.stringify(text)}`, () => expect(packageOf(text)).to.deep.equal(expected));
  }
  it('takes no time for a long comment without an end', () => {
    expect(packageOf('#\n'.repeat(200_000))).to.equal(undefined);
  });
  it('has a name as it is written, too', () => {
    expect(packageNameOf('# first\npackage a["b/c"].d # and more')).to.equal('a["b/c"].d');
    expect(packageNameOf('x = 1\npackage a')).to.equal(undefined);
  });
});

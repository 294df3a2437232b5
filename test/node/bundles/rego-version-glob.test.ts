import { expect } from 'chai';
import { describe, it } from 'mocha';
import { regoVersionGlob } from '../../../src/node/bundles/rego-version-glob.ts';

describe('regoVersionGlob', () => {
  const cases: readonly (readonly [pattern: string, matches: readonly string[], others: readonly string[]])[] = [
    ['/a/b.rego', ['a/b.rego'], ['a/b.regox', 'b.rego', 'x/a/b.rego']],
    ['a/b.rego', ['a/b.rego'], ['x/a/b.rego']],
    ['*.rego', ['a.rego', 'a/b/c.rego'], ['a.json']],
    ['/v0/**', ['v0/a.rego', 'v0/b/c.rego'], ['v1/a.rego', 'xv0/a.rego']],
    ['*/v0/*', ['a/v0/b', 'v0/b', 'a/b/v0/c/d'], ['v0', 'v0b/a']],
    ['/?.rego', ['a.rego'], ['ab.rego', '.rego']],
    ['/[a-c].rego', ['b.rego'], ['d.rego']],
    ['/[!a-c].rego', ['d.rego'], ['b.rego']],
    ['/[xyz].rego', ['y.rego'], ['a.rego']],
    ['/{a,b/*}.rego', ['a.rego', 'b/c.rego'], ['c.rego']],
    ['/{a,{b,c}d}.rego', ['a.rego', 'bd.rego', 'cd.rego'], ['b.rego']],
    [String.raw`/\*.rego`, ['*.rego'], ['a.rego']],
    ['/a+(b).rego', ['a+(b).rego'], ['aab.rego']],
  ];
  for (const [pattern, matches, others] of cases) {
    it(`reads ${pattern} as OPA does`, () => {
      const test = regoVersionGlob(pattern);
      expect(matches.filter((path) => test?.(path) !== true)).to.deep.equal([]);
      expect(others.filter((path) => test?.(path) !== false)).to.deep.equal([]);
    });
  }

  for (const pattern of ['/{a', '/a}', '/[a', '/[]', '\\', `/${'{a,b}'.repeat(20)}`]) {
    it(`knows that ${pattern.slice(0, 20)} is none`, () => expect(regoVersionGlob(pattern)).to.equal(undefined));
  }

  it('takes no time for what is written to take time', () => {
    expect(regoVersionGlob('*a'.repeat(200))?.(`${'a'.repeat(5000)}b`)).to.equal(false);
  });
});

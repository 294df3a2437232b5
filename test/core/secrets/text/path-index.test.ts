import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { isMatch } from '../../../../src/core/secrets/text/is-allowed.ts';
import { PathIndex } from '../../../../src/core/secrets/text/path-index.ts';

/** Of the first paths an index knows nothing. */
const FEW_PATHS = 64;

function warm(patterns: readonly RegExp[]): PathIndex {
  const index = new PathIndex(() => new Set(patterns));
  for (let i = 0; i < FEW_PATHS; i++) index.candidates('');
  return index;
}

describe('an index of patterns for paths', () => {
  const npmrc = /(?:^|\/)\.npmrc$/;
  const keys = /\.(?:p12|pfx)$/i;
  const other = /^[a-z]+$/;
  const all = [npmrc, keys, other];

  it('names each pattern that may fit, and those of which nothing is known', () => {
    const index = warm(all);
    expect(all.filter(index.candidates('a/.npmrc'))).to.deep.equal([npmrc, other]);
    expect(all.filter(index.candidates('A.PFX'))).to.deep.equal([keys, other]);
    expect(all.filter(index.candidates('readme.md'))).to.deep.equal([other]);
  });

  it('names all for the first paths', () => {
    expect(all.filter(new PathIndex(() => new Set(all)).candidates('readme.md'))).to.deep.equal(all);
  });

  it('leaves out no pattern of ours that fits', () => {
    const patterns = ownRules().rules.flatMap(({ path }) => path ?? []);
    const index = warm(patterns);
    const paths = [
      '.npmrc',
      'home/.aws/credentials',
      'a/b/secrets.yml',
      'x.tfvars',
      '.env.production',
      'id_rsa',
      'k.P12',
      'src/a.ts',
      'auth.json',
      'db/.pgpass',
      'wp-config.php',
      '.docker/config.json',
      '.kube/config',
      '.netrc',
      'a/shadow',
      'my.cnf',
    ];
    for (const path of paths) {
      const mayFit = index.candidates(path);
      expect(
        patterns.filter((pattern) => isMatch(pattern, path) && !mayFit(pattern)),
        path,
      ).to.deep.equal([]);
    }
  });
});

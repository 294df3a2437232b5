import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { isMatch } from '../../../../src/core/secrets/text/is-allowed.ts';
import { PathIndex } from '../../../../src/core/secrets/text/path-index.ts';

/** Of the first paths an index knows nothing. */
const FEW_PATHS = 64;

function warm(patterns: readonly RegExp[]): PathIndex {
  const index = new PathIndex(new Set(patterns));
  for (let i = 0; i < FEW_PATHS; i++) index.candidates('');
  return index;
}

describe('an index of patterns for paths', () => {
  const npmrc = /(?:^|\/)\.npmrc$/;
  const keys = /\.(?:p12|pfx)$/i;
  const other = /^[a-z]+$/;

  it('names each pattern that may fit, and those of which nothing is known', () => {
    const index = warm([npmrc, keys, other]);
    expect([...index.candidates('a/.npmrc')]).to.have.members([npmrc, other]);
    expect([...index.candidates('A.PFX')]).to.have.members([keys, other]);
    expect([...index.candidates('readme.md')]).to.have.members([other]);
  });

  it('names all for the first paths', () => {
    expect([...new PathIndex(new Set([npmrc, keys])).candidates('readme.md')]).to.have.members([npmrc, keys]);
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
      const candidates = index.candidates(path);
      expect(
        patterns.filter((pattern) => isMatch(pattern, path) && !candidates.has(pattern)),
        path,
      ).to.deep.equal([]);
    }
  });
});

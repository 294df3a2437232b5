import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sopsConfigTexts } from '../../../src/node/secrets/sops-config-texts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('sopsConfigTexts', () => {
  it('finds what SOPS is told in the folders of files and above them, and no further up than the root', () => {
    using folder = temporaryFolder();
    folder.write('.sops.yaml', 'outside');
    folder.write('repo/.sops.yaml', 'root');
    folder.write('repo/apps/prod/.sops.yaml', 'prod');
    folder.write('repo/other/.sops.yaml', 'other');
    const root = folder.at('repo');
    const found = sopsConfigTexts({ root, trees: [root] }, ['apps/prod/a/secret.yaml', 'apps/b.yaml']);
    expect(found).to.deep.equal([
      ['.', 'root'],
      ['apps/prod', 'prod'],
    ]);
  });

  it('ends at files that are outside of the root, and at absolute ones', () => {
    using folder = temporaryFolder();
    expect(
      sopsConfigTexts({ root: folder.path, trees: [folder.path] }, ['/etc/passwd', '../x/y.yaml', '-']),
    ).to.deep.equal([]);
  });
});

import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sopsConfigFaults } from '../../../src/node/secrets/sops-config-faults.ts';
import { findSopsConfigs, type SopsConfigFile } from '../../../src/node/secrets/sops-configs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const isRoot = process.getuid?.() === 0;

describe('findSopsConfigs', () => {
  it('finds what SOPS is told in the folders of files and above them, to the top of their tree', () => {
    using folder = temporaryFolder();
    folder.write('.sops.yaml', 'outside');
    folder.write('repo/.sops.yaml', 'root');
    folder.write('repo/apps/prod/.sops.yaml', 'prod');
    folder.write('repo/other/.sops.yaml', 'other');
    const repo = folder.at('repo');
    expect(findSopsConfigs({ root: repo, trees: [repo] }, ['apps/prod/a/secret.yaml', 'apps/b.yaml'])).to.deep.equal([
      ['.sops.yaml', { text: 'root' }],
      ['apps/prod/.sops.yaml', { text: 'prod' }],
    ]);
    expect(findSopsConfigs({ root: folder.at('repo/apps/prod'), trees: [repo] }, ['-'])).to.deep.equal([
      ['.sops.yaml', { text: 'prod' }],
      [folder.at('repo/.sops.yaml'), { text: 'root' }],
    ]);
  });

  it('ends at files that are outside of the trees', () => {
    using folder = temporaryFolder();
    const related = { root: folder.path, trees: [folder.path] };
    expect(findSopsConfigs(related, ['/etc/passwd', '../x/y.yaml', '-'])).to.deep.equal([]);
  });

  it('says why one is not read, and nothing of one that is not there', () => {
    using folder = temporaryFolder();
    mkdirSync(folder.at('repo/a/.sops.yaml'), { recursive: true });
    folder.write('repo/b/.sops.yaml', '\0');
    folder.write('repo/c/.sops.yaml', ' '.repeat(1024 * 1024 + 1));
    folder.write('repo/d/x', '');
    symlinkSync('/etc/passwd', folder.at('repo/d/.sops.yaml'));
    const repo = folder.at('repo');
    const found = findSopsConfigs({ root: repo, trees: [repo] }, ['a/x', 'b/x', 'c/x', 'd/x']);
    expect(found).to.deep.equal([
      ['a/.sops.yaml', { unread: 'it is no file' }],
      ['b/.sops.yaml', { unread: 'it is binary' }],
      ['c/.sops.yaml', { unread: 'it is larger than 1 MiB' }],
      ['d/.sops.yaml', { unread: 'it is a link out of the tree' }],
    ]);
  });

  (isRoot ? it.skip : it)(`says that one may not be read${isRoot ? ' (root may read everything)' : ''}`, () => {
    using folder = temporaryFolder();
    chmodSync(folder.write('.sops.yaml', ''), 0);
    const [config] = findSopsConfigs({ root: folder.path, trees: [folder.path] }, []);
    expect(config).to.deep.equal(['.sops.yaml', { unread: 'permission denied' }]);
  });
});

describe('sopsConfigFaults', () => {
  it('says what is wrong, where, what follows from it, and what to do', () => {
    const configs: readonly SopsConfigFile[] = [
      ['a/.sops.yaml', { text: 'creation_rules:\n- path_regex: "*.yaml"\n' }],
      ['b/.sops.yaml', { unread: 'it is binary' }],
      ['c/.sops.yaml', { text: 'creation_rules: [{age: a}]' }],
    ];
    expect(sopsConfigFaults(configs)).to.deep.equal([
      {
        path: 'a/.sops.yaml',
        code: 'CONFIG_INVALID',
        message:
          'a/.sops.yaml is in error: creation_rules[0].path_regex is no regular expression of Go: a repetition of nothing; so it is not known which files SOPS is to encrypt. Mend it, or take it away',
        line: 2,
        column: 3,
      },
      {
        path: 'b/.sops.yaml',
        code: 'INPUT_UNREADABLE',
        message:
          'b/.sops.yaml cannot be read: it is binary; so it is not known which files SOPS is to encrypt. Put a text there that can be read, or take it away',
        line: 1,
        column: 1,
      },
    ]);
  });
});

import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createSopsRuleFinder } from '../../../src/core/secrets/structure/sops/find-sops-rule.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const PLANTED = ['kX9', 'vQ2', 'mZ7', 'pL4'].join('');
const generating = (file: string): string => `secretGenerator: [{name: a, files: [${file}]}]\n`;

describe('files that a document names', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('elsewhere/.keep', '');
    folder.write('app/kustomization.yaml', generating('token.txt'));
    folder.write('app/token.txt', PLANTED);
    folder.write('app/prod/kustomization.yaml', generating('../token.txt'));
  });
  afterEach(() => folder[Symbol.dispose]());

  /** The places in Kustomizations where something was found. */
  async function found(cwd: string, ...paths: readonly string[]): Promise<readonly string[]> {
    const { results } = await runCheck({
      cwd: folder.at(cwd),
      config: DEFAULT_CONFIG,
      policies: ['sluice:no-secrets-in-git'],
      data: [],
      namespaces: [],
      point: 'ci',
      paths,
      ignore: [],
      jobs: 1,
      timeoutMs: 5_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('standard input is not to be read')),
    });
    return results.map(({ location }) => location.file).filter((file) => file.endsWith('kustomization.yaml'));
  }

  it('are read wherever the run is, and however its paths are written', async () => {
    const absolute = folder.at('app/kustomization.yaml');
    expect(await found('app', 'kustomization.yaml')).to.deep.equal(['kustomization.yaml']);
    expect(await found('elsewhere', '../app/kustomization.yaml')).to.deep.equal([absolute]);
    expect(await found('elsewhere', absolute)).to.deep.equal([absolute]);
  });

  it('may lie anywhere in the repository that the document is in', async () => {
    mkdirSync(folder.at('app/.git'));
    expect(await found('app/prod', '.')).to.deep.equal(['kustomization.yaml']);
    expect(await found('elsewhere', '../app/prod')).to.deep.equal([folder.at('app/prod/kustomization.yaml')]);
  });

  it('are not read outside of it, nor outside of a folder that is in none', async () => {
    expect(await found('elsewhere', '../app/prod')).to.deep.equal([]);
    mkdirSync(folder.at('app/prod/.git'));
    expect(await found('app/prod', '.')).to.deep.equal([]);
  });
});

describe('the .sops.yaml for a file', () => {
  it('is one above it, and never that of the folder of the run when the file is elsewhere', () => {
    const read = (file: string): string | undefined =>
      file === '.sops.yaml' ? 'creation_rules: [{age: a}]' : undefined;
    for (const file of ['../there/secret.yaml', '../../a/b.yaml', '/tmp/there/secret.yaml', 'C:/a/b.yaml'])
      expect(createSopsRuleFinder()(file, read), file).to.equal(undefined);
    expect(createSopsRuleFinder()('a/b/c.yaml', read)).not.to.equal(undefined);
  });
});

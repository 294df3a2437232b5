import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createSopsRuleFinder } from '../../../src/core/secrets/structure/sops/find-sops-rule.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const PLANTED = ['kX9', 'vQ2', 'mZ7', 'pL4'].join('');
const generating = (file: string): string => `secretGenerator: [{name: a, files: [${file}]}]\n`;

const check = (cwd: string, paths: readonly string[], cacheDir?: string): Promise<Report> =>
  runCheck({
    cwd,
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
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });

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
    const { results } = await check(folder.at(cwd), paths);
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
  it('stands as an error in the report when it cannot be understood, once, however many files it is for', async () => {
    using folder = temporaryFolder();
    mkdirSync(folder.at('.git'));
    folder.write('.sops.yaml', 'creation_rules:\n- path_regex: "*.yaml"\n');
    folder.write('apps/prod/a.yaml', 'a: b\n');
    folder.write('apps/prod/b.yaml', 'a: b\n');
    const errors = async (cwd: string): Promise<readonly string[]> => {
      const { results } = await check(folder.at(cwd), ['.'], folder.at('.git/cache'));
      return results
        .filter(({ status }) => status === 'error')
        .map(({ rule, location: { file, line, column } }) => `${rule} ${file}:${line}:${column}`);
    };
    expect(await errors('.')).to.deep.equal(['CONFIG_INVALID .sops.yaml:2:3']);
    expect(await errors('.')).to.deep.equal(['CONFIG_INVALID .sops.yaml:2:3']);
    expect(await errors('apps/prod')).to.deep.equal([`CONFIG_INVALID ${folder.at('.sops.yaml')}:2:3`]);
  });

  it('counts also where it stands above the folder of the run, and when it changes', async () => {
    using folder = temporaryFolder();
    mkdirSync(folder.at('.git'));
    folder.write('apps/prod/a.yaml', 'a: b\n');
    const rules = async (): Promise<readonly string[]> =>
      (await check(folder.at('apps/prod'), ['.'], folder.at('.git/cache'))).results.map(({ message }) => message);
    expect(await rules()).to.deep.equal([]);
    folder.write('.sops.yaml', 'creation_rules: [{path_regex: ^apps/prod/|secret}]\n');
    expect(await rules()).to.have.lengthOf(1);
    folder.write('.sops.yaml', 'creation_rules: [{path_regex: ^apps/test/|secret}]\n');
    expect(await rules()).to.deep.equal([]);
  });

  it('is one above it, and never that of the folder of the run when the file is elsewhere', () => {
    const read = (file: string): string | undefined =>
      file === '.sops.yaml' ? 'creation_rules: [{age: a}]' : undefined;
    for (const file of ['../there/secret.yaml', '../../a/b.yaml', '/tmp/there/secret.yaml', 'C:/a/b.yaml'])
      expect(createSopsRuleFinder()(file, read), file).to.equal(undefined);
    expect(createSopsRuleFinder()('a/b/c.yaml', read)).not.to.equal(undefined);
  });

  it('may stand above the folder of the run, and its paths are relative to where it stands', () => {
    const read = (file: string): string | undefined =>
      file === '/repo/.sops.yaml' ? 'creation_rules: [{path_regex: ^apps/prod/}]' : undefined;
    expect(createSopsRuleFinder('/repo/apps/prod')('a/b.yaml', read)).not.to.equal(undefined);
    expect(createSopsRuleFinder('/repo/apps/prod')('/repo/apps/prod/b.yaml', read)).not.to.equal(undefined);
    expect(createSopsRuleFinder('/repo/apps/test')('b.yaml', read)).to.equal(undefined);
  });
});

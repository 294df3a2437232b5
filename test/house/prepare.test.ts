import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { root } from './support/project-files.ts';

/** What npm runs when somebody installs sluice from its sources, as pre-commit does with the address of this repository. */
describe('installing from the sources', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(folder.at('scripts'));
    for (const name of ['prepare.mjs', 'run.mjs'])
      copyFileSync(path.join(root, 'scripts', name), folder.at(`scripts/${name}`));
  });
  afterEach(() => folder[Symbol.dispose]());

  /** No Go is on the PATH. */
  const prepare = (env: Readonly<Record<string, string>>): { status: number | null; stderr: string } =>
    spawnSync(process.execPath, [folder.at('scripts/prepare.mjs')], {
      env: { PATH: folder.path, ...env },
      encoding: 'utf8',
    });

  it('says what to install instead where it cannot be built', () => {
    const { status, stderr } = prepare({ npm_package_resolved: folder.path });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^error: these are the sources of sluice, .* takes Go: .*docs\/pre-commit\.md\)\n$/);
  });
  it('has nothing to do in a working copy, nor when everything is built', () => {
    expect(prepare({})).to.include({ status: 0, stderr: '' });
    for (const file of ['bundle/sluice.js', 'engine/engine.wasm', 'engine/formats.wasm', 'policies/x'])
      folder.write(`dist/${file}`, '');
    expect(prepare({ npm_package_resolved: folder.path })).to.include({ status: 0, stderr: '' });
  });
});

import path from 'node:path';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import type { Config } from '../../../src/node/config/config.ts';
import { loadConfig } from '../../../src/node/config/load-config.ts';
import { locateInConfig } from '../../../src/node/config/locate-in-config.ts';
import { temporaryFolder, type TemporaryFolder } from '../../cli/temporary-folder.ts';

const HEAD = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\n';

describe('loading the config', () => {
  let folder: TemporaryFolder | undefined;
  afterEach(() => {
    folder?.remove();
    folder = undefined;
  });

  function create(files: Readonly<Record<string, string>>): string {
    folder = temporaryFolder(files);
    return folder.path;
  }

  async function faultOf(files: Readonly<Record<string, string>>, file?: string): Promise<string> {
    const cwd = create(files);
    try {
      await loadConfig({ cwd, file });
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'CONFIG_INVALID') return error.message;
      throw error;
    }
    throw new Error('the config was accepted');
  }

  it('finds sluice.yaml or .sluice.yaml in the folder and in those above', async () => {
    const cwd = create({ 'sluice.yaml': `${HEAD}failOn: warn\n`, 'a/b/x.yaml': '' });
    expect((await loadConfig({ cwd: path.join(cwd, 'a/b') })).failOn).to.equal('warn');
    const other = temporaryFolder({ '.sluice.yaml': `${HEAD}failOn: warn\n` });
    expect((await loadConfig({ cwd: other.path })).failOn).to.equal('warn');
    other.remove();
  });

  it('takes the nearest one', async () => {
    const cwd = create({ 'sluice.yaml': `${HEAD}failOn: warn\n`, 'a/.sluice.yaml': HEAD, 'a/b/x': '' });
    const { file, failOn } = await loadConfig({ cwd: path.join(cwd, 'a/b') });
    expect(file).to.equal(path.join(cwd, 'a/.sluice.yaml'));
    expect(failOn).to.equal('deny');
  });

  it('does not look beyond the root of the Git repository', async () => {
    const cwd = create({ 'sluice.yaml': `${HEAD}failOn: warn\n`, 'inner/.git': 'gitdir: elsewhere', 'inner/x': '' });
    expect(await loadConfig({ cwd: path.join(cwd, 'inner') })).to.not.have.property('file');
  });

  it('gives the defaults where there is none', async () => {
    const config = await loadConfig({ cwd: create({}) });
    expect(config).to.deep.include({ policies: [], failOn: 'deny' });
    expect(config).to.not.have.property('file');
  });

  it('refuses to guess between two files in one folder', async () => {
    expect(await faultOf({ 'sluice.yaml': HEAD, '.sluice.yaml': HEAD })).to.contain(
      'both sluice.yaml and .sluice.yaml',
    );
  });

  it('says so when the file that was named is not there', async () => {
    expect(await faultOf({}, 'nope.yaml')).to.equal('cannot read the config nope.yaml: no such file or directory');
  });

  it('gives a result that nobody can change', async () => {
    const config: Config = await loadConfig({
      cwd: create({ 'sluice.yaml': `${HEAD}constraints:\n  - {name: c, policy: p, parameters: {a: [1]}}\n` }),
    });
    expect(Object.isFrozen(config)).to.equal(true);
    expect(Object.isFrozen(config.constraints[0]?.parameters['a'])).to.equal(true);
  });

  it('names line and column of every fault, in the order of the file', async () => {
    const text = `${HEAD}failOn: never\nconstraints:\n  - name: c\n    policy: p\n    enforcementAction: ""\n    extra: 1\nwaivers:\n  - policy: p\n    match: {}\n    reason: r\n    expires: 2026-01-01\n`;
    expect((await faultOf({ 'sluice.yaml': text })).split('\n')).to.deep.equal([
      'sluice.yaml:3:1: failOn is "never"; expected one of deny, warn',
      'sluice.yaml:7:5: constraints[0].enforcementAction is ""; expected one of deny, warn, dryrun',
      'sluice.yaml:8:5: unknown key "extra" in constraints[0]; known keys are name, policy, match, parameters, enforcementAction, points, pointActions',
      'sluice.yaml:10:5: waivers[0] has no "owner" (Who answers for the deviation: a person or a team).',
    ]);
  });

  it('names the place of what is no YAML, and of a key that is given twice', async () => {
    expect(await faultOf({ 'sluice.yaml': `${HEAD}policies: [a\nfailOn: deny\n` })).to.match(/^sluice\.yaml:4:\d+: /);
    expect(await faultOf({ 'sluice.yaml': `${HEAD}failOn: deny\nfailOn: warn\n` })).to.match(/^sluice\.yaml:4:1: /);
  });

  it('refuses an empty file, and a second document', async () => {
    expect(await faultOf({ 'sluice.yaml': '# nothing yet\n' })).to.match(/^sluice\.yaml:1:1: the file is empty/);
    expect(await faultOf({ 'sluice.yaml': `${HEAD}---\n${HEAD}` })).to.match(
      /^sluice\.yaml:4:1: a second document begins here/,
    );
  });

  it('reads a day that is not in quotes', async () => {
    const text = `${HEAD}waivers:\n  - {policy: p, match: {}, reason: r, owner: o, expires: 2026-06-30}\n`;
    expect((await loadConfig({ cwd: create({ 'sluice.yaml': text }) })).waivers[0]?.expires).to.equal('2026-06-30');
  });

  it('finds the place of a field again when a fault shows later', async () => {
    const cwd = create({ 'sluice.yaml': `${HEAD}constraints:\n  - name: c\n    policy: nope\n` });
    const config = await loadConfig({ cwd });
    expect(locateInConfig(config, cwd, ['constraints', 0, 'policy'])).to.deep.equal({
      file: 'sluice.yaml',
      line: 5,
      column: 5,
    });
  });
});

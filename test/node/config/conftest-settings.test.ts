import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import {
  loadConftestSettings,
  type ConftestSettingsRequest,
  type LoadedConftestSettings,
} from '../../../src/node/config/load-conftest-settings.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe("conftest's configuration", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    // Nothing above this folder is looked at.
    folder.write('.git/HEAD', '');
  });
  afterEach(() => folder[Symbol.dispose]());

  const load = (request: Partial<ConftestSettingsRequest> = {}): Promise<LoadedConftestSettings | undefined> =>
    loadConftestSettings({ cwd: folder.path, env: {}, ...request });

  async function faultOf(toml: string): Promise<string> {
    folder.write('conftest.toml', toml);
    try {
      await load();
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'CONFIG_INVALID') return error.message;
      throw error;
    }
    return expect.fail('the settings were to be refused');
  }

  it('is read from conftest.toml in the working directory', async () => {
    folder.write(
      'conftest.toml',
      'policy = ["a", "b"]\nnamespace = "main,team.*"\ncombine = true\nFail-On-Warn = "true"\nrego-version = "v0"\n',
    );
    const settings = await load();
    expect(settings?.file).to.equal(folder.at('conftest.toml'));
    expect(settings?.lists).to.deep.equal({ policy: ['a', 'b'], namespace: ['main', 'team.*'] });
    expect(settings?.switches).to.deep.equal({ combine: true, 'fail-on-warn': true });
    expect(settings?.texts).to.deep.equal({ 'rego-version': 'v0' });
    expect(settings?.notices).to.deep.equal([]);
  });

  it('is read from the environment, which wins over the file', async () => {
    folder.write('conftest.toml', 'policy = "file"\ndata = "file"\ncombine = true\n');
    const env = { CONFTEST_POLICY: 'x, y', CONFTEST_COMBINE: 'false', CONFTEST_VERSION: '0.1', CONFTEST_DATA: '' };
    const settings = await load({ env });
    expect(settings?.lists).to.deep.equal({ policy: ['x', 'y'], data: ['file'] });
    expect(settings?.switches).to.deep.equal({ combine: false });
    expect(settings?.notices).to.deep.equal([]);
  });

  it('is nothing when nobody says anything', async () => {
    expect(await load()).to.equal(undefined);
    expect(await load({ env: { CONFTEST_VERSION: '0.1' } })).to.equal(undefined);
  });

  it('does not count beside a config of our own, found or named', async () => {
    folder.write('conftest.toml', 'policy = "a"\n');
    folder.write('other.yaml', '');
    expect(await load({ config: 'other.yaml', env: { CONFTEST_POLICY: 'a' } })).to.equal(undefined);
    folder.write('sluice.yaml', '');
    expect(await load({ env: { CONFTEST_POLICY: 'a' } })).to.equal(undefined);
  });

  it('may be named, as conftest has it', async () => {
    folder.write('deep/my.toml', 'policy = "a"\n');
    expect((await load({ config: 'deep/my.toml' }))?.lists).to.deep.equal({ policy: ['a'] });
  });

  it('says which of its keys do nothing here, unless they ask for nothing', async () => {
    folder.write('conftest.toml', 'no-fail = true\ntrace = false\ntls = true\nupdate = []\npolcy = "x"\n');
    const settings = await load({ env: { CONFTEST_STRICT: '1' } });
    expect(settings?.notices).to.have.lengthOf(3);
    expect(settings?.notices[0]).to.contain('CONFTEST_ variables: "strict"');
    expect(settings?.notices[1]).to.contain('conftest.toml: "no-fail" does nothing here');
    expect(settings?.notices[2]).to.contain('did you mean "policy"?');
  });

  it('is refused when a value is not of its kind, and every such value is named', async () => {
    const message = await faultOf('policy = 1\ncombine = "often"\nignore = ["a"]\n');
    expect(message).to.contain('"policy" must be a text or a list of texts');
    expect(message).to.contain('"combine" must be true or false');
    expect(message).to.contain('"ignore" must be a text');
  });

  it('is refused with a position and without a quote when it is no TOML', async () => {
    const message = await faultOf('policy = "a"\npassword = hunter2\n');
    expect(message).to.match(/^conftest\.toml:2:\d+: /);
    expect(message).not.to.contain('hunter2');
  });
});

import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice verify and the configuration of check', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder({
      '.git/HEAD': '',
      'policy/regions.rego': 'package lists\n\nknown contains region if some region in data.regions\n',
      'policy/regions_test.rego': 'package lists_test\n\ntest_known if data.lists.known == {"north"}\n',
      'lists/north.yaml': 'regions: [north]\n',
      'lists/south.yaml': 'regions: [south]\n',
    });
  });
  afterEach(() => folder.remove());

  async function verify(...words: readonly string[]): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path, cacheDir: path.join(folder.path, '.cache') });
    const code = await run(['verify', ...words], io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  it('tests policies with the data that conftest.toml names, unless a flag names other', async () => {
    expect((await verify('policy')).code).to.equal(1);
    folder.write('conftest.toml', 'data = "lists/north.yaml"\n');
    expect(await verify('policy')).to.deep.equal({ code: 0, stdout: '1 passed, 0 failed\n', stderr: '' });
    expect((await verify('-d', 'lists/south.yaml', 'policy')).code).to.equal(1);
  });

  it('tests them as the version that it names', async () => {
    folder.write('conftest.toml', 'data = "lists/north.yaml"\nrego-version = "v0"\n');
    const { code, stdout } = await verify('policy');
    expect(code).to.equal(2);
    expect(stdout).to.contain('rego_parse_error');
  });

  it('tests them with the data of sluice.yaml, beside which conftest.toml is of no account', async () => {
    folder.write('conftest.toml', 'data = "lists/south.yaml"\n');
    folder.write('sluice.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\ndata: [lists/north.yaml]\n');
    expect((await verify('policy')).code).to.equal(0);
  });
});

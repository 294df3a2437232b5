import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createCommand } from '../../../src/node/flags/run-command.ts';
import { fakeIo } from '../../cli/fake-io.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** `git ls-files | xargs sluice check`, in a repository to which anybody adds files. */
describe('a command among files that are called like flags', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  const command = createCommand(
    {
      name: 'look',
      summary: 'look at files',
      usage: [''],
      description: '',
      operands: { min: 0, max: 9, name: 'PATH' },
      flags: { quiet: { kind: 'switch', short: 'q', group: 'Reports', description: 'Says less.' } },
      examples: [],
      exitCodes: [],
    },
    async ({ operands }) => operands.length,
  );

  for (const name of ['--help', '-h', '--quiet', '-q/a.yaml', '--no-such-flag'])
    it(`does not take the file ${name} for a flag`, async () => {
      folder.write(name, 'text');
      const io = fakeIo({ cwd: folder.path });
      const refused = await rejection(command.run([name, 'a.yaml'], io));
      expect(refused).to.include({ code: 'USAGE' });
      expect(refused).to.have.property('message').that.contains(name).and.contains('rename the file');
      expect(io.stdout.text()).to.equal('');
    });

  it('takes every name behind --', async () => {
    folder.write('--help', 'text');
    expect(await command.run(['-q', '--', '--help', 'a.yaml'], fakeIo({ cwd: folder.path }))).to.equal(2);
  });

  it('takes flags as ever where no file is called like them', async () => {
    expect(await command.run(['--quiet', 'a.yaml'], fakeIo({ cwd: folder.path }))).to.equal(1);
  });
});

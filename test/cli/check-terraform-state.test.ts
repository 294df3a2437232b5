import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** Nothing but the type of the resource says that its result is a password. */
const STATE = JSON.stringify({
  version: 4,
  terraform_version: '1.9.0',
  resources: [
    { type: 'random_password', name: 'db', instances: [{ attributes: { result: 'correct-horse-battery' } }] },
  ],
});

describe('sluice check of a state of Terraform', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder({ 'terraform.tfstate': STATE });
  });
  afterEach(() => folder.remove());

  for (const [how, file] of [
    ['in a folder', '.'],
    ['that is named', 'terraform.tfstate'],
  ] as const) {
    it(`reads what its fields mean, ${how}`, async () => {
      const io = fakeIo({ cwd: folder.path });
      const code = await run(['check', file, '-p', 'sluice:no-secrets-in-git', '--no-cache', '-o', 'json'], io);
      expect(io.stdout.text()).to.include('attributes.result');
      expect(code).to.equal(1);
    });
  }
});

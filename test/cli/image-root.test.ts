import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { image } from '../../cli/commands/image.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { PUBLIC_GOOD_TRUST_ROOT } from '../../src/node/images/sigstore/public-good-trust-root.ts';
import { FakeRegistry } from '../support/fake-registry.ts';
import { shelve } from '../support/image-shelf.ts';
import { rejection } from '../support/rejection.ts';
import { RIG_ISSUER, RIG_SUBJECT, SigstoreRig } from '../support/sigstore-rig.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { newTufKey, rootText, TufRepository } from '../support/tuf-repository.ts';
import { fakeIo } from './fake-io.ts';

const NAME = 'trusted_root.json';

describe('sluice image root', () => {
  const [rootKey, key] = [newTufKey(), newTufKey()];
  let repository: TufRepository;
  let folder: TemporaryFolder;
  let root = '';

  before(() => {
    root = rootText(1, { root: [rootKey], others: [key] }, [rootKey]);
  });
  beforeEach(async () => {
    repository = await TufRepository.start();
    folder = temporaryFolder();
    folder.write('root.json', root);
    publish(1, PUBLIC_GOOD_TRUST_ROOT);
  });
  afterEach(async () => {
    await repository[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const publish = (version: number, content: string): void =>
    repository.publish({ version, targets: { [NAME]: content }, signers: [key] });

  async function run(...argv: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
    const io = fakeIo({ cwd: folder.path, now: () => new Date() });
    const code = await image.run(argv, io);
    return { code, text: io.stdout.text() };
  }

  const runRoot = (...argv: readonly string[]): ReturnType<typeof run> =>
    run('root', '--mirror', repository.url, '--root', 'root.json', ...argv);

  const written = (): string => readFileSync(folder.at(NAME), 'utf8');

  it('writes the file and says where it is named', async () => {
    expect(await runRoot(NAME)).to.deep.equal({
      code: EXIT.allowed,
      text: `wrote  ${NAME}, the trust root of ${repository.url}; name it under images.trustRoots in sluice.yaml\n`,
    });
    expect(written()).to.equal(PUBLIC_GOOD_TRUST_ROOT);
  });

  it('takes an address with a slash at its end or without', async () => {
    const { code } = await run('root', '--mirror', repository.url.slice(0, -1), '--root', 'root.json', NAME);
    expect(code).to.equal(EXIT.allowed);
  });

  it('leaves the file as it is on any fault', async () => {
    folder.write(NAME, 'what was there');
    publish(1, '{}');
    expect((await rejection(runRoot(NAME))).code).to.equal('TRUST_ROOT_REFUSED');
    repository.files.clear();
    expect((await rejection(runRoot(NAME))).code).to.equal('NETWORK_FAILED');
    expect(written()).to.equal('what was there');
  });

  it('keeps what it saw in the folder for caches, so that a second run notices older metadata', async () => {
    publish(2, PUBLIC_GOOD_TRUST_ROOT);
    await runRoot(NAME, '--cache-dir', 'seen');
    publish(1, PUBLIC_GOOD_TRUST_ROOT);
    expect((await rejection(runRoot(NAME, '--cache-dir', 'seen'))).message).to.contain('(rollback)');
    expect((await runRoot(NAME)).code).to.equal(EXIT.allowed);
  });

  describe('--check', () => {
    it('says that the file is up to date, however it is laid out', async () => {
      const text = JSON.stringify(JSON.parse(PUBLIC_GOOD_TRUST_ROOT), undefined, 2);
      folder.write(NAME, text);
      const { code, text: said } = await runRoot('--check', NAME);
      expect(code).to.equal(EXIT.allowed);
      expect(said).to.equal(`${NAME} is up to date with ${repository.url}\n`);
      expect(written()).to.equal(text);
    });

    it('says that the file is out of date, and writes nothing', async () => {
      folder.write(NAME, '{}');
      const { code, text } = await runRoot('--check', NAME);
      expect(code).to.equal(EXIT.violations);
      expect(text).to.contain(`${NAME} is out of date`);
      expect(written()).to.equal('{}');
    });

    it('cannot say it of a file that is not there', async () => {
      expect((await rejection(runRoot('--check', NAME))).code).to.equal('INPUT_UNREADABLE');
      expect(existsSync(folder.at(NAME))).to.equal(false);
    });

    it('does not say it when the mirror gives no answer that holds', async () => {
      folder.write(NAME, PUBLIC_GOOD_TRUST_ROOT);
      publish(1, '{}');
      expect((await rejection(runRoot('--check', NAME))).code).to.equal('TRUST_ROOT_REFUSED');
    });
  });

  for (const [what, argv, message] of [
    ['no file', [], 'name the FILE to write'],
    ['no file to check by a root of its own', ['--check', '--root', 'root.json'], 'name the FILE to check'],
    ['a mirror that is no address', ['--mirror', 'tuf', NAME], '--mirror takes an address such as'],
    ['a mirror of another kind', ['--mirror', 'file:///etc', NAME], '--mirror takes an address such as'],
    ['a mirror with a password', ['--mirror', 'https://a:secret@tuf.invalid', NAME], 'without credentials'],
  ] as const) {
    it(`refuses ${what}, before it asks anybody`, async () => {
      const { code, message: said } = await rejection(run('root', ...argv));
      expect(code).to.equal('USAGE');
      expect(said).to.contain(message).and.not.to.contain('secret');
    });
  }

  it('says when the root cannot be read', async () => {
    const error = await rejection(run('root', '--mirror', repository.url, '--root', 'missing.json', NAME));
    expect(error.code).to.equal('INPUT_UNREADABLE');
    expect(error.message).to.contain('cannot read missing.json');
  });

  it('gives a trust root by which images are verified that are not by another', async function () {
    this.timeout(60_000);
    await using rig = await SigstoreRig.start();
    await using registry = await FakeRegistry.start();
    const signed = registry.addImage('v1');
    shelve(registry, signed, await rig.signImage(signed.digest));
    const verify = ['verify', '--identity', RIG_SUBJECT, '--issuer', RIG_ISSUER, '--trusted-root', NAME];
    const ref = `${registry.host}/${registry.repository}:v1`;

    await runRoot(NAME);
    const before = await run(...verify, ref);
    expect(before.code, before.text).to.equal(EXIT.violations);
    expect(before.text).to.contain('IMG_TRUST_ROOT');

    publish(2, rig.trustedRoot);
    expect((await runRoot('--check', NAME)).code).to.equal(EXIT.violations);
    expect((await runRoot(NAME)).code).to.equal(EXIT.allowed);
    const asked = repository.asked.length;
    const after = await run(...verify, ref);
    expect(after.code, after.text).to.equal(EXIT.allowed);
    expect(after.text).to.contain('verified');
    // Verifying fetches nothing.
    expect(repository.asked.length).to.equal(asked);
  });
});

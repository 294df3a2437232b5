import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { addSalt } from '../../../src/node/secrets/add-salt.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const HEAD = 'apiVersion: sluice.dev/v1alpha1 # v1\nkind: Config\n';
const SALT = '0123456789abcdef0123456789abcdef';

describe('a salt', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  function added(text: string): string | undefined {
    const file = folder.write('sluice.yaml', text);
    const isAdded = addSalt(file, SALT);
    const after = readFileSync(file, 'utf8');
    if (!isAdded) expect(after).to.equal(text);
    return isAdded ? after : undefined;
  }

  it('is written behind all that a config says', () => {
    expect(added(HEAD)).to.equal(`${HEAD}\nsecrets:\n  fingerprintSalt: ${SALT}\n`);
    expect(added(HEAD.trimEnd())).to.equal(`${HEAD}\nsecrets:\n  fingerprintSalt: ${SALT}\n`);
  });

  it('is written into what a config says of secrets', () => {
    expect(added(`${HEAD}secrets: # mine\n  archives: true\nfailOn: warn\n`)).to.equal(
      `${HEAD}secrets: # mine\n  fingerprintSalt: ${SALT}\n  archives: true\nfailOn: warn\n`,
    );
  });

  it('is not written where it would change something else, or break it', () => {
    for (const text of [
      `${HEAD}secrets: {archives: true}\n`,
      `${HEAD}secrets:\n    archives: true\n`,
      `${HEAD}---\n${HEAD}`,
      `{"apiVersion": "sluice.dev/v1alpha1", "kind": "Config"}\n`,
      `${HEAD}...\n`,
      `${HEAD}secrets:\n  fingerprintSalt: one-that-is-there\n`,
    ]) {
      expect(added(text), text).to.equal(undefined);
    }
  });
});

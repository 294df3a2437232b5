import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { baselineText } from '../../../src/core/secrets/acceptances/baseline.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import type { SecretsConfig } from '../../../src/node/config/secrets-config.ts';
import { loadAcceptances, type LoadedAcceptances } from '../../../src/node/secrets/load-acceptances.ts';
import { saltMark } from '../../../src/node/secrets/salt-mark.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const SALT = 'a salt of sixteen characters';
const OTHER_SALT = 'another salt of many characters';
const ENTRY = {
  fingerprint: 'jwt:0123456789abcdef',
  path: 'a.yaml',
  reason: 'there before',
  owner: 'team',
  expires: '2027-01-01',
};

describe('what a run accepts findings by', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('.git/HEAD', '');
    folder.write('a.yaml', '');
  });
  afterEach(() => folder[Symbol.dispose]());

  function load(secrets: Partial<SecretsConfig> = {}, withoutBaseline = false): LoadedAcceptances {
    const config = { ...DEFAULT_CONFIG, secrets: { ...DEFAULT_CONFIG.secrets, ...secrets } };
    return loadAcceptances({ config, cwd: folder.path, root: folder.path, withoutBaseline });
  }
  const writeBaseline = (name: string, salt: string): string =>
    folder.write(name, baselineText({ entries: [ENTRY], salts: [saltMark(salt)] }));

  it('is nothing where nobody wrote anything', () => {
    expect(load()).to.deep.equal({ list: { ignores: [], baseline: [] }, notices: [] });
  });

  it('is the baseline at the root of the repository, when it is there', () => {
    writeBaseline('.sluice-baseline', SALT);
    expect(load({ fingerprintSalt: SALT }).list.baseline).to.deep.equal([ENTRY]);
  });

  it('is the baseline that the config names, which must be there', () => {
    const baseline = writeBaseline('ci/known', SALT);
    expect(load({ fingerprintSalt: SALT, baseline }).list.baseline[0]).to.include({ path: 'ci/a.yaml', isGone: true });
    expect(() => load({ baseline: folder.at('nope') })).to.throw(/secrets\.baseline is nope, which is not there/);
  });

  it('is without the baseline for who makes it anew, even if it cannot be read', () => {
    folder.write('.sluice-baseline', 'nonsense');
    expect(load).to.throw(/^\.sluice-baseline:1/);
    expect(load({}, true).list.baseline).to.deep.equal([]);
  });

  it('says when the salt was changed: nothing of the baseline holds then', () => {
    writeBaseline('.sluice-baseline', OTHER_SALT);
    expect(load({ fingerprintSalt: SALT }).notices).to.deep.equal([
      '.sluice-baseline was made with another secrets.fingerprintSalt, or none, so entries of it do not hold; write it again with "sluice baseline --update --prune"',
    ]);
    expect(load({ fingerprintSalt: OTHER_SALT }).notices).to.deep.equal([]);
  });

  it('tells salts apart without telling them', () => {
    expect(saltMark(SALT))
      .to.match(/^[0-9a-f]{8}$/)
      .and.not.equal(saltMark(OTHER_SALT));
  });
});

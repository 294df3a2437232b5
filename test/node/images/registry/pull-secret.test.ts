import { expect } from 'chai';
import { assert, constantFrom, property, string, array } from 'fast-check';
import { describe, it } from 'mocha';
import { matchKey, readPullSecret } from '../../../../src/node/images/registry/pull-secret.ts';

const auth = (user: string): object => ({ auth: Buffer.from(`${user}:p`).toString('base64') });

describe('a key of a pull secret', () => {
  const cases: readonly (readonly [key: string, registry: string, repository: string, matches: boolean])[] = [
    ['ghcr.io', 'ghcr.io', 'acme/app', true],
    ['https://ghcr.io', 'ghcr.io', 'acme/app', true],
    ['https://ghcr.io/v2/', 'ghcr.io', 'acme/app', true],
    ['GHCR.io', 'ghcr.io', 'acme/app', true],
    ['ghcr.io:443', 'ghcr.io', 'acme/app', false],
    ['ghcr.io', 'ghcr.io.evil.com', 'acme/app', false],
    ['evil-ghcr.io', 'ghcr.io', 'acme/app', false],
    ['https://index.docker.io/v1/', 'docker.io', 'library/nginx', true],
    ['docker.io', 'docker.io', 'library/nginx', true],
    ['registry-1.docker.io', 'docker.io', 'library/nginx', true],
    ['ghcr.io/acme', 'ghcr.io', 'acme/app', true],
    ['ghcr.io/acme/app', 'ghcr.io', 'acme/app', true],
    ['ghcr.io/acme/', 'ghcr.io', 'acme/app', true],
    ['ghcr.io/acme', 'ghcr.io', 'acme-evil/app', false],
    ['ghcr.io/acme/app/more', 'ghcr.io', 'acme/app', false],
    ['*.azurecr.io', 'acme.azurecr.io', 'app', true],
    ['*.azurecr.io', 'a.b.azurecr.io', 'app', false],
    ['*.azurecr.io', 'azurecr.io', 'app', false],
    ['*.azurecr.io/team', 'acme.azurecr.io', 'team/app', true],
    ['*.*.azurecr.io', 'a.b.azurecr.io', 'app', true],
    ['prod-*.azurecr.io', 'prod-1.azurecr.io', 'app', true],
    ['prod-*.azurecr.io', 'test-1.azurecr.io', 'app', false],
    ['*.local:5000', 'reg.local:5000', 'app', true],
    ['*.local:5000', 'reg.local:5001', 'app', false],
    ['*', 'ghcr.io', 'acme/app', false],
  ];
  for (const [key, registry, repository, matches] of cases)
    it(`${key} ${matches ? 'means' : 'does not mean'} ${registry}/${repository}`, () => {
      expect(matchKey(key, registry, repository) !== undefined).to.equal(matches);
    });

  it('never means a host that it does not end like', () => {
    const name = constantFrom('a', 'b', 'acme', 'evil', '*', 'x*', '*y');
    assert(
      property(
        array(name, { minLength: 1, maxLength: 3 }),
        array(name, { minLength: 1, maxLength: 3 }),
        (key, host) => {
          const registry = `${host.join('.').replaceAll('*', 'w')}.io`;
          const isMeant = matchKey(`${key.join('.')}.io`, registry, 'app') !== undefined;
          const expected = new RegExp(`^${key.join('\\.').replaceAll('*', '[^.]*')}\\.io$`).test(registry);
          return isMeant === expected;
        },
      ),
    );
  });
});

describe('a pull secret', () => {
  it('gives the most exact entry first, and all that match', () => {
    const config = JSON.stringify({
      auths: {
        '*.io': auth('glob'),
        'ghcr.io': auth('host'),
        'ghcr.io/acme/app': auth('repository'),
        'ghcr.io/acme': auth('path'),
        'ghcr.io/other': auth('other'),
      },
    });
    const reading = readPullSecret(config, 'ghcr.io', 'acme/app');
    expect(reading.kind === 'credentials' && reading.credentials).to.deep.equal(
      ['repository', 'path', 'host', 'glob'].map((username) => ({ kind: 'password', username, password: 'p' })),
    );
  });

  it('starts no helper', () => {
    const config = JSON.stringify({ credsStore: 'evil', credHelpers: { 'ghcr.io': 'evil' }, auths: {} });
    expect(readPullSecret(config, 'ghcr.io', 'acme/app').kind).to.equal('none');
  });

  it('of any text is read or refused, and never a fault', () => {
    assert(
      property(string(), string(), (config, key) => {
        readPullSecret(config, 'ghcr.io', 'acme/app');
        readPullSecret(JSON.stringify({ auths: { [key]: { auth: key }, 'ghcr.io': key } }), 'ghcr.io', 'acme/app');
        return true;
      }),
    );
  });
});

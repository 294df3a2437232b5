import { chmodSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { credentialsOrNone, type Credentials } from '../../../src/node/registry/docker-credentials.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const SECRET = 'do-not-print-me';
const AUTH = Buffer.from(`me:${SECRET}`).toString('base64');

function withConfig(folder: TemporaryFolder, config: unknown): Readonly<Record<string, string>> {
  folder.write('config.json', typeof config === 'string' ? config : JSON.stringify(config));
  return { DOCKER_CONFIG: folder.path, PATH: `${folder.path}:${process.env['PATH'] ?? ''}` };
}

/** A credential helper is a program; this one is a shell script, as many are. */
function addHelper(folder: TemporaryFolder, name: string, script: string): void {
  chmodSync(folder.write(`docker-credential-${name}`, `#!/bin/sh\n${script}\n`), 0o755);
}

/** The likeliest. */
async function findCredentials(
  registry: string,
  env: Readonly<Record<string, string>>,
): Promise<Credentials | undefined> {
  for await (const one of credentialsOrNone(registry, env)()) return one;
  throw new Error('not even a stranger');
}

describe('credentialsOrNone', () => {
  it('finds none where nobody has logged in', async () => {
    using folder = temporaryFolder();
    expect(await findCredentials('ghcr.io', { DOCKER_CONFIG: folder.path })).to.equal(undefined);
    expect(await findCredentials('ghcr.io', {})).to.equal(undefined);
    expect(await findCredentials('ghcr.io', withConfig(folder, { auths: { 'other.io': { auth: AUTH } } }))).to.equal(
      undefined,
    );
  });

  it('reads user and password as docker login writes them', async () => {
    using folder = temporaryFolder();
    const env = withConfig(folder, { auths: { 'ghcr.io': { auth: AUTH } } });
    expect(await findCredentials('ghcr.io', env)).to.deep.equal({ kind: 'password', username: 'me', password: SECRET });
  });

  it('finds the home of the user without DOCKER_CONFIG', async () => {
    using folder = temporaryFolder();
    folder.write('.docker/config.json', JSON.stringify({ auths: { 'https://ghcr.io': { auth: AUTH } } }));
    expect(await findCredentials('ghcr.io', { HOME: folder.path })).to.have.property('username', 'me');
  });

  it('knows Docker Hub by the name that docker login gives it', async () => {
    using folder = temporaryFolder();
    const env = withConfig(folder, { auths: { 'https://index.docker.io/v1/': { identitytoken: SECRET } } });
    expect(await findCredentials('docker.io', env)).to.deep.equal({ kind: 'identity-token', token: SECRET });
  });

  it('asks the helper of the host, and it alone', async () => {
    using folder = temporaryFolder();
    addHelper(folder, 'mine', `read server; echo "{\\"Username\\": \\"for $server\\", \\"Secret\\": \\"${SECRET}\\"}"`);
    addHelper(folder, 'common', 'exit 1');
    const env = withConfig(folder, { credHelpers: { 'ghcr.io': 'mine' }, credsStore: 'common' });
    expect(await findCredentials('ghcr.io', env)).to.deep.equal({
      kind: 'password',
      username: 'for ghcr.io',
      password: SECRET,
    });
  });

  it('takes the secret of the user <token> for an identity token', async () => {
    using folder = temporaryFolder();
    addHelper(folder, 'common', `echo '{"Username": "<token>", "Secret": "${SECRET}"}'`);
    expect(await findCredentials('ghcr.io', withConfig(folder, { credsStore: 'common' }))).to.deep.equal({
      kind: 'identity-token',
      token: SECRET,
    });
  });

  it('goes on to the file when a helper has none for this host', async () => {
    using folder = temporaryFolder();
    addHelper(folder, 'common', 'echo credentials not found in native keychain; exit 1');
    const env = withConfig(folder, { credsStore: 'common', auths: { 'ghcr.io': { auth: AUTH } } });
    expect(await findCredentials('ghcr.io', env)).to.have.property('username', 'me');
  });

  const broken: readonly (readonly [what: string, config: unknown, helper: string])[] = [
    ['fails', { credsStore: 'common' }, `echo "the secret is ${SECRET}"; exit 3`],
    ['says nothing that it should', { credsStore: 'common' }, `echo '"${SECRET}"'`],
    ['is not there', { credsStore: 'absent' }, ''],
    ['is called like a path', { credsStore: '../bin/sh' }, ''],
    ['says more than anybody can read', { credsStore: 'common' }, 'yes | head -c 1000000'],
  ];
  for (const [what, config, helper] of broken) {
    it(`complains about a helper that ${what}, and prints nothing of what it said`, async () => {
      using folder = temporaryFolder();
      addHelper(folder, 'common', helper);
      const error = await rejection(findCredentials('ghcr.io', withConfig(folder, config)));
      expect(error.code).to.equal('ACCESS_DENIED');
      expect(error.message).not.to.include(SECRET);
    });
  }

  for (const config of [
    `{"auths": {"ghcr.io": {"auth": "${SECRET}"`,
    '[]',
    { auths: { 'ghcr.io': { auth: 'bm8gY29sb24=' } } },
  ]) {
    it(`complains about a damaged file without quoting it: ${JSON.stringify(config).slice(0, 12)}…`, async () => {
      using folder = temporaryFolder();
      const error = await rejection(findCredentials('ghcr.io', withConfig(folder, config)));
      expect(error.code).to.equal('ACCESS_DENIED');
      expect(error.message).not.to.include(SECRET);
    });
  }
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { parseFile } from '../../src/node/documents/parse-file.ts';
import { GitRepository, GIT_TEST_ENVIRONMENT } from '../support/git-repository.ts';
import { findProgram } from '../support/programs.ts';
import { fakeIo } from './fake-io.ts';

const PLANTED = ['kX9', 'vQ2', 'mZ7', 'pL4'].join('');
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
stringData:
  username: ${PLANTED}u
  password: ${PLANTED}
`;
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.local/app:v1
          env:
            - name: DB_PASSWORD
              value: ${PLANTED}
`;
const CONFIG = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nshipped: [no-secrets-in-git]\n';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice fix', function () {
  this.timeout(30_000);
  let repository: GitRepository;

  beforeEach(() => {
    repository = new GitRepository();
    repository.commit({
      'sluice.yaml': CONFIG,
      'deploy/db.yaml': SECRET,
      'deploy/web.yaml': WEB,
      '.env': `API_TOKEN=${PLANTED}\n`,
    });
  });
  afterEach(() => repository[Symbol.dispose]());

  async function fix(line = ''): Promise<Ended> {
    const io = fakeIo({ cwd: repository.path, cacheDir: repository.at('.git/cache') });
    const code = await run(['fix', ...line.split(' ').filter((word) => word !== '')], io);
    const ended = { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
    expect(ended.stdout + ended.stderr).not.to.contain(PLANTED);
    return ended;
  }

  const textOf = (file: string): string => readFileSync(repository.at(file), 'utf8');

  /** The commands that were shown, run as they are in the folder they are for. */
  function follow(stdout: string, environment: Readonly<Record<string, string>>): void {
    const commands = [...stdout.matchAll(/^ {8}((?:sops|kubeseal|git|rm|printf) .*)$/gm)].map(
      ([, command = '']) => command,
    );
    expect(commands).not.to.have.length(0);
    for (const command of commands) {
      const { status, stderr } = spawnSync('sh', ['-c', command], {
        cwd: repository.path,
        env: { ...GIT_TEST_ENVIRONMENT, ...environment },
        encoding: 'utf8',
      });
      expect(status, `${command}\n${stderr}`).to.equal(0);
    }
  }

  async function check(...paths: readonly string[]): Promise<number> {
    const io = fakeIo({ cwd: repository.path, cacheDir: repository.at('.git/cache') });
    return run(['check', ...paths], io);
  }

  it('says for each finding what to do, and what is left of it in the history', async () => {
    const { code, stdout } = await fix();
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain('deploy/db.yaml:7: Secret shop/db')
      .and.to.contain('deploy/web.yaml:14: Deployment shop/web');
    expect(stdout).to.contain('Git keeps every version of a file');
    expect(stdout.match(/Rotate what leaked/g)).to.have.length.of.at.least(2);
  });

  it('says so when nothing is found', async () => {
    repository.write('clean/a.txt', 'nothing\n');
    expect(await fix('clean')).to.include({ code: 0, stdout: 'nothing was found\n' });
  });

  it('is no success when something could not be searched', async () => {
    repository.write('deploy/broken.yaml', 'a: [\n');
    const { code, stderr } = await fix('deploy');
    expect(code).to.equal(2);
    expect(stderr).to.contain('warning: not searched:');
  });

  it('shows what only the baseline accepts, too', async () => {
    const io = fakeIo({ cwd: repository.path, cacheDir: repository.at('.git/cache') });
    await run(['baseline', '--owner', 'team'], io);
    expect((await fix()).stdout).to.contain('Secret shop/db');
  });

  it('writes files to begin with, and leaves alone what is there', async () => {
    const { stdout } = await fix('--with external-secrets --write . deploy');
    expect(stdout).to.contain('wrote deploy/db.external-secret.yaml');
    const { documents, faults } = parseFile(readFileSync(repository.at('deploy/db.external-secret.yaml')));
    expect(faults).to.deep.equal([]);
    expect(documents[0]?.value).to.deep.include({
      kind: 'ExternalSecret',
      metadata: { name: 'db', namespace: 'shop' },
    });
    expect(await check('deploy/db.external-secret.yaml'), 'a reference is no finding').to.equal(0);
    repository.write('deploy/db.external-secret.yaml', 'mine');
    expect((await fix('--with external-secrets --write . deploy/db.yaml')).stdout).to.contain('which is there already');
    expect(textOf('deploy/db.external-secret.yaml')).to.equal('mine');
  });

  it('writes nothing outside of the folder, whatever leads there', async () => {
    const outside = new GitRepository();
    repository.write('out/README', '');
    symlinkSync(outside.path, repository.at('out/deploy'));
    expect((await fix('--with external-secrets --write out deploy')).stdout).to.contain('did not write');
    expect(existsSync(outside.at('db.external-secret.yaml'))).to.equal(false);
    outside[Symbol.dispose]();
  });

  const sops = findProgram(['sops'], 'SLUICE_TEST_SOPS');
  const ageKeygen = findProgram(['age-keygen'], 'SLUICE_TEST_AGE_KEYGEN');
  const sopsHere = sops !== undefined && ageKeygen !== undefined;
  (sopsHere ? it : it.skip)(
    `gives commands that sops obeys${sopsHere ? '' : ' (no sops and age-keygen here)'}`,
    async () => {
      const key = execFileSync(ageKeygen ?? '', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      repository.write('.git/age.key', key);
      const environment = { SOPS_AGE_KEY_FILE: repository.at('.git/age.key'), SOPS_DISABLE_VERSION_CHECK: '1' };
      const { stdout } = await fix('--write . deploy/db.yaml .env');
      const [recipient = ''] = /age1[0-9a-z]+/.exec(key) ?? [];
      repository.write('.sops.yaml', textOf('.sops.yaml').replaceAll(/age: ".*"$/gm, `age: ${recipient}`));
      follow(stdout, environment);
      expect(textOf('deploy/db.yaml'))
        .to.contain('name: db')
        .and.to.match(/password: ENC\[/);
      expect(textOf('.env')).to.match(/^API_TOKEN=ENC\[/);
      repository.git('rm', '--quiet', '-f', 'deploy/web.yaml');
      expect(await check(), 'what is encrypted is no finding').to.equal(0);
      const plain = execFileSync(sops ?? '', ['--decrypt', 'deploy/db.yaml'], {
        cwd: repository.path,
        env: { ...GIT_TEST_ENVIRONMENT, ...environment },
        encoding: 'utf8',
      });
      expect(plain).to.contain(`password: ${PLANTED}`);
    },
  );

  (sopsHere ? it : it.skip)(
    `opens again what sops refuses to open${sopsHere ? '' : ' (no sops and age-keygen here)'}`,
    async () => {
      const key = execFileSync(ageKeygen ?? '', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      repository.write('.git/age.key', key);
      const [recipient = ''] = /age1[0-9a-z]+/.exec(key) ?? [];
      const environment = { SOPS_AGE_KEY_FILE: repository.at('.git/age.key'), SOPS_DISABLE_VERSION_CHECK: '1' };
      const runSops = (...words: readonly string[]): string =>
        execFileSync(sops ?? '', words, {
          cwd: repository.path,
          env: { ...GIT_TEST_ENVIRONMENT, ...environment },
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      runSops('--encrypt', '--in-place', '--encrypted-regex', '^stringData$', '--age', recipient, 'deploy/db.yaml');
      repository.write('deploy/db.yaml', textOf('deploy/db.yaml').replace(/password: ENC.*/, `password: ${PLANTED}`));
      expect(() => runSops('--decrypt', 'deploy/db.yaml')).to.throw();
      const { stdout } = await fix('deploy/db.yaml');
      expect(stdout).to.contain('Take stringData.password out of deploy/db.yaml');
      repository.write('deploy/db.yaml', textOf('deploy/db.yaml').replace(/ *password: .*\n/, ''));
      repository.write('.git/editor', '#!/bin/sh\nsed -i "s/^stringData:/stringData:\\n    password: other/" "$1"\n');
      follow(stdout, { ...environment, EDITOR: `sh ${repository.at('.git/editor')}` });
      expect(runSops('--decrypt', 'deploy/db.yaml')).to.contain('password: other');
      expect(await check('deploy/db.yaml')).to.equal(0);
    },
  );

  const kubeseal = findProgram(['kubeseal'], 'SLUICE_TEST_KUBESEAL');
  const openssl = findProgram(['openssl']);
  const kubesealHere = kubeseal !== undefined && openssl !== undefined;
  (kubesealHere ? it : it.skip)(
    `gives commands that kubeseal obeys${kubesealHere ? '' : ' (no kubeseal and openssl here)'}`,
    async () => {
      const certificate = repository.at('.git/cert.pem');
      const request = ['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-subj', '/CN=test', '-days', '10'];
      execFileSync(openssl ?? '', [...request, '-keyout', repository.at('.git/key.pem'), '-out', certificate], {
        stdio: 'ignore',
      });
      const { stdout } = await fix('--with sealed-secrets deploy/db.yaml');
      follow(stdout, { SEALED_SECRETS_CERT: certificate });
      expect(existsSync(repository.at('deploy/db.yaml'))).to.equal(false);
      expect(textOf('deploy/db.sealed-secret.yaml')).to.contain('kind: SealedSecret').and.not.to.contain(PLANTED);
      repository.git('rm', '--quiet', '-f', 'deploy/web.yaml', '.env');
      expect(await check(), 'what is sealed is no finding').to.equal(0);
    },
  );
});

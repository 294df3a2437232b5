import { existsSync, readFileSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { fakeIo } from './fake-io.ts';

const CONFIG = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nshipped: [no-secrets-in-git]\n';
const PLANTED = ['kX9', 'vQ2', 'mZ7', 'pL4'].join('');
const secret = (password: string, name = 'db'): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  password: ${password}\n`;
const NAME = '.sluice-baseline';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice baseline', function () {
  this.timeout(30_000);
  let repository: GitRepository;

  beforeEach(() => {
    repository = new GitRepository();
    repository.write('sluice.yaml', CONFIG);
    repository.write('deploy/db.yaml', secret(PLANTED));
  });
  afterEach(() => repository[Symbol.dispose]());

  async function runIn(line: string, { cwd = repository.path, day = '2026-03-01' } = {}): Promise<Ended> {
    const now = (): Date => new Date(`${day}T12:00:00Z`);
    const io = fakeIo({ cwd, now, env: GIT_TEST_ENVIRONMENT, cacheDir: repository.at('.git/cache') });
    const code = await run(line.split(' '), io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  const textOf = (file: string): string => readFileSync(repository.at(file), 'utf8');
  const entries = (): readonly (readonly string[])[] =>
    textOf(NAME)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t'));
  const files = (): readonly (string | undefined)[] => entries().map(([, file]) => file);

  it('accepts what is there, with a reason, an owner and an end, and without the secret', async () => {
    expect((await runIn('check')).code).to.equal(1);
    const { code, stdout } = await runIn('baseline --owner team');
    expect(code).to.equal(0);
    expect(stdout).to.contain('wrote .sluice-baseline: 1 added, 0 kept, 0 taken out; team answers until 2026-05-30');
    const [[fingerprint, ...rest] = []] = entries();
    expect(fingerprint).to.match(/^k8s-secret-plaintext:[0-9a-f]{16}$/);
    expect(rest).to.deep.equal(['deploy/db.yaml', '2026-05-30', 'team', 'there when the baseline was written']);
    expect(textOf(NAME)).not.to.contain(PLANTED);
    const checked = await runIn('check');
    expect(checked.code, checked.stdout).to.equal(0);
    expect(checked.stdout).to.contain('[waived: there when the baseline was written (team, until 2026-05-30)]');
  });

  it('still fails for a new secret in the same place', async () => {
    await runIn('baseline --owner team');
    repository.write('deploy/db.yaml', secret(`${PLANTED}9`));
    expect((await runIn('check')).code).to.equal(1);
  });

  it('holds for a file that moves, and not for a copy of it', async () => {
    await runIn('baseline --owner team');
    repository.commit({ 'deploy/db.yaml': secret(PLANTED) });
    repository.git('mv', 'deploy/db.yaml', 'deploy/moved.yaml');
    expect((await runIn('check')).code).to.equal(0);
    repository.write('deploy/db.yaml', secret(PLANTED));
    expect((await runIn('check')).code).to.equal(1);
  });

  it('holds to its last day, and says so after that', async () => {
    await runIn('baseline --owner team --expires 2026-06-30');
    expect((await runIn('check', { day: '2026-06-30' })).code).to.equal(0);
    const after = await runIn('check', { day: '2026-07-01' });
    expect(after.code).to.equal(1);
    expect(after.stdout).to.match(
      /1 entry of the baseline \(.* in deploy\/db\.yaml\) expired and no longer holds; ask team/,
    );
  });

  it('is the same wherever it is written and read', async () => {
    await runIn('baseline --owner team', { cwd: repository.at('deploy') });
    expect(files()).to.deep.equal(['deploy/db.yaml']);
    expect((await runIn('check .', { cwd: repository.at('deploy') })).code).to.equal(0);
  });

  it('draws a salt for the config when it begins, and keeps it', async () => {
    expect((await runIn('baseline --owner team')).stdout).to.contain('wrote secrets.fingerprintSalt to sluice.yaml');
    const config = textOf('sluice.yaml');
    expect(config).to.match(/^secrets:\n {2}fingerprintSalt: [0-9a-f]{32}$/m);
    await runIn('baseline --update --owner team');
    expect(textOf('sluice.yaml')).to.equal(config);
  });

  it('offers a salt where there is no config to write it to', async () => {
    rmSync(repository.at('sluice.yaml'));
    const { code, stderr } = await runIn('baseline -p sluice:no-secrets-in-git --owner team');
    expect(code).to.equal(0);
    expect(stderr).to.match(
      /put a salt of your own into sluice\.yaml .*\n {2}secrets:\n {4}fingerprintSalt: [0-9a-f]{32}\n/,
    );
    expect(existsSync(repository.at('sluice.yaml'))).to.equal(false);
  });

  it("takes Git's own user for the owner, and asks for one where there is none", async () => {
    expect((await runIn('baseline')).stderr).to.contain('name somebody with --owner');
    repository.git('config', 'user.email', 'me@localhost.invalid');
    expect((await runIn('baseline')).stdout).to.contain('me@localhost.invalid answers');
  });

  it('is not written over', async () => {
    await runIn('baseline --owner team');
    const { code, stderr } = await runIn('baseline --owner other');
    expect(code).to.equal(2);
    expect(stderr).to.contain('.sluice-baseline is there already; --update adds');
  });

  it('is added to, and keeps what it says of what it has', async () => {
    await runIn('baseline --owner team');
    const before = entries();
    repository.write('deploy/other.yaml', secret(`${PLANTED}8`, 'other'));
    const { stdout } = await runIn('baseline --update --owner other --reason why');
    expect(stdout).to.contain('1 added, 1 kept, 0 taken out');
    expect(entries()).to.deep.include.members(before.map((entry) => [...entry]));
    expect(entries().map(([, , , owner]) => owner)).to.have.members(['team', 'other']);
  });

  it('is rid of what was mended', async () => {
    repository.write('deploy/other.yaml', secret(`${PLANTED}8`, 'other'));
    await runIn('baseline --owner team');
    repository.write('deploy/db.yaml', secret('${PASSWORD}'));
    expect((await runIn('check')).stdout).to.match(/1 entry of the baseline \(.*\) accepts nothing that is there/);
    expect((await runIn('baseline --prune --owner team')).stdout).to.contain('0 added, 1 kept, 1 taken out');
    expect(files()).to.deep.equal(['deploy/other.yaml']);
    expect((await runIn('check')).stdout).not.to.contain('accepts nothing');
  });

  it('over a part of the repository leaves entries about the rest alone', async () => {
    repository.write('other/db.yaml', secret(`${PLANTED}8`));
    await runIn('baseline --owner team');
    repository.write('deploy/db.yaml', secret('${PASSWORD}'));
    repository.write('other/db.yaml', secret('${PASSWORD}'));
    await runIn('baseline --prune --owner team deploy');
    expect(files()).to.deep.equal(['other/db.yaml']);
  });

  it('keeps entries about files that could not be searched', async () => {
    await runIn('baseline --owner team');
    repository.write('deploy/db.yaml', 'apiVersion: v1\nkind: Secret\nstringData: {a: [\n');
    const { stderr } = await runIn('baseline --prune --owner team');
    expect(stderr).to.contain('warning: not searched:');
    expect(files()).to.deep.equal(['deploy/db.yaml']);
  });

  it('does not take up what a comment or an entry accepts', async () => {
    const mark = ['sluice', 'allow'].join(':');
    repository.write('deploy/db.yaml', secret(`${PLANTED} # ${mark} k8s-secret-plaintext -- a test`));
    expect((await runIn('check')).stdout).to.contain('[waived: a test]');
    expect((await runIn('baseline --owner team')).stdout).to.contain(
      'nothing was found that a baseline would have to accept',
    );
  });

  it('needs a policy that reads what is found', async () => {
    repository.write('sluice.yaml', CONFIG.replace('no-secrets-in-git', 'no-host-paths'));
    const { code, stderr } = await runIn('baseline --owner team');
    expect(code).to.equal(2);
    expect(stderr).to.contain('NO_POLICIES').and.to.contain('no-secrets-in-git');
  });

  it('ends on a day that is to come', async () => {
    for (const day of ['tomorrow', '2026-02-30', '2026-02-28'])
      expect((await runIn(`baseline --owner team --expires ${day}`)).stderr, day).to.contain(`--expires ${day}`);
  });

  it('says how Git merges it, until Git does', async () => {
    expect((await runIn('baseline --owner team')).stdout).to.contain('.sluice-baseline merge=union');
    repository.write('.gitattributes', '.sluice-baseline merge=union\n');
    expect((await runIn('baseline --update --owner team')).stdout).not.to.contain('merge=union');
  });

  it('elsewhere is written with the paths from there, and is to be named', async () => {
    const { stdout } = await runIn('baseline --owner team -o ci/known');
    expect(stdout).to.contain('secrets.baseline');
    expect(textOf('ci/known')).to.contain('\t../deploy/db.yaml\t');
    repository.write('sluice.yaml', `${textOf('sluice.yaml')}  baseline: ci/known\n`);
    expect((await runIn('check')).code).to.equal(0);
  });
});

import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { programArguments } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const CONFIG = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nshipped: [no-secrets-in-git, no-privileged]\n';
const VALUE = ['bH7', 'cT3y', 'Vd8Q'].join('');
const secret = (value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\nstringData:\n  password: ${value}\n`;
const FINE = secret('${PASSWORD}');
const pod = (isPrivileged: boolean): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: main\n    image: a/b:1\n    securityContext: {privileged: ${isPrivileged}}\n`;

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

for (const hook of ['pre-receive', 'pre-push'] as const) {
  describe(`sluice init --hook=${hook}`, function () {
    this.timeout(60_000);
    let server: GitRepository;
    let client: GitRepository;
    let work: TemporaryFolder;
    beforeEach(() => {
      work = temporaryFolder();
      server = new GitRepository('--bare');
      client = new GitRepository();
      client.git('remote', 'add', 'origin', server.path);
      // What is there already is not the affair of a push.
      client.commit({ 'README.md': 'text\n', 'earlier.yaml': secret(VALUE) });
      client.git('push', '--quiet', 'origin', 'main');
      const home = hook === 'pre-receive' ? server : client;
      home.write('sluice.yaml', CONFIG);
      expect(runIn(home.path, process.execPath, ...programArguments(), 'init', `--hook=${hook}`).status).to.equal(0);
    });
    afterEach(() => {
      for (const one of [server, client, work]) one[Symbol.dispose]();
    });

    function runIn(cwd: string, program: string, ...args: readonly string[]): Ended {
      const env = { ...GIT_TEST_ENVIRONMENT, SLUICE_CACHE_DIR: work.at('cache') };
      const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
      return { status, output: stdout + stderr };
    }
    const push = (...args: readonly string[]): Ended => runIn(client.path, 'git', 'push', '--quiet', 'origin', ...args);
    const served = (ref: string): string => server.git('for-each-ref', '--format=%(objectname)', ref);
    const expectRefused = (ended: Ended, ...texts: readonly string[]): void => {
      expect(ended.status, ended.output).to.equal(1);
      expect(ended.output).to.contain(hook === 'pre-receive' ? 'pre-receive hook declined' : 'git push --no-verify');
      for (const text of texts) expect(ended.output).to.contain(text);
      expect(ended.output).to.not.contain(VALUE).and.to.not.contain('earlier.yaml');
    };
    const expectTaken = ({ status, output }: Ended): void => {
      expect(status, output).to.equal(0);
    };

    it('refuses a commit with a secret, and takes the push once it is mended', () => {
      const before = served('refs/heads/main');
      const bad = client.commit({ 'secret.yaml': secret(VALUE) });
      expectRefused(push('main'), 'secret.yaml:5', bad.slice(0, 12));
      expect(served('refs/heads/main')).to.equal(before);
      client.git('reset', '--quiet', '--hard', 'HEAD~1');
      const good = client.commit({ 'secret.yaml': FINE });
      expectTaken(push('main'));
      expect(served('refs/heads/main')).to.equal(good);
    });
    it('refuses a secret that a later commit of the same push takes out again', () => {
      client.commit({ 'secret.yaml': secret(VALUE) });
      client.commit({ 'secret.yaml': FINE });
      expectRefused(push('main'), 'secret.yaml');
    });
    it('judges the objects that are pushed, as they will be, by all policies', () => {
      client.commit({ 'pod.yaml': pod(true) });
      expectRefused(push('main'), 'pod.yaml:8', 'no-privileged');
      client.commit({ 'pod.yaml': pod(false) });
      expectTaken(push('main'));
    });
    it('judges all that is new of a new branch, and nothing that is there already', () => {
      client.git('push', '--quiet', '--no-verify', 'origin', 'main');
      client.git('switch', '--quiet', '--create', 'feature');
      client.commit({ 'a.txt': 'one\n' });
      client.commit({ 'secret.yaml': secret(VALUE) });
      expectRefused(push('feature'), 'secret.yaml:5');
      expect(served('refs/heads/feature')).to.equal('');
      client.git('reset', '--quiet', '--hard', 'HEAD~1');
      expectTaken(push('feature'));
      expectTaken(push('feature:refs/heads/another'));
    });
    it('judges the first branch of a repository, and one without a common commit', () => {
      client.git('switch', '--quiet', '--orphan', 'other');
      client.commit({ 'secret.yaml': secret(VALUE) });
      expectRefused(push('other'), 'secret.yaml:5');
    });
    it('judges what a forced push brings instead', () => {
      client.commit({ 'a.txt': 'one\n' });
      expectTaken(push('main'));
      client.git('reset', '--quiet', '--hard', 'HEAD~1');
      client.commit({ 'secret.yaml': secret(VALUE) });
      expectRefused(push('--force', 'main'), 'secret.yaml:5');
      client.git('reset', '--quiet', '--hard', 'HEAD~1');
      const other = client.commit({ 'a.txt': 'two\n' });
      expectTaken(push('--force', 'main'));
      expect(served('refs/heads/main')).to.equal(other);
    });
    it('lets a branch be deleted', () => {
      client.git('branch', 'gone');
      expectTaken(push('gone'));
      expectTaken(push('--delete', 'gone'));
      expect(served('refs/heads/gone')).to.equal('');
    });
    it('judges the commits behind tags', () => {
      client.commit({ 'secret.yaml': secret(VALUE) });
      client.git('tag', '--annotate', '--message=a tag', 'v1');
      client.git('tag', 'plain');
      client.git('reset', '--quiet', '--hard', 'HEAD~1');
      expectRefused(push('v1'), 'secret.yaml:5');
      expectRefused(push('plain'), 'secret.yaml:5');
      client.git('tag', '--annotate', '--message=a tag', 'v0');
      expectTaken(push('v0'));
    });
    it('does not take a tag of something that is no commit', () => {
      const blob = client.storeBlob(secret(VALUE));
      client.git('tag', 'blob', blob);
      const { status, output } = push('blob');
      expect(status).to.equal(1);
      expect(output).to.contain('refs/tags/blob').and.to.contain('no commit');
    });
    it('judges each of several refs, and takes none when one is refused', () => {
      client.git('switch', '--quiet', '--create', 'good');
      client.commit({ 'a.txt': 'one\n' });
      client.git('switch', '--quiet', '--create', 'bad', 'main');
      client.commit({ 'secret.yaml': secret(VALUE) });
      expectRefused(push('good', 'bad', ':main'), 'secret.yaml:5', 'bad@sha1:');
      expect(served('refs/heads/good')).to.equal('');
      expect(served('refs/heads/main')).to.not.equal('');
      expectTaken(push('good'));
    });
    it('takes nothing when it could not judge', () => {
      const home = hook === 'pre-receive' ? server : client;
      home.write('sluice.yaml', `${CONFIG}failOn: never\n`);
      client.commit({ 'a.txt': 'one\n' });
      const { status, output } = push('main');
      expect(status).to.equal(1);
      expect(output).to.contain('CONFIG_INVALID');
    });
  });
}

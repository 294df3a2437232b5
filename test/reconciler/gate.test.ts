import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../reconciler/main.ts';
import { fakeIo, type FakeIo } from '../cli/fake-io.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const NO_BAD_PODS = `package main

deny contains msg if {
	input.kind == "Pod"
	input.metadata.name == "bad"
	msg := "bad is a Pod"
}

warn contains "careful" if input.metadata.name == "risky"
`;
const APPROVED = 'refs/heads/approved/prod';
const pod = (name: string, namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

describe('sluice gate --once', () => {
  let repository: GitRepository;
  let work: TemporaryFolder;
  beforeEach(() => {
    repository = new GitRepository();
    work = temporaryFolder();
    work.write('policy/policy.rego', NO_BAD_PODS);
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    work[Symbol.dispose]();
  });

  interface Gated {
    readonly code: number;
    readonly io: FakeIo;
  }
  async function gate(...argv: readonly string[]): Promise<Gated> {
    const io = fakeIo({ cwd: work.path, env: GIT_TEST_ENVIRONMENT });
    const fixed = ['--once', '--repo', repository.path, '--env', 'prod', '-p', 'policy', '--no-cache'];
    return { code: await run([...fixed, ...argv], io), io };
  }
  const approved = (): string => repository.git('for-each-ref', '--format=%(objectname)', APPROVED);
  async function failure(...argv: readonly string[]): Promise<{ readonly code: string; readonly message: string }> {
    const error: unknown = await gate(...argv).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error).to.have.property('code');
    return error as never;
  }

  describe('promotes a compliant revision', () => {
    it('by making the branch', async () => {
      const commit = repository.commit({ 'a.yaml': pod('good') });
      const { code, io } = await gate('--revision', 'main');
      expect(code).to.equal(0);
      expect(io.stdout.text()).to.match(new RegExp(`\\npromoted main@sha1:${commit} → refs/heads/approved/prod\\n$`));
      expect(approved()).to.equal(commit);
    });
    it('by moving the branch forward', async () => {
      repository.git('update-ref', APPROVED, repository.commit({ 'a.yaml': pod('good') }));
      const commit = repository.commit({ 'b.yaml': pod('better') });
      expect((await gate('--revision', 'main')).code).to.equal(0);
      expect(approved()).to.equal(commit);
    });
    it('with a log entry that names the policy set, and nothing else written', async () => {
      const commit = repository.commit({ 'a.yaml': pod('good') });
      const before = repository.git('count-objects');
      await gate('--revision', commit);
      expect(repository.git('reflog', 'show', '--format=%gs', APPROVED)).to.match(
        /^sluice: approved by policy set [0-9a-f]{64}$/,
      );
      expect(repository.git('count-objects')).to.equal(before);
      expect(repository.git('status', '--porcelain')).to.equal('');
    });
    it('in a bare repository', async () => {
      const commit = repository.commit({ 'a.yaml': pod('good') });
      repository.git('clone', '--quiet', '--bare', '.', 'bare.git');
      expect((await gate('--repo', repository.at('bare.git'), '--revision', 'main')).code).to.equal(0);
      expect(repository.git('-C', 'bare.git', 'rev-parse', APPROVED)).to.equal(commit);
    });
    it('with warnings, unless these are to block', async () => {
      repository.commit({ 'a.yaml': pod('risky') });
      expect((await gate('--revision', 'main', '--fail-on', 'warn')).code).to.equal(1);
      expect(approved()).to.equal('');
      expect((await gate('--revision', 'main')).code).to.equal(0);
    });
    it('judging only the paths that were named', async () => {
      const commit = repository.commit({ 'apps/a.yaml': pod('good'), 'elsewhere/b.yaml': pod('bad') });
      expect((await gate('--revision', 'main', '--path', 'apps')).code).to.equal(0);
      expect(approved()).to.equal(commit);
    });
    it('which is approved already, and says so', async () => {
      repository.commit({ 'a.yaml': pod('good') });
      await gate('--revision', 'main');
      const { code, io } = await gate('--revision', 'main');
      expect(code).to.equal(0);
      expect(io.stdout.text()).to.match(/\nalready approved main@sha1:/);
    });
  });

  describe('blocks a revision with violations', () => {
    it('and leaves the branch where it is', async () => {
      const good = repository.commit({ 'a.yaml': pod('good') });
      repository.git('update-ref', APPROVED, good);
      const bad = repository.commit({ 'b.yaml': pod('bad') });
      const { code, io } = await gate('--revision', 'main');
      expect(code).to.equal(1);
      expect(io.stdout.text()).to.match(
        new RegExp(`\\nblocked main@sha1:${bad}: 1 violation; ${APPROVED} stays where it is\\n$`),
      );
      expect(io.stdout.text()).to.match(/b\.yaml:1.*Pod shop\/bad/);
      expect(approved()).to.equal(good);
    });
    it('although a later commit takes them back: what is judged is the revision', async () => {
      const bad = repository.commit({ 'b.yaml': pod('bad') });
      repository.commit({ 'b.yaml': pod('good') });
      expect((await gate('--revision', bad)).code).to.equal(1);
      expect((await gate('--revision', 'main')).code).to.equal(0);
    });
    it('that is approved already, when the policies have changed since', async () => {
      repository.git('update-ref', APPROVED, repository.commit({ 'b.yaml': pod('bad') }));
      expect((await gate('--revision', 'main')).code).to.equal(1);
    });
    it('whose own policies would allow it', async () => {
      repository.commit({
        'b.yaml': pod('bad'),
        'policy/policy.rego': 'package main\n',
        'sluice.yaml': 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nignore: ["*"]\n',
      });
      expect((await gate('--revision', 'main')).code).to.equal(1);
    });
  });

  describe('does not promote what it could not judge', () => {
    const cases: readonly (readonly [title: string, files: Readonly<Record<string, string>>])[] = [
      ['a file that does not parse', { 'a.yaml': pod('good'), 'b.yaml': 'a: [1\n' }],
      ['nothing', { 'README.md': 'text' }],
      ['nothing that a policy is about', { 'a.yaml': 'just: values\n', 'package.json': '{' }],
    ];
    for (const [title, files] of cases) {
      it(title, async () => {
        repository.commit(files);
        const { code, io } = await gate('--revision', 'main');
        expect(code).to.equal(2);
        expect(io.stdout.text()).to.match(/\nnot promoted main@sha1:/);
        expect(approved()).to.equal('');
      });
    }
    it('a policy that does not compile', async () => {
      repository.commit({ 'a.yaml': pod('good') });
      work.write('policy/broken.rego', 'package broken\ndeny contains if {\n');
      expect((await gate('--revision', 'main')).code).to.equal(2);
      expect(approved()).to.equal('');
    });
  });

  describe('never moves the branch back or aside', () => {
    it('when the revision is older', async () => {
      const old = repository.commit({ 'a.yaml': pod('good') });
      const newer = repository.commit({ 'a.yaml': pod('better') });
      repository.git('update-ref', APPROVED, newer);
      const { code, io } = await gate('--revision', old);
      expect(code).to.equal(2);
      expect(io.stdout.text()).to.match(
        /is already further, at [0-9a-f]{40}; to take changes back, revert them in Git and promote the revert, or move the branch yourself: git update-ref refs\/heads\/approved\/prod/,
      );
      expect(approved()).to.equal(newer);
    });
    it('when history has forked', async () => {
      const base = repository.commit({ 'a.yaml': pod('good') });
      repository.git('update-ref', APPROVED, repository.commit({ 'a.yaml': pod('better') }));
      repository.git('reset', '--quiet', '--hard', base);
      repository.commit({ 'c.yaml': pod('other') });
      const { code, io } = await gate('--revision', 'main');
      expect(code).to.equal(2);
      expect(io.stdout.text()).to.match(/is not an ancestor of [0-9a-f]{40}; merge or rebase onto it/);
    });
    it('in a shallow clone, where ancestors are not known', async () => {
      const first = repository.commit({ 'a.yaml': pod('good') });
      repository.commit({ 'a.yaml': pod('better') });
      repository.git('branch', 'approved/prod', first);
      repository.git(
        'clone',
        '--quiet',
        '--bare',
        '--depth=1',
        '--no-single-branch',
        `file://${repository.path}`,
        'shallow.git',
      );
      const { code, io } = await gate('--repo', repository.at('shallow.git'), '--revision', 'main');
      expect(code).to.equal(2);
      expect(io.stdout.text()).to.match(/git fetch --unshallow/);
    });
  });

  it('keeps its own line out of a report that a machine reads', async () => {
    repository.commit({ 'a.yaml': pod('good') });
    const { io } = await gate('--revision', 'main', '-o', 'json');
    const report: unknown = JSON.parse(io.stdout.text());
    expect(report).to.deep.include({ kind: 'Report', point: 'sync' });
    expect(report)
      .to.have.property('revision')
      .that.matches(/^main@sha1:/);
    expect(io.stderr.text()).to.match(/^promoted main@sha1:/);
  });

  describe('fails with what to do', () => {
    beforeEach(() => {
      repository.commit({ 'a.yaml': pod('good') });
    });
    it('without --once, because it cannot watch yet', async () => {
      const io = fakeIo({ cwd: work.path });
      const error: unknown = await run(['--revision', 'main', '--env', 'prod'], io).then(
        () => undefined,
        (fault: unknown) => fault,
      );
      expect(error).to.have.property('code', 'USAGE');
      expect(error)
        .to.have.property('message')
        .that.matches(/give --once.*watching a repository is to come/);
    });
    it('without a revision', async () => {
      expect(await failure()).to.deep.include({
        code: 'USAGE',
        message: 'sluice gate needs --revision REV and --env NAME',
      });
    });
    const environments = [
      '',
      '../main',
      '../../heads/main',
      'a b',
      'prod.lock',
      '@{u}',
      'prod~1',
      'a*',
      '/prod',
      'prod/',
    ];
    for (const env of environments) {
      it(`on the environment ${JSON.stringify(env)}`, async () => {
        expect(await failure('--revision', 'main', `--env=${env}`)).to.have.property('code', 'USAGE');
        expect(repository.git('for-each-ref', '--format=%(refname)')).to.equal('refs/heads/main');
      });
    }
    it('on a revision that is not there', async () => {
      expect(await failure('--revision', 'nowhere')).to.deep.include({ code: 'GIT_FAILED' });
    });
    it('on a path that is not there', async () => {
      expect(await failure('--revision', 'main', '--path', 'nowhere'))
        .to.have.property('message')
        .that.matches(/has no path "nowhere"/);
    });
    it('on a folder without a repository', async () => {
      expect(await failure('--revision', 'main', '--repo', work.path))
        .to.have.property('message')
        .that.matches(/is not in a Git repository/);
    });
  });
});

import { mkdirSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findStaged, type StagedSources } from '../../../src/node/sources/git-index.ts';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('findStaged', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  interface Overrides {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly ignored?: string;
  }
  const staged = ({ cwd = repository.path, env = {}, ignored }: Overrides = {}): Promise<StagedSources> =>
    findStaged(gitPlace(cwd, { ...GIT_TEST_ENVIRONMENT, ...env }, true), {
      isIgnored: (path) => path === ignored,
      extensions: ['.yaml', '.json'],
    });

  it('gives staged files before the first commit', async () => {
    repository.stage({ 'a.yaml': pod('a'), 'deep/b.json': '{}', 'README.md': 'text' });
    const { found, others } = await staged();
    expect(texts(found.sources)).to.deep.equal({ 'a.yaml': pod('a'), 'deep/b.json': '{}' });
    expect(others).to.equal(1);
  });
  it('gives what is staged, not what lies in the working tree', async () => {
    repository.commit({ 'a.yaml': pod('old') });
    repository.stage({ 'a.yaml': pod('staged') });
    repository.write('a.yaml', pod('not-staged'));
    expect(texts((await staged()).found.sources)).to.deep.equal({ 'a.yaml': pod('staged') });
  });
  it('gives a staged file that is gone from the working tree', async () => {
    repository.stage({ 'a.yaml': pod('staged') });
    rmSync(repository.at('a.yaml'));
    expect(texts((await staged()).found.sources)).to.deep.equal({ 'a.yaml': pod('staged') });
  });
  it('leaves out what is not staged', async () => {
    repository.commit({ 'a.yaml': pod('a'), 'b.yaml': pod('b') });
    repository.write('a.yaml', pod('changed'));
    repository.write('new.yaml', pod('untracked'));
    repository.stage({ 'b.yaml': pod('b2') });
    expect(paths((await staged()).found.sources)).to.deep.equal(['b.yaml']);
  });
  it('gives nothing when nothing is staged', async () => {
    repository.commit({ 'a.yaml': pod('a') });
    const { found, others } = await staged();
    expect({ ...found, others }).to.deep.equal({
      sources: [],
      skipped: [],
      faults: [],
      root: repository.path,
      others: 0,
    });
  });
  it('leaves out a file of which only the name is announced (git add -N)', async () => {
    repository.commit();
    repository.write('a.yaml', pod('a'));
    repository.git('add', '--intent-to-add', 'a.yaml');
    expect((await staged()).found.sources).to.deep.equal([]);
  });
  it('gives a moved file under its new name and explains the old one', async () => {
    repository.commit({ 'old.yaml': pod('a') });
    repository.git('mv', 'old.yaml', 'new.yaml');
    const { found } = await staged();
    expect(texts(found.sources)).to.deep.equal({ 'new.yaml': pod('a') });
    expect(found.skipped).to.deep.equal([{ file: 'old.yaml', reason: 'deleted, or moved away, by this commit' }]);
  });
  it('gives a file that was a link before', async () => {
    repository.commit({ 'real.yaml': pod('real') });
    repository.link('a.yaml', 'real.yaml');
    repository.git('add', 'a.yaml');
    repository.commit();
    rmSync(repository.at('a.yaml'));
    repository.stage({ 'a.yaml': pod('own') });
    expect(texts((await staged()).found.sources)).to.deep.equal({ 'a.yaml': pod('own') });
  });
  it('gives a file of which only the mode changed', async () => {
    repository.commit({ 'a.yaml': pod('a') });
    repository.git('update-index', '--chmod=+x', 'a.yaml');
    expect(paths((await staged()).found.sources)).to.deep.equal(['a.yaml']);
  });
  it('explains deletions', async () => {
    repository.commit({ 'a.yaml': pod('a'), 'README.md': 'text' });
    repository.git('rm', '--quiet', 'a.yaml', 'README.md');
    const { found, others } = await staged();
    expect(found).to.deep.equal({
      sources: [],
      skipped: [{ file: 'a.yaml', reason: 'deleted, or moved away, by this commit' }],
      faults: [],
      root: repository.path,
    });
    expect(others).to.equal(1);
  });
  it('explains submodules', async () => {
    const commit = repository.commit();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor`);
    const { found } = await staged();
    expect(found.skipped).to.deep.equal([
      { file: 'vendor', reason: 'submodule: its content is in a repository of its own; check it there' },
    ]);
  });
  it('explains Helm templates of a chart that is itself not staged', async () => {
    repository.commit({ 'chart/Chart.yaml': 'name: c\n' });
    repository.stage({ 'chart/templates/a.yaml': '{{ }}', 'chart/crds/b.yaml': pod('b') });
    const { found } = await staged();
    expect(paths(found.sources)).to.deep.equal(['chart/crds/b.yaml']);
    expect(found.skipped).to.deep.equal([
      { file: 'chart/templates/a.yaml', reason: 'Helm template: not YAML until its chart is rendered' },
    ]);
  });
  it('says what was ignored', async () => {
    repository.stage({ 'a.yaml': pod('a') });
    const { found } = await staged({ ignored: 'a.yaml' });
    expect(found).to.deep.equal({
      sources: [],
      skipped: [{ file: 'a.yaml', reason: 'ignored by --ignore or the config' }],
      faults: [],
      root: repository.path,
    });
  });
  it('asks about ignored paths as a check of files in that folder shows them', async () => {
    repository.stage({ 'a.yaml': pod('a'), 'deep/b.yaml': pod('b'), 'deep/er/c.yaml': pod('c') });
    const asked: string[] = [];
    await findStaged(gitPlace(repository.at('deep'), GIT_TEST_ENVIRONMENT, true), {
      isIgnored: (path) => asked.push(path) < 0,
      extensions: ['.yaml'],
    });
    expect(asked).to.deep.equal([repository.at('a.yaml'), 'b.yaml', 'er/c.yaml']);
  });
  it('reports a file with merge conflicts', async () => {
    repository.commit({ 'a.yaml': pod('base') });
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.commit({ 'a.yaml': pod('theirs') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'a.yaml': pod('ours') });
    expect(() => repository.git('merge', 'other')).to.throw();
    const { found } = await staged();
    expect(found.faults).to.deep.equal([
      {
        path: 'a.yaml',
        code: 'GIT_FAILED',
        message: 'a.yaml: has merge conflicts; resolve them and stage the file with "git add"',
      },
    ]);
  });
  it('sees all of the index from a folder below the root', async () => {
    repository.stage({ 'a.yaml': pod('a'), 'deep/b.yaml': pod('b') });
    const { found } = await staged({ cwd: repository.at('deep') });
    expect(paths(found.sources)).to.deep.equal(['a.yaml', 'deep/b.yaml']);
    expect(found.root).to.equal(repository.path);
  });
  it('reads the index that Git names to its hooks, as "git commit -a" has one of its own', async () => {
    repository.commit({ 'a.yaml': pod('a') });
    repository.write('a.yaml', pod('changed'));
    const index = { GIT_INDEX_FILE: repository.at('.git/own-index') };
    repository.gitWith({ env: index }, 'read-tree', 'HEAD');
    repository.gitWith({ env: index }, 'add', 'a.yaml');
    expect((await staged()).found.sources).to.deep.equal([]);
    expect(texts((await staged({ env: index })).found.sources)).to.deep.equal({ 'a.yaml': pod('changed') });
  });
  it('works in a linked working tree', async () => {
    repository.commit({ 'a.yaml': pod('a') });
    const linked = repository.at('linked');
    repository.git('worktree', 'add', '--quiet', linked);
    const entry = `100644,${repository.storeBlob(pod('b'))},b.yaml`;
    repository.git('-C', linked, 'update-index', '--add', '--cacheinfo', entry);
    expect(texts((await staged({ cwd: linked })).found.sources)).to.deep.equal({ 'b.yaml': pod('b') });
  });
  it('works in a repository with SHA-256 ids', async () => {
    using modern = new GitRepository('--object-format=sha256');
    modern.stage({ 'a.yaml': pod('a') });
    expect(paths((await staged({ cwd: modern.path })).found.sources)).to.deep.equal(['a.yaml']);
    modern.commit();
    modern.stage({ 'b.yaml': pod('b') });
    expect(texts((await staged({ cwd: modern.path })).found.sources)).to.deep.equal({ 'b.yaml': pod('b') });
  });
  it('gives the other manifests of the index as context, without Helm templates', async () => {
    repository.commit({ 'ns.yaml': 'kind: Namespace\n', 'chart/Chart.yaml': 'a: 1\n', 'chart/templates/t.yaml': '{{' });
    repository.stage({ 'a.yaml': pod('a') });
    expect(paths(await (await staged()).readContext())).to.deep.equal(['chart/Chart.yaml', 'ns.yaml']);
  });

  describe('fails with what to do', () => {
    const failure = async (cwd: string): Promise<string> => {
      try {
        await staged({ cwd });
      } catch (error) {
        expect(error).to.have.property('code', 'GIT_FAILED');
        return error instanceof Error ? error.message : '';
      }
      return expect.fail('it was to fail and did not');
    };
    it('outside of a repository', async () => {
      rmSync(repository.at('.git'), { recursive: true });
      expect(await failure(repository.path)).to.match(/is not in a Git repository; run sluice inside of one/);
    });
    it('in a folder that does not exist', async () => {
      expect(await failure(repository.at('nowhere'))).to.match(/nowhere does not exist/);
    });
    it('in a bare repository', async () => {
      using bare = new GitRepository('--bare');
      expect(await failure(bare.path)).to.match(/is a bare repository: it has no index/);
    });
    it('with an index that is damaged', async () => {
      repository.write('.git/index', 'garbage');
      expect(await failure(repository.path)).to.match(/git [a-z-]+ failed .*index file/);
    });
    it('without the program', async () => {
      mkdirSync(repository.at('empty'));
      const work = findStaged(gitPlace(repository.path, { PATH: repository.at('empty') }, true), {
        isIgnored: () => false,
        extensions: [],
      });
      const error: unknown = await work.then(
        () => undefined,
        (fault: unknown) => fault,
      );
      expect(error)
        .to.have.property('message')
        .that.matches(/"git" is not there; install Git/);
    });
  });
});

const paths = (sources: readonly Source[]): readonly string[] => sources.map(({ path }) => path);

function texts(sources: readonly Source[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sources.map((source) => [source.path, 'bytes' in source ? Buffer.from(source.bytes).toString() : '?']),
  );
}

import { chmodSync, existsSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { FoundSources } from '../../../src/node/check/found-sources.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import { findStaged } from '../../../src/node/sources/git-index.ts';
import { openGitRefs } from '../../../src/node/sources/git-refs.ts';
import { findInRevision } from '../../../src/node/sources/git-revision.ts';
import { readTree } from '../../../src/node/sources/git-tree.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const OPTIONS = { isIgnored: () => false, extensions: ['.yaml'] };

/** What somebody may try who controls a repository, a path in it, or a name on the command line. */
describe('a hostile repository', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  const trap = (): string => repository.at('.git/SPRUNG');
  const isSprung = (): boolean => existsSync(trap());

  /** A program that leaves a mark when it runs, whatever it is called for. */
  function program(name: string): string {
    repository.write(`.git/${name}`, `#!/bin/sh\ntouch '${trap()}'\ncat\n`);
    chmodSync(repository.at(`.git/${name}`), 0o755);
    return repository.at(`.git/${name}`);
  }

  type Environment = Readonly<Record<string, string>>;
  const staged = async (env: Environment = {}): Promise<FoundSources> =>
    (await findStaged(gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...env }, true), OPTIONS)).found;
  const inRevision = async (commit: string, env: Environment = {}): Promise<FoundSources> =>
    (
      await findInRevision(gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...env }, false), commit, {
        ...OPTIONS,
        paths: [],
      })
    ).found;
  const refs = (env: Environment = {}): ReturnType<typeof openGitRefs> =>
    openGitRefs(gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...env }, false));

  async function failure(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error).to.have.property('code', 'GIT_FAILED');
    return error instanceof Error ? error.message : '';
  }

  describe('gets no option in by a name', () => {
    const names = [
      '--output=SPRUNG',
      '-h',
      '--upload-pack=touch SPRUNG',
      '--exec=touch SPRUNG',
      '--git-dir=/',
      '--',
      '-',
    ];
    for (const name of names) {
      it(`revision ${name}`, async () => {
        repository.commit({ 'a.yaml': POD });
        expect(await failure(refs().resolve(name))).to.match(/is not a name of a revision/);
        expect(existsSync(repository.at('SPRUNG'))).to.equal(false);
      });
    }
    it('revision with a line break', async () => {
      repository.commit();
      expect(await failure(refs().resolve('HEAD\n--all'))).to.include('\\u000a');
    });
    it('files called like options', async () => {
      const names = ['--output=x.yaml', '-z.yaml', ':(exclude)a.yaml', ':!b.yaml'];
      const commit = repository.commitTree(names.map((name) => `100644 blob ${repository.storeBlob(name)}\t${name}`));
      expect(Object.keys(texts(await inRevision(commit)))).to.have.members(names);
    });
  });

  describe('hides no file by its name', () => {
    const names = [
      'line\nbreak.yaml',
      'tab\t.yaml',
      'quote".yaml',
      "quote'.yaml",
      'back\\slash.yaml',
      ' space .yaml',
      'ünïcödé-日本.yaml',
      'e\u0301.yaml',
      '\u202etxt.yaml',
      '100644 blob 0\tx.yaml',
      'a\u001b[31m.yaml',
    ];
    for (const name of names) {
      it(`staged and committed: ${JSON.stringify(name)}`, async () => {
        repository.gitWith(
          { input: `100644 ${repository.storeBlob(POD)}\t${name}\0` },
          'update-index',
          '-z',
          '--index-info',
        );
        expect(texts(await staged())).to.deep.equal({ [name]: POD });
        expect(texts(await inRevision(repository.commit()))).to.deep.equal({ [name]: POD });
      });
    }
    it('that is no UTF-8', async () => {
      const blob = repository.storeBlob(POD);
      const records = Buffer.concat([
        Buffer.from(`100644 ${blob}\t`),
        Buffer.from([0xff, 0x2e]),
        Buffer.from('yaml\0'),
      ]);
      repository.gitWith({ input: records }, 'update-index', '-z', '--index-info');
      expect((await staged()).sources).to.have.length(1);
    });
    it('in a tree with names that are no UTF-8 and look the same as text', async () => {
      const blob = repository.storeBlob(POD);
      const entry = (name: string): Buffer =>
        Buffer.concat([Buffer.from(`100644 blob ${blob}\t`), Buffer.from(name, 'latin1'), Buffer.from('\0')]);
      const input = Buffer.concat([entry('\u00e9.yaml'), entry('\u00ea.yaml')]);
      const tree = repository.gitWith({ input }, 'mktree', '-z');
      const commit = repository.git('commit-tree', tree, '-m', 'names');
      expect(await failure(inRevision(commit))).to.match(/several names that are no UTF-8 look the same/);
    });
    it('in a tree that has the same name twice', async () => {
      const [bad, good] = [repository.storeBlob('bad'), repository.storeBlob(POD)];
      const commit = repository.commitTree([`100644 blob ${bad}\ta.yaml`, `100644 blob ${good}\ta.yaml`]);
      expect(await failure(inRevision(commit))).to.match(/the tree holds a\.yaml twice/);
    });
    it('behind a link to itself, or to nowhere', async () => {
      repository.link('loop.yaml', 'loop.yaml');
      repository.link('ping', 'pong');
      repository.link('pong', 'ping');
      repository.link('through.yaml', 'ping/x.yaml');
      repository.link('gone.yaml', 'missing.yaml');
      repository.git('add', '.');
      const { faults, sources } = await inRevision(repository.commit());
      expect(sources).to.deep.equal([]);
      expect(faults.map(({ path, code }) => [path, code])).to.deep.equal([
        ['gone.yaml', 'INPUT_UNREADABLE'],
        ['loop.yaml', 'INPUT_UNREADABLE'],
        ['through.yaml', 'INPUT_UNREADABLE'],
      ]);
    });
  });

  it('reads no file outside of itself through a link', async () => {
    repository.link('absolute.yaml', '/etc/passwd');
    repository.link('deep/relative.yaml', '../../../../etc/passwd');
    repository.link('up', '..');
    repository.link('through.yaml', 'up/x.yaml');
    repository.link('git.yaml', '.git/config');
    repository.git('add', '--force', '.');
    const { faults, sources } = await inRevision(repository.commit());
    expect(sources).to.deep.equal([]);
    expect(faults.map(({ path, code }) => [path, code])).to.deep.equal([
      ['absolute.yaml', 'PATH_OUTSIDE_ROOT'],
      ['deep/relative.yaml', 'PATH_OUTSIDE_ROOT'],
      ['git.yaml', 'INPUT_UNREADABLE'],
      ['through.yaml', 'PATH_OUTSIDE_ROOT'],
    ]);
  });

  describe('runs nothing', () => {
    it('as a hook when the gate moves a branch', async () => {
      const commit = repository.commit();
      const hook = program('hooks/reference-transaction');
      expect(await refs().move('refs/heads/approved/prod', undefined, commit, 'x')).to.equal('moved');
      expect(isSprung()).to.equal(false);
      // The trap works: Git itself springs it.
      repository.git('update-ref', 'refs/heads/other', commit);
      expect(isSprung(), hook).to.equal(true);
    });
    it('as a hook from a folder that the configuration names', async () => {
      const commit = repository.commit();
      program('evil/reference-transaction');
      repository.git('config', 'core.hooksPath', repository.at('.git/evil'));
      await refs().move('refs/heads/approved/prod', undefined, commit, 'x');
      expect(isSprung()).to.equal(false);
    });
    it('as a file system monitor', async () => {
      repository.stage({ 'a.yaml': POD });
      repository.git('config', 'core.fsmonitor', program('monitor'));
      expect(texts(await staged())).to.deep.equal({ 'a.yaml': POD });
      expect(isSprung()).to.equal(false);
    });
    it('as a filter, a text conversion or a diff', async () => {
      repository.stage({ 'a.yaml': POD, '.gitattributes': '*.yaml filter=evil diff=evil\n' });
      const evil = program('evil');
      for (const key of [
        'filter.evil.smudge',
        'filter.evil.clean',
        'filter.evil.process',
        'diff.evil.textconv',
        'diff.evil.command',
        'diff.external',
      ]) {
        repository.git('config', key, evil);
      }
      expect(texts(await staged())).to.deep.equal({ 'a.yaml': POD });
      expect(isSprung()).to.equal(false);
    });
    it('that a variable names', async () => {
      const commit = repository.commit({ 'a.yaml': POD });
      const evil = program('evil');
      const env = {
        GIT_EXTERNAL_DIFF: evil,
        GIT_SSH_COMMAND: evil,
        GIT_PAGER: evil,
        GIT_EXEC_PATH: repository.at('.git'),
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'core.fsmonitor',
        GIT_CONFIG_VALUE_0: evil,
      };
      expect(texts(await inRevision(commit, env))).to.deep.equal({ 'a.yaml': POD });
      expect((await refs(env).resolve('HEAD')).commit).to.equal(commit);
      expect(isSprung()).to.equal(false);
    });
    it('to fetch what a partial clone lacks', async () => {
      const commit = repository.commitTree([`100644 blob ${'1'.repeat(40)}\ta.yaml`]);
      repository.git('config', 'core.repositoryFormatVersion', '1');
      repository.git('config', 'extensions.partialClone', 'origin');
      repository.git('config', 'remote.origin.promisor', 'true');
      for (const url of [`ext::${program('evil')}`, `file://${repository.path}`]) {
        repository.git('config', 'remote.origin.url', url);
        repository.git('config', 'remote.origin.uploadpack', program('evil'));
        const { faults, sources } = await inRevision(commit);
        expect(sources).to.deep.equal([]);
        expect(faults.map(({ code, message }) => `${code} ${message}`).join()).to.match(
          /GIT_FAILED a\.yaml: its content is not in this clone/,
        );
        expect(isSprung()).to.equal(false);
      }
    });
  });

  describe('shows one thing and means another', () => {
    it('by a replacement of a commit', async () => {
      const [judged, other] = [repository.commit({ 'a.yaml': 'judged\n' }), repository.commit({ 'a.yaml': 'other\n' })];
      repository.git('replace', judged, other);
      expect(texts(await inRevision(judged))).to.deep.equal({ 'a.yaml': 'judged\n' });
    });
    it('by a replacement of a blob', async () => {
      const commit = repository.commit({ 'a.yaml': 'judged\n' });
      repository.git('replace', repository.git('rev-parse', 'HEAD:a.yaml'), repository.storeBlob('other\n'));
      expect(texts(await inRevision(commit))).to.deep.equal({ 'a.yaml': 'judged\n' });
    });
    it('by a graft, which would make a stranger an ancestor', async () => {
      const first = repository.commit();
      const stranger = repository.commitTree([]);
      repository.write('.git/info/grafts', `${stranger} ${first}\n`);
      expect(await refs().isAncestor(first, stranger)).to.equal(false);
    });
    it('by variables that name another repository', async () => {
      using other = new GitRepository();
      other.commit({ 'other.yaml': 'other\n' });
      const commit = repository.commit({ 'a.yaml': POD });
      const env = {
        GIT_DIR: other.at('.git'),
        GIT_WORK_TREE: other.path,
        GIT_OBJECT_DIRECTORY: other.at('.git/objects'),
        GIT_COMMON_DIR: other.at('.git'),
        GIT_NAMESPACE: 'x',
      };
      expect((await refs(env).resolve('HEAD')).commit).to.equal(commit);
      expect(texts(await inRevision(commit, env))).to.deep.equal({ 'a.yaml': POD });
    });
    it('by line endings that a checkout would change', async () => {
      repository.git('config', 'core.autocrlf', 'true');
      const commit = repository.commitTree([`100644 blob ${repository.storeBlob('a: 1\r\nb: 2\n')}\ta.yaml`]);
      expect(texts(await inRevision(commit))).to.deep.equal({ 'a.yaml': 'a: 1\r\nb: 2\n' });
    });
  });

  describe('exhausts nothing', () => {
    it('with a blob that unpacks to more than is read', async () => {
      const commit = repository.commit({ 'bomb.yaml': Buffer.alloc(60 * 1024 * 1024), 'a.yaml': POD });
      const { faults, ...found } = await inRevision(commit);
      expect(texts(found)).to.deep.equal({ 'a.yaml': POD });
      expect(faults.map(({ path, code }) => [path, code])).to.deep.equal([['bomb.yaml', 'INPUT_TOO_LARGE']]);
    });
    it('with a tree of a hundred million files in seven objects', async () => {
      const blob = repository.storeBlob(POD);
      let entries = Array.from({ length: 10 }, (_, n) => `100644 blob ${blob}\t${n}.yaml`);
      for (let depth = 0; depth < 7; depth += 1) {
        const tree = repository.gitWith({ input: entries.map((entry) => `${entry}\0`).join('') }, 'mktree', '-z');
        entries = Array.from({ length: 10 }, (_, n) => `040000 tree ${tree}\t${n}`);
      }
      const place = gitPlace(repository.path, GIT_TEST_ENVIRONMENT, false);
      const find = findInRevision(place, repository.commitTree(entries), { ...OPTIONS, paths: [], maxFiles: 1000 });
      expect(await failure(find)).to.match(/more than 1000 files in one tree/);
    });
    it('with a listing that never ends', async () => {
      let taken = 0;
      async function* endless(): AsyncGenerator<string> {
        for (;;) yield `100644 blob ${'0'.repeat(40)}\t${(taken += 1)}.yaml`;
      }
      expect(await failure(readTree(endless(), 100))).to.match(/more than 100 files/);
      expect(taken).to.equal(101);
    });
  });
});

function texts({ sources }: { readonly sources: readonly Source[] }): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sources.map((source) => [source.path, 'bytes' in source ? Buffer.from(source.bytes).toString() : '?']),
  );
}

import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import { openGitRefs, type GitRefs } from '../../../src/node/sources/git-refs.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const REF = 'refs/heads/approved/prod';

describe('openGitRefs', () => {
  let repository: GitRepository;
  let refs: GitRefs;
  beforeEach(() => {
    repository = new GitRepository();
    refs = openGitRefs(gitPlace(repository.path, GIT_TEST_ENVIRONMENT, false));
  });
  afterEach(() => repository[Symbol.dispose]());

  async function failure(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error).to.have.property('code', 'GIT_FAILED');
    return error instanceof Error ? error.message : '';
  }

  describe('resolves', () => {
    it('a branch, and names it as Flux does', async () => {
      const commit = repository.commit();
      expect(await refs.resolve('main')).to.deep.equal({ commit, label: `main@sha1:${commit}` });
      expect(await refs.resolve('refs/heads/main')).to.deep.equal({ commit, label: `main@sha1:${commit}` });
    });
    it('a commit id, long or short', async () => {
      const commit = repository.commit();
      expect(await refs.resolve(commit)).to.deep.equal({ commit, label: `sha1:${commit}` });
      expect(await refs.resolve(commit.slice(0, 8))).to.deep.equal({ commit, label: `sha1:${commit}` });
    });
    it('an annotated tag to its commit', async () => {
      const commit = repository.commit();
      repository.git('tag', '--annotate', '--message=x', 'v1');
      expect(await refs.resolve('v1')).to.deep.equal({ commit, label: `v1@sha1:${commit}` });
    });
    it('a revision relative to another', async () => {
      const commit = repository.commit();
      repository.commit();
      expect((await refs.resolve('HEAD~1')).commit).to.equal(commit);
    });
    it('nothing that may be one of two', async () => {
      repository.commit();
      repository.git('tag', 'main');
      expect(await failure(refs.resolve('main'))).to.match(
        /a branch and a tag; write refs\/heads\/main or refs\/tags\/main/,
      );
    });
    it('nothing that is no commit', async () => {
      repository.commit({ 'a.yaml': 'a: 1\n' });
      for (const revision of ['nowhere', 'HEAD:a.yaml', 'HEAD..HEAD', '', ' ', 'f'.repeat(40)]) {
        expect(await failure(refs.resolve(revision))).to.match(
          /^revision ".*": (there is no such commit|that is not a name)/,
        );
      }
    });
  });

  it('knows which names Git allows', async () => {
    expect(await refs.isValid(REF)).to.equal(true);
    for (const env of ['', 'a b', '../main', 'a..b', 'a.lock', '@{u}', 'a*', 'a/', '/a', 'a\n', 'a\\b', '~1', 'a:b']) {
      expect(await refs.isValid(`refs/heads/approved/${env}`), env).to.equal(false);
    }
  });

  describe('reads', () => {
    it('where a branch stands', async () => {
      const commit = repository.commit();
      expect(await refs.read(REF)).to.equal(undefined);
      repository.git('update-ref', REF, commit);
      expect(await refs.read(REF)).to.equal(commit);
    });
    it('no branch whose name only begins like it', async () => {
      repository.git('update-ref', `${REF}/eu`, repository.commit());
      expect(await refs.read(REF)).to.equal(undefined);
    });
    it('no ref that only points to another, because moving it would move that', async () => {
      repository.commit();
      repository.git('symbolic-ref', REF, 'refs/heads/main');
      expect(await failure(refs.read(REF))).to.match(/only points to refs\/heads\/main/);
    });
    it('no ref that stands at something else than a commit', async () => {
      repository.commit();
      repository.git('tag', '--annotate', '--message=x', 'v1');
      // Git refuses this for a branch; whoever can write into the folder does not ask.
      repository.write(`.git/${REF}`, `${repository.git('rev-parse', 'v1')}\n`);
      expect(await failure(refs.read(REF))).to.match(/stands at a tag, not at a commit/);
    });
  });

  describe('moves', () => {
    it('a branch that was not there, with the reason in its log', async () => {
      const commit = repository.commit();
      expect(await refs.move(REF, undefined, commit, 'because')).to.equal('moved');
      expect(repository.git('rev-parse', REF)).to.equal(commit);
      expect(repository.git('reflog', 'show', '--format=%gs by %gn', REF)).to.equal('because by sluice');
    });
    it('a branch on, if it stands where it was seen', async () => {
      const [first, second] = [repository.commit(), repository.commit()];
      await refs.move(REF, undefined, first, 'one');
      expect(await refs.move(REF, first, second, 'two')).to.equal('moved');
      expect(repository.git('rev-parse', REF)).to.equal(second);
    });
    it('nothing when somebody else was faster', async () => {
      const [first, second, third] = [repository.commit(), repository.commit(), repository.commit()];
      repository.git('update-ref', REF, second);
      expect(await refs.move(REF, first, third, 'late')).to.equal('lost-race');
      expect(await refs.move(REF, undefined, third, 'late')).to.equal('lost-race');
      expect(repository.git('rev-parse', REF)).to.equal(second);
    });
    it('exactly one of many at once', async () => {
      const base = repository.commit();
      repository.git('update-ref', REF, base);
      const commits = Array.from({ length: 5 }, () => repository.commit());
      const moves = await Promise.all(
        commits.map((commit) =>
          openGitRefs(gitPlace(repository.path, GIT_TEST_ENVIRONMENT, false)).move(REF, base, commit, 'race'),
        ),
      );
      expect(moves.filter((move) => move === 'moved')).to.have.length(1);
      expect(moves.filter((move) => move === 'lost-race')).to.have.length(4);
    });
    it('nothing where a branch lies above or below, and says why', async () => {
      const commit = repository.commit();
      repository.git('update-ref', `${REF}/eu`, commit);
      expect(await failure(refs.move(REF, undefined, commit, 'x'))).to.match(/update-ref failed .*approved\/prod\/eu/);
    });
  });

  it('tells ancestors from others', async () => {
    const [first, second] = [repository.commit(), repository.commit()];
    expect(await refs.isAncestor(first, second)).to.equal(true);
    expect(await refs.isAncestor(second, first)).to.equal(false);
    expect(await failure(refs.isAncestor('f'.repeat(40), first))).to.match(/merge-base failed/);
  });
  it('knows a shallow clone', async () => {
    repository.commit();
    repository.commit();
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, 'shallow');
    expect(await refs.isShallow()).to.equal(false);
    expect(await openGitRefs(gitPlace(repository.at('shallow'), GIT_TEST_ENVIRONMENT, false)).isShallow()).to.equal(
      true,
    );
  });
  it('fails with what to do outside of a repository, in no folder and without Git', async () => {
    const at = (cwd: string, path?: string): GitRefs =>
      openGitRefs(gitPlace(cwd, { ...GIT_TEST_ENVIRONMENT, ...(path === undefined ? {} : { PATH: path }) }, false));
    using empty = new GitRepository('--bare');
    expect(await failure(at('/').read(REF))).to.match(/is not in a Git repository/);
    expect(await failure(at(repository.at('nowhere')).read(REF))).to.match(/nowhere does not exist/);
    expect(await failure(at(repository.path, empty.path).read(REF))).to.match(/"git" is not there/);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import { isPlainRepository } from '../../../src/node/sources/is-plain-repository.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

describe('a plain repository', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.commit({ 'a/b.yaml': 'a: b\n' });
  });
  afterEach(() => repository[Symbol.dispose]());

  const environment = (own: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
    ...GIT_TEST_ENVIRONMENT,
    ...own,
  });
  const isPlain = (cwd: string = repository.path, own: Readonly<Record<string, string>> = {}): boolean =>
    isPlainRepository(gitPlace(cwd, environment(own), true));
  /** What Git says is the root of the working tree; nothing where it says that there is none. */
  const rootBy = (cwd: string, own: Readonly<Record<string, string>> = {}): string | undefined => {
    try {
      const env = gitPlace(cwd, environment(own), true).env;
      return execFileSync('git', ['rev-parse', '--show-toplevel'], { cwd, env, stdio: 'pipe' }).toString().trim();
    } catch {
      return undefined;
    }
  };

  it('is what most people work in, also in a hook', () => {
    expect(isPlain()).to.equal(true);
    expect(isPlain(repository.path, { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index' })).to.equal(true);
    expect(rootBy(repository.path)).to.equal(realpathSync(repository.path));
  });

  it('is none from a folder in it, nor where there is none', () => {
    expect(isPlain(repository.at('a'))).to.equal(false);
    rmSync(repository.at('.git'), { recursive: true });
    expect(isPlain()).to.equal(false);
  });

  it('is none where the variables of Git say something else', () => {
    mkdirSync(repository.at('other'));
    expect(isPlain(repository.path, { GIT_DIR: repository.at('other') })).to.equal(false);
    expect(isPlain(repository.path, { GIT_WORK_TREE: repository.at('a') })).to.equal(false);
    expect(isPlain(repository.path, { GIT_COMMON_DIR: repository.at('other') })).to.equal(false);
  });

  it('is none with another working tree, as a linked one, or with none', () => {
    const linked = path.join(repository.path, 'linked');
    repository.git('worktree', 'add', '--quiet', '--detach', linked);
    expect(isPlain(linked)).to.equal(false);
    repository.git('config', 'core.worktree', repository.at('a'));
    expect(isPlain()).to.equal(false);
    expect(rootBy(repository.path)).to.equal(realpathSync(repository.at('a')));
    repository.git('config', '--unset', 'core.worktree');
    expect(isPlain()).to.equal(true);
    repository.git('config', 'core.bare', 'true');
    expect(isPlain()).to.equal(false);
    expect(rootBy(repository.path)).to.equal(undefined);
  });

  it('is none when Git would not take it for one', () => {
    writeFileSync(repository.at('.git/HEAD'), 'nothing\n');
    expect(isPlain()).to.equal(false);
    expect(rootBy(repository.path)).to.equal(undefined);
  });
});

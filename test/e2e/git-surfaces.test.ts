import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FORMATS } from '../../src/core/report/formats.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { LEAKS_POLICY, token } from '../support/leaks.ts';
import { programArguments } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

describe('sluice check, on what Git has', function () {
  this.timeout(120_000);
  let repository: GitRepository;
  let work: TemporaryFolder;
  beforeEach(() => {
    repository = new GitRepository();
    work = temporaryFolder();
    work.write('leaks.rego', LEAKS_POLICY);
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    work[Symbol.dispose]();
  });

  function check(...args: readonly string[]): {
    readonly status: number | null;
    readonly out: string;
    readonly err: string;
  } {
    const command = [
      ...programArguments(),
      'check',
      '-p',
      work.at('leaks.rego'),
      '--cache-dir',
      work.at('cache'),
      ...args,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: repository.path,
      env: GIT_TEST_ENVIRONMENT,
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  }
  /** A branch that brought a secret and took it out again. */
  function leakAndRegret(): void {
    repository.commit({ 'a.txt': 'a\n' });
    repository.git('branch', 'base');
    repository.commit({ 'a.txt': `a\n${token()}\n` });
    repository.commit({ 'a.txt': 'a\n' });
  }

  it('denies a branch, a range and a history that hold a secret, in every format and without showing it', () => {
    leakAndRegret();
    for (const args of [['--since', 'base'], ['--diff', 'base..main'], ['--history']]) {
      const { status, out, err } = check(
        ...args,
        ...FORMATS.flatMap((format) => ['-o', `${format}=${work.at(format)}`]),
        '-o',
        'text',
      );
      expect(status, out + err).to.equal(1);
      expect(out)
        .to.match(/a\.txt:2:1/)
        .and.match(/since commit [0-9a-f]{12} of \d{4}-\d\d-\d\d/);
      expect(out + err + FORMATS.map((format) => readFileSync(work.at(format), 'utf8')).join('')).not.to.include(
        token(),
      );
    }
  });
  it('allows what brings nothing', () => {
    leakAndRegret();
    expect(check('--since', 'HEAD').status).to.equal(0);
    repository.commit({ 'b.txt': 'b\n' });
    expect(check('--since', 'HEAD~1').status).to.equal(0);
    expect(check('--diff', 'HEAD~1..HEAD').status).to.equal(0);
    repository.stage({ 'c.txt': 'c\n' });
    expect(check('--staged').status).to.equal(0);
  });
  it('stops a commit that would bring a secret into any file', () => {
    repository.commit({ 'a.txt': `a\n${token(1)}\n` });
    repository.stage({ 'a.txt': `a\n${token(1)}\nb\n` });
    expect(check('--staged').status).to.equal(0);
    repository.stage({ 'a.txt': `a\n${token(1)}\n${token(2)}\n` });
    const { status, out } = check('--staged');
    expect(status).to.equal(1);
    expect(out)
      .to.match(/a\.txt:3:1/)
      .and.match(/denied: 1 violation/);
  });
  it('cannot evaluate what is not there, and says what to do', () => {
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [['--since', 'main'], /no commits yet/],
      [['--history'], /no commits yet/],
    ];
    for (const [args, message] of cases) {
      const { status, err } = check(...args);
      expect(status).to.equal(2);
      expect(err).to.match(message);
    }
    leakAndRegret();
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, work.at('shallow'));
    for (const args of [['--since', 'HEAD~1'], ['--history']]) {
      const command = [...programArguments(), 'check', '-p', work.at('leaks.rego'), ...args];
      const { status, stderr } = spawnSync(process.execPath, command, {
        cwd: work.at('shallow'),
        env: { ...GIT_TEST_ENVIRONMENT, SLUICE_CACHE_DIR: work.at('cache') },
        encoding: 'utf8',
      });
      expect(status).to.equal(2);
      expect(stderr).to.match(/shallow; run git fetch --unshallow|git fetch --unshallow/);
    }
    expect(check('--since', 'nowhere').err).to.match(/revision "nowhere": there is no such commit here/);
    expect(check('--staged', '--history').err).to.match(/--staged and --history are different things to judge/);
  });
});

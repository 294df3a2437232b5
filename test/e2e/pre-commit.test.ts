import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { codeBlocks } from '../house/support/markdown.ts';
import { readProject, root } from '../house/support/project-files.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { findProgram } from '../support/programs.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const PRE_COMMIT = findProgram(['pre-commit'], 'SLUICE_TEST_PRE_COMMIT');
const CONFIG = '.pre-commit-config.yaml';

/** Says what it is about, and holds a value that nobody may see. Made of parts: it is no literal of this file. */
const VALUE = ['kM3', 'vQ9x', 'Zp7L', 'w2Rt'].join('');
const secret = (value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\n  namespace: shop\nstringData:\n  password: ${value}\n`;
const FOUND = /secret\.yaml:7\b/;

const RULE = 'package policies.team\n\nviolation contains {"msg": "no team"} if not input.review.object.team\n';
const TESTS = 'package policies.team_test\n\nimport data.policies.team\n\ntest_denies if count(team.violation) == N\n';

describe(`pre-commit${PRE_COMMIT === undefined ? ' (skipped: the program pre-commit is not here)' : ''}`, function () {
  this.timeout(600_000);
  let shared: TemporaryFolder;
  let repository: GitRepository;

  before(function () {
    if (PRE_COMMIT === undefined) return this.skip();
    shared = temporaryFolder();
    const script = path.join(root, 'scripts', 'hook-repository.mjs');
    const { status, output } = runIn(process.execPath, [script, shared.at('hooks')], root, withoutHome());
    expect(status, output).to.equal(0);
  });
  after(() => shared?.[Symbol.dispose]());

  beforeEach(() => {
    repository = new GitRepository();
    repository.commit({ [CONFIG]: configOfTheDocumentation(), 'README.md': 'text\n' });
    const [command = ''] = codeBlocks(readProject('docs/pre-commit.md'), 'sh');
    const { status, output } = preCommit(...command.trim().split(' ').slice(1), '--install-hooks');
    expect(status, output).to.equal(0);
  });
  afterEach(() => repository[Symbol.dispose]());

  /** What people copy, with the address of a real repository. */
  const configOfTheDocumentation = (): string => {
    const [snippet = ''] = codeBlocks(readProject('docs/pre-commit.md'), 'yaml');
    const { version } = JSON.parse(readProject('package.json'));
    expect(snippet)
      .to.match(/^ {2}- repo: https:/m)
      .and.to.contain(`rev: v${version}\n`);
    return snippet.replace(/repo: .*/, `repo: ${shared.at('hooks')}`);
  };

  /** Nothing of the user's, no Go, no network. */
  const environment = (): Readonly<Record<string, string>> => ({
    ...GIT_TEST_ENVIRONMENT,
    PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter),
    HOME: shared.at('home'),
    PRE_COMMIT_HOME: shared.at('home/pre-commit'),
    npm_config_cache: shared.at('home/npm'),
    npm_config_offline: 'true',
  });

  const preCommit = (...args: readonly string[]): Ended =>
    runIn(PRE_COMMIT ?? '', args, repository.path, environment());

  const git = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended =>
    runIn('git', args, repository.path, { ...environment(), ...env });

  /** Whether a commit came to be, and what was said. */
  function commit(env: Readonly<Record<string, string>> = {}): Ended {
    const before = repository.git('rev-parse', 'HEAD');
    const ended = git(['commit', '--quiet', '--message=a change'], env);
    expect(repository.git('rev-parse', 'HEAD') !== before, ended.output).to.equal(ended.status === 0);
    return ended;
  }

  /** As people do who are in a hurry, or in Git before there was a hook. */
  function commitAroundTheHook(files: Readonly<Record<string, string>>): void {
    repository.stage(files);
    repository.git('commit', '--quiet', '--no-verify', '--message=around the hook');
  }

  it('stops a commit with a secret, names the place and not the value, and lets the mended one through', () => {
    repository.stage({ 'deploy/secret.yaml': secret(VALUE) });
    const { status, output } = commit();
    expect(status).to.equal(1);
    expect(output).to.match(FOUND).and.to.contain('sluice secrets').and.to.not.contain(VALUE);
    repository.stage({ 'deploy/secret.yaml': secret('${PASSWORD}') });
    expect(commit()).to.have.property('status', 0);
  });

  it('judges what is named with --all-files and --files, and passes nothing that it did not look at', () => {
    commitAroundTheHook({ 'secret.yaml': secret(VALUE), 'fine.yaml': secret('${PASSWORD}') });
    expect(preCommit('run', '--all-files')).to.have.property('status', 1);
    const { status, output } = preCommit('run', 'sluice-secrets', '--files', 'secret.yaml');
    expect(status).to.equal(1);
    expect(output).to.match(FOUND).and.to.not.contain(VALUE);
    expect(preCommit('run', 'sluice-secrets', '--files', 'fine.yaml')).to.have.property('status', 0);
    const verbose = preCommit('run', '--verbose', 'sluice-secrets', '--files', 'fine.yaml');
    expect(verbose.output).to.match(/evaluated 1 file/);
  });

  it('judges a changed range of commits with --from-ref and --to-ref', () => {
    commitAroundTheHook({ 'secret.yaml': secret(VALUE) });
    const { status, output } = preCommit('run', 'sluice-secrets', '--from-ref', 'HEAD~1', '--to-ref', 'HEAD');
    expect(status).to.equal(1);
    expect(output).to.match(FOUND);
  });

  it('judges the staged half of a file that is staged in part, and leaves the other alone', () => {
    repository.stage({ 'secret.yaml': secret(VALUE) });
    repository.write('secret.yaml', secret('${PASSWORD}'));
    expect(commit()).to.have.property('status', 1);
    repository.git('add', 'secret.yaml');
    repository.write('secret.yaml', secret(VALUE));
    expect(commit()).to.have.property('status', 0);
    expect(readFileSync(repository.at('secret.yaml'), 'utf8')).to.equal(secret(VALUE));
  });

  it('stops a merge that brings a secret, and one whose conflicts are resolved by a secret', () => {
    repository.git('switch', '--quiet', '--create', 'other');
    commitAroundTheHook({ 'secret.yaml': secret(VALUE), 'both.yaml': secret('${THEIRS}') });
    repository.git('switch', '--quiet', 'main');
    commitAroundTheHook({ 'fine.yaml': secret('${PASSWORD}') });
    const clean = git(['merge', '--quiet', '--no-edit', 'other']);
    expect(clean.status, clean.output).to.equal(1);
    expect(clean.output).to.match(FOUND);
    repository.git('merge', '--abort');
    commitAroundTheHook({ 'both.yaml': secret('${OURS}') });
    expect(git(['merge', '--quiet', '--no-edit', 'other']).status).to.equal(1);
    repository.stage({ 'both.yaml': secret(VALUE) });
    const { status, output } = commit();
    expect(status).to.equal(1);
    expect(output).to.contain('both.yaml:7').and.to.not.contain(VALUE);
    // What only the other side brings is its own affair here: it was judged when it was committed, and CI judges the whole branch.
    expect(output).to.not.match(FOUND);
    repository.stage({ 'both.yaml': secret('${BOTH}') });
    expect(commit()).to.have.property('status', 0);
  });

  it('lets a file be deleted, and files that no policy is about', () => {
    commitAroundTheHook({ 'secret.yaml': secret(VALUE), 'notes.txt': 'text\n' });
    repository.git('rm', '--quiet', 'secret.yaml');
    expect(commit()).to.have.property('status', 0);
    repository.stage({ 'README.md': 'other text\n' });
    expect(commit()).to.have.property('status', 0);
  });

  it('is left out where SKIP says so, and by --no-verify', () => {
    repository.stage({ 'secret.yaml': secret(VALUE) });
    expect(commit({ SKIP: 'sluice-check' })).to.have.property('status', 1);
    expect(commit({ SKIP: 'sluice-check,sluice-secrets' })).to.have.property('status', 0);
  });

  it('runs the tests of policies when a policy changes', () => {
    repository.stage({ 'policy/team.rego': RULE, 'policy/team_test.rego': TESTS.replace('N', '1') });
    const { status, output } = commit();
    expect(status, output).to.equal(0);
    repository.stage({ 'policy/team_test.rego': TESTS.replace('N', '2') });
    const failed = commit();
    expect(failed.status).to.equal(1);
    expect(failed.output).to.contain('test_denies');
  });

  it('stops a push of commits that were made around the hook, to a branch that is there and to a new one', () => {
    using server = new GitRepository('--bare');
    repository.git('remote', 'add', 'origin', server.path);
    const push = (...args: readonly string[]): Ended => git(['push', '--quiet', 'origin', ...args]);
    const first = push('main');
    expect(first.status, first.output).to.equal(0);
    commitAroundTheHook({ 'secret.yaml': secret(VALUE) });
    commitAroundTheHook({ 'secret.yaml': secret('${PASSWORD}') });
    for (const branch of ['main', 'main:other']) {
      const { status, output } = push(branch);
      expect(status).to.equal(1);
      expect(output).to.contain('secret.yaml').and.to.contain('since commit').and.to.not.contain(VALUE);
    }
    expect(preCommit('run', '--hook-stage', 'pre-push', '--all-files').output).to.contain('did not say which commits');
    repository.git('reset', '--quiet', '--hard', 'HEAD~2');
    commitAroundTheHook({ 'fine.yaml': secret('${PASSWORD}') });
    for (const branch of ['main', 'main:other', ':other']) expect(push(branch)).to.have.property('status', 0);
  });

  it('cannot be switched off by a file that is called like a flag', () => {
    for (const name of ['--help', '--ignore=secret.yaml']) repository.write(name, 'text\n');
    repository.write('secret.yaml', secret(VALUE));
    repository.git('add', '--all');
    const { status, output } = commit();
    expect(status).to.equal(1);
    expect(output).to.contain('is the name of a file here');
    rmSync(repository.at('--help'));
  });

  it('fails where it could not check', () => {
    repository.stage({ 'secret.yaml': 'a: [1\n' });
    const { status, output } = commit();
    expect(status).to.equal(1);
    expect(output)
      .to.contain('exit code: 2')
      .and.to.match(/secret\.yaml:\d/);
  });
});

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** npm knows its packages from the home folder of whoever runs the tests; Git is to know nothing. */
function withoutHome(): NodeJS.ProcessEnv {
  const { HOME: _home, ...git } = GIT_TEST_ENVIRONMENT;
  return { ...process.env, ...git };
}

function runIn(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Ended {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

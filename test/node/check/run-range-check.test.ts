import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runRangeCheck } from '../../../src/node/check/run-range-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { LEAKS_POLICY, token } from '../../support/leaks.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const DENY_PODS = `package main

deny contains sprintf("%s is a Pod", [input.metadata.name]) if input.kind == "Pod"
`;
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;
const lines = (...texts: readonly (string | number)[]): string => texts.map((text) => `${text}\n`).join('');

describe('runRangeCheck', function () {
  this.timeout(30_000);
  let repository: GitRepository;
  let work: TemporaryFolder;
  before(() => {
    work = temporaryFolder();
  });
  after(() => work[Symbol.dispose]());
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  interface Run extends Partial<CheckRequest> {
    readonly from?: string;
    readonly to?: string;
    readonly rego?: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  const check = ({ from = 'base', to = 'HEAD', rego = LEAKS_POLICY, env = {}, ...rest }: Run = {}): Promise<Report> =>
    runRangeCheck(
      {
        cwd: repository.path,
        config: DEFAULT_CONFIG,
        policies: [work.write(rego === LEAKS_POLICY ? 'leaks.rego' : 'own.rego', rego)],
        data: [],
        namespaces: [],
        point: 'ci',
        paths: [],
        ignore: [],
        jobs: 1,
        timeoutMs: 5_000,
        today: '2026-11-21',
        cacheDir: work.at('cache'),
        readStdin: () => Promise.reject(new Error('standard input is not to be read')),
        ...rest,
      },
      { from, to },
      { ...GIT_TEST_ENVIRONMENT, ...env },
    );
  /** `file:line commit`, with the commits by the names that a test gave them. */
  const found = ({ results }: Report, names: Readonly<Record<string, string>> = {}): readonly string[] =>
    results.map(({ status, location, details, rule }) => {
      const name = Object.entries(names).find(([, id]) => id === details?.['commit'])?.[0] ?? '';
      return `${status === 'error' ? rule : location.file}:${location.line} ${name}`.trim();
    });
  /** Commits a base and goes on in a branch. */
  const base = (files: Readonly<Record<string, string | Uint8Array>> = { 'README.md': 'text\n' }): void => {
    repository.commit(files);
    repository.git('branch', 'base');
  };

  describe('judges the files that the range changes,', () => {
    it('as they are at its end, by all policies', async () => {
      base({ 'old.yaml': pod('old'), 'a.yaml': pod('a') });
      repository.commit({ 'a.yaml': pod('first') });
      repository.commit({ 'a.yaml': pod('last'), 'b.yaml': pod('b') });
      repository.stage({ 'c.yaml': pod('staged') });
      repository.write('a.yaml', pod('lies-in-the-tree'));
      const report = await check({ rego: DENY_PODS });
      expect(report.results.map(({ message }) => message)).to.deep.equal(['last is a Pod', 'b is a Pod']);
      expect(report.revision).to.match(/^HEAD@sha1:/);
    });
    it('not those that it leaves, puts back as they were, or takes away', async () => {
      base({ 'kept.yaml': pod('kept'), 'gone.yaml': pod('gone'), 'back.yaml': pod('back') });
      repository.commit({ 'back.yaml': pod('changed') });
      repository.git('rm', '--quiet', 'gone.yaml');
      repository.commit({ 'back.yaml': pod('back') });
      const report = await check({ rego: DENY_PODS });
      expect(report.results).to.deep.equal([]);
      expect(report.skipped).to.deep.equal([{ file: 'gone.yaml', reason: 'deleted by these commits' }]);
      expect(decide(report, 'deny').kind).to.equal('idle');
    });
    it('not those that came with a merge from the other side', async () => {
      base({ 'a.yaml': pod('a') });
      repository.git('checkout', '--quiet', '-b', 'feature');
      repository.commit({ 'b.yaml': pod('feature') });
      repository.git('checkout', '--quiet', 'base');
      repository.commit({ 'a.yaml': pod('theirs') });
      repository.git('checkout', '--quiet', 'feature');
      repository.git('merge', '--quiet', 'base');
      const report = await check({ rego: DENY_PODS });
      expect(report.results.map(({ message }) => message)).to.deep.equal(['feature is a Pod']);
    });
    it('in a bare repository, whose index and working tree are nobody’s', async () => {
      base();
      repository.commit({ 'a.yaml': pod('a') });
      repository.git('config', 'core.bare', 'true');
      rmSync(repository.at('.git/index'));
      const report = await check({ cwd: repository.at('.git'), rego: DENY_PODS });
      expect(report.results.map(({ message }) => message)).to.deep.equal(['a is a Pod']);
    });
  });

  describe('finds a secret,', () => {
    it('that is still there, where it is, with the commit that brought it first', async () => {
      base();
      const first = repository.commit({ 'a.txt': lines('one', `token: ${token()}`) });
      repository.commit({ 'a.txt': lines('zero', 'one', `token: ${token()}`) });
      const report = await check();
      expect(found(report, { first })).to.deep.equal(['a.txt:3 first']);
      expect(report.results[0]?.message).to.match(/ at 3 \(since commit [0-9a-f]{12} of \d{4}-\d\d-\d\d\)$/);
      expect(JSON.stringify(report)).not.to.include(token());
    });
    it('that a later commit takes away', async () => {
      base({ 'a.txt': 'one\n' });
      const leak = repository.commit({ 'a.txt': lines('one', `token: ${token()}`) });
      repository.commit({ 'a.txt': lines('one') });
      const report = await check();
      expect(found(report, { leak })).to.deep.equal(['a.txt:2 leak']);
      expect(decide(report, 'deny').kind).to.equal('deny');
    });
    it('in a file that a later commit deletes, and in one that moves', async () => {
      base();
      const leak = repository.commit({ 'a.txt': lines(`token: ${token()}`, 1, 2, 3, 4, 5, 6) });
      repository.git('mv', 'a.txt', 'b.txt');
      repository.commit();
      repository.git('rm', '--quiet', 'b.txt');
      repository.commit();
      expect(found(await check(), { leak })).to.deep.equal(['a.txt:1 leak']);
    });
    it('in a manifest, by what its fields mean', async () => {
      base();
      const secret = (value: string): string =>
        `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: ${value}\n`;
      const leak = repository.commit({ 'a.yaml': secret('Zq8!kdPw-2vXm') });
      repository.commit({ 'a.yaml': secret('${PASSWORD}') });
      expect(found(await check(), { leak })).to.deep.equal(['a.yaml:5 leak']);
    });
    it('in the message of a commit', async () => {
      base();
      repository.git('commit', '--quiet', '--allow-empty', '-m', 'subject', '-m', `with ${token()} in it`);
      const leak = repository.git('rev-parse', 'HEAD');
      expect(found(await check(), { leak })).to.deep.equal(['commit message:3 leak']);
    });
    it('on either side of a merge, and in what the merge itself changes', async () => {
      base({ 'a.txt': lines(1, 2, 3, 4, 5, 6, 7, 8, 9) });
      repository.git('checkout', '--quiet', '-b', 'side', 'base');
      const side = repository.commit({ 'side.txt': `token: ${token(1)}\n` });
      repository.git('rm', '--quiet', 'side.txt');
      repository.commit({ 'a.txt': lines('side', 1, 2, 3, 4, 5, 6, 7, 8, 9) });
      repository.git('checkout', '--quiet', 'main');
      repository.commit({ 'a.txt': lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 'main') });
      repository.git('merge', '--quiet', '--no-commit', 'side');
      const merge = repository.commit({ 'a.txt': lines('side', 1, 2, 3, `token: ${token(2)}`, 5, 6, 7, 8, 9, 'main') });
      repository.commit({ 'a.txt': lines('side', 1, 2, 3, 4, 5, 6, 7, 8, 9, 'main') });
      expect(found(await check(), { side, merge })).to.deep.equal(['a.txt:5 merge', 'side.txt:1 side']);
    });
    it('once for each file, however many commits carry it on', async () => {
      base();
      const first = repository.commit({ 'a.txt': `token: ${token()}\n`, 'b.txt': `token: ${token()} # b\n` });
      for (const number of [1, 2, 3]) repository.commit({ 'a.txt': `token: ${token()} # ${number}\n` });
      repository.git('rm', '--quiet', 'a.txt', 'b.txt');
      repository.commit();
      expect(found(await check(), { first })).to.deep.equal(['a.txt:1 first', 'b.txt:1 first']);
    });
    it('with threads as without', async function () {
      // Threads start from compiled files.
      if (!isCompiled()) this.skip();
      base();
      for (const number of Array.from({ length: 10 }, (_, index) => index)) {
        const files = Array.from({ length: 30 }, (_, index) => [`d/${index}.txt`, `text ${number}\n`] as const);
        repository.commit({ ...Object.fromEntries(files), 'a.txt': `token: ${token(number)}\n` });
      }
      repository.commit({ 'a.txt': 'none\n' });
      const one = await check({ jobs: 1 });
      expect(found(one)).to.have.length(10);
      expect((await check({ jobs: 2 })).results).to.deep.equal(one.results);
    });
  });

  describe('finds nothing', () => {
    it('that was there before the range', async () => {
      base({ 'a.txt': lines(`token: ${token()}`, 1, 2, 3, 4, 5, 6) });
      repository.commit({ 'a.txt': lines(`token: ${token()}`, 1, 2, 3, 4, 5, 6, 7) });
      repository.git('mv', 'a.txt', 'b.txt');
      repository.commit();
      const report = await check();
      expect(found(report)).to.deep.equal([]);
      expect(decide(report, 'deny').kind).to.equal('allow');
      expect(report.notices.join()).to.match(/searched 3 versions of files and messages for secrets, in 2 commits/);
    });
    it('in what is ignored, in links, and beside the paths that were named', async () => {
      base();
      repository.link('link', token());
      repository.git('add', 'link');
      repository.commit({ 'vendor/a.txt': token(), 'other/a.txt': token(), 'in/a.txt': 'none\n' });
      expect(found(await check({ ignore: ['vendor', 'other'] }))).to.deep.equal([]);
      expect(found(await check({ paths: ['in'], cwd: repository.path }))).to.deep.equal([]);
      expect(found(await check({ paths: ['a.txt'], cwd: repository.at('other') }))).to.have.length(1);
    });
  });

  it('takes any kind of content and any name', async () => {
    base({ 'bin.dat': new Uint8Array([0, 1, 2]) });
    const odd = ['-rf', 'a\nb', 'quo"te', ' ', 'späce', ':(glob)'];
    repository.commit({
      'bin.dat': new Uint8Array([0, 1, 2, 3]),
      'bad.txt': new Uint8Array([0xff, 0xfe - 1, 0x0a]),
      'empty.txt': '',
      'crlf.txt': 'a\r\nb\r\n',
      ...Object.fromEntries(odd.map((name, number) => [`d/${name}`, `token: ${token(number)}\n`])),
    });
    const at = repository.git('rev-parse', 'HEAD');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${at},module`);
    repository.commit();
    const report = await check();
    expect(report.results.map(({ location }) => location.file)).to.have.members(odd.map((name) => `d/${name}`));
    expect(report.skipped.map(({ file }) => file)).to.include('module');
  });
  it('says what is too large to be searched, and is then no pass', async () => {
    base();
    repository.commit({ 'large.txt': Buffer.alloc(50 * 1024 * 1024 + 1, 'a\n') });
    repository.git('rm', '--quiet', 'large.txt');
    repository.commit({ 'small.txt': 'a\n' });
    const report = await check();
    expect(found(report)).to.deep.equal(['INPUT_TOO_LARGE:1']);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  describe('is idle, and says so,', () => {
    it('when there is no commit in the range', async () => {
      base();
      const report = await check();
      expect(decide(report, 'deny').kind).to.equal('idle');
      expect(report.notices.join()).to.match(/HEAD@sha1:\w+ has no commit that base@sha1:\w+ does not have/);
    });
    it('when the commits bring nothing that a policy is about', async () => {
      base();
      repository.commit({ 'README.md': 'other\n' });
      const report = await check({ rego: DENY_PODS });
      expect(decide(report, 'deny').kind).to.equal('idle');
      expect(report.notices.join()).to.match(/nothing in the changes of 1 commit is judged by any policy/);
    });
  });

  it('works at a detached HEAD, and where Git names its repository to a hook', async () => {
    base();
    repository.commit({ 'a.txt': token() });
    repository.git('checkout', '--quiet', '--detach');
    expect(found(await check())).to.have.length(1);
    expect(found(await check({ cwd: work.path, env: { GIT_DIR: repository.at('.git') } }))).to.have.length(1);
  });
  it('judges everything where nothing connects the two', async () => {
    base();
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.git('rm', '--quiet', '-rf', '.');
    const leak = repository.commit({ 'a.txt': token() });
    expect(found(await check(), { leak })).to.deep.equal(['a.txt:1 leak']);
  });

  describe('fails with what to do', () => {
    const failure = async (run: Run = {}): Promise<string> => {
      const error = await rejection(check(run));
      expect(error).to.have.property('code', 'GIT_FAILED');
      return error instanceof Error ? error.message : '';
    };
    it('in a repository without a commit', async () => {
      expect(await failure({ from: 'main' })).to.match(/this repository has no commits yet/);
    });
    it('for a revision that is not there', async () => {
      base();
      expect(await failure({ from: 'nowhere' })).to.match(/revision "nowhere": there is no such commit here/);
    });
    it('for what looks like an option', async () => {
      base();
      expect(await failure({ from: '--upload-pack=touch x' })).to.match(/that is not a name of a revision/);
    });
    it('for the zeros that hosts give for a new branch', async () => {
      base();
      expect(await failure({ from: '0'.repeat(40) })).to.match(/all zeros.*--since origin\/main/);
    });
    it('for a branch that is also a tag', async () => {
      base();
      repository.commit({ 'a.txt': 'a\n' });
      repository.git('tag', 'base');
      expect(await failure()).to.match(/it is a branch and a tag; write refs\/heads\/base or refs\/tags\/base/);
    });
    it('in a shallow clone that ends within the range', async () => {
      base();
      for (const number of [1, 2, 3]) repository.commit({ 'a.txt': `${number}\n` });
      using shallow = temporaryFolder();
      repository.git('clone', '--quiet', '--depth=2', `file://${repository.path}`, shallow.at('clone'));
      const cwd = shallow.at('clone');
      expect(await failure({ cwd })).to.match(/this clone.* is shallow; run git fetch --unshallow.*fetch-depth: 0/);
      repository.git('-C', cwd, 'fetch', '--quiet', '--depth=1', 'origin', 'base:base');
      expect(await failure({ cwd })).to.match(
        /this clone is shallow, and its history ends at \w+, between base@.* and HEAD@/,
      );
      repository.git('-C', cwd, 'fetch', '--quiet', '--unshallow', 'origin');
      expect(decide(await check({ cwd }), 'deny').kind).to.equal('allow');
    });
    it('in a shallow clone that ends before the range, there is nothing to fail for', async () => {
      base();
      repository.commit({ 'a.txt': token() });
      using shallow = temporaryFolder();
      repository.git('clone', '--quiet', '--depth=2', `file://${repository.path}`, shallow.at('clone'));
      expect(found(await check({ cwd: shallow.at('clone'), from: 'HEAD~1' }))).to.have.length(1);
    });
  });
});

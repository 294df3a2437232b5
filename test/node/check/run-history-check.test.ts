import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runHistoryCheck } from '../../../src/node/check/run-history-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { LEAKS_POLICY, token } from '../../support/leaks.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('runHistoryCheck', function () {
  this.timeout(30_000);
  let repository: GitRepository;
  let policies: TemporaryFolder;
  let cache: TemporaryFolder;
  before(() => {
    policies = temporaryFolder();
  });
  after(() => policies[Symbol.dispose]());
  beforeEach(() => {
    repository = new GitRepository();
    cache = temporaryFolder();
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    cache[Symbol.dispose]();
  });

  const check = ({
    rego = LEAKS_POLICY,
    ...rest
  }: Partial<CheckRequest> & { readonly rego?: string } = {}): Promise<Report> =>
    runHistoryCheck(
      {
        cwd: repository.path,
        config: DEFAULT_CONFIG,
        policies: [policies.write(rego === LEAKS_POLICY ? 'leaks.rego' : 'own.rego', rego)],
        data: [],
        namespaces: [],
        point: 'ci',
        paths: [],
        ignore: [],
        jobs: 1,
        timeoutMs: 5_000,
        today: '2026-11-21',
        readStdin: () => Promise.reject(new Error('standard input is not to be read')),
        ...rest,
      },
      GIT_TEST_ENVIRONMENT,
    );
  const found = ({ results }: Report, names: Readonly<Record<string, string>> = {}): readonly string[] =>
    results.map(({ status, location, details, rule }) => {
      const name = Object.entries(names).find(([, id]) => id === details?.['commit'])?.[0] ?? '';
      return `${status === 'error' ? rule : location.file}:${location.line} ${name}`.trim();
    });
  /** How many versions there are, and how many of them an earlier run had settled. */
  const searched = ({ notices }: Report): readonly number[] => {
    const [, all = '', known = '0'] = /searched (\d+) versions?.*?(?:; (\d+) of them|$)/.exec(notices.join('\n')) ?? [];
    return [Number(all), Number(known)];
  };

  it('finds what was ever committed, with the commit that brought it and its day', async () => {
    const first = repository.commit({ 'a.txt': `one\ntoken: ${token(1)}\n` });
    repository.commit({ 'a.txt': 'one\n' });
    const second = repository.commit({ 'b/.env': `API_TOKEN=${token(2)}\n` });
    const report = await check();
    expect(found(report, { first, second })).to.deep.equal(['a.txt:2 first', 'b/.env:1 second']);
    expect(report.results[0]?.details?.['date']).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(decide(report, 'deny').kind).to.equal('deny');
    expect(JSON.stringify(report)).not.to.include(token(1));
  });
  it('finds it on every branch, in tags, in the stash and in messages', async () => {
    const root = repository.commit({ 'a.txt': 'a\n' });
    const branch = repository.commit({ 'branch.txt': token(1) });
    repository.git('branch', 'other');
    repository.git('reset', '--quiet', '--hard', root);
    const tagged = repository.commit({ 'tag.txt': token(2) });
    repository.git('tag', 'v1');
    repository.git('reset', '--quiet', '--hard', root);
    repository.stage({ 'a.txt': `${token(3)}\n` });
    repository.git('stash', '--quiet');
    repository.git('commit', '--quiet', '--allow-empty', '-m', token(4));
    const message = repository.git('rev-parse', 'HEAD');
    const stash = repository.git('rev-parse', 'stash^2');
    expect(found(await check(), { branch, tagged, stash, message })).to.have.members([
      'branch.txt:1 branch',
      'tag.txt:1 tagged',
      'a.txt:1 stash',
      'commit message:1 message',
    ]);
  });
  it('tells a secret once for each file, and not again for the same content under another name', async () => {
    const first = repository.commit({ 'a.txt': `${token()}\n` });
    repository.commit({ 'a.txt': `${token()}\nmore\n` });
    repository.git('mv', 'a.txt', 'b.txt');
    repository.commit();
    expect(found(await check(), { first })).to.deep.equal(['a.txt:1 first']);
  });
  it('finds what only the merge of two branches holds', async () => {
    repository.commit({ 'a.txt': 'a\n' });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ 'b.txt': 'b\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'c.txt': 'c\n' });
    repository.git('merge', '--quiet', '--no-commit', 'side');
    const merge = repository.commit({ 'd.txt': token() });
    repository.git('rm', '--quiet', 'd.txt');
    repository.commit();
    expect(found(await check(), { merge })).to.deep.equal(['d.txt:1 merge']);
  });
  it('reads manifests by what their fields mean', async () => {
    repository.commit({
      'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: Zq8!kdPw-2vXm\n',
    });
    expect(found(await check())).to.have.length(1);
  });
  it('allows a history in which nothing is, and says how much it searched', async () => {
    repository.commit({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    repository.commit({ 'a.txt': 'c\n' });
    const report = await check();
    expect(decide(report, 'deny').kind).to.equal('allow');
    expect(report.notices.join()).to.match(/searched 5 versions of 3 files for secrets, in 2 commits/);
    expect(report.summary.files).to.equal(3);
  });
  it('says what it did not search, also when an earlier run settled it', async () => {
    repository.commit({ 'a.bin': new Uint8Array([1, 0, 2]), 'a.txt': 'a\n', 'b.txt': 'b\n', 'none.txt': '' });
    repository.commit({ 'a.bin': new Uint8Array([3, 0, 4]), 'large.bin': Buffer.alloc(50 * 1024 * 1024 + 1) });
    repository.git('rm', '--quiet', 'large.bin');
    repository.commit();
    const skipped = [
      { file: 'a.bin', reason: 'binary: not searched for secrets' },
      { file: 'b.txt', reason: 'ignored by --ignore or the config' },
      { file: 'large.bin', reason: 'binary, and too large to be looked at' },
    ];
    for (const run of ['first', 'second']) {
      const report = await check({ ignore: ['b.txt'], cacheDir: cache.path });
      expect(report.skipped, run).to.deep.equal(skipped);
      expect(decide(report, 'deny').kind).to.equal('allow');
    }
    expect((await check({ paths: ['a.bin', 'large.bin'], cacheDir: cache.path })).skipped).to.have.length(2);
  });
  it('says what is too large to be searched, and is then no pass, ever again', async () => {
    repository.commit({ 'large.txt': Buffer.alloc(50 * 1024 * 1024 + 1, 'a\n'), 'a.txt': 'a\n' });
    repository.git('rm', '--quiet', 'large.txt');
    repository.commit();
    for (const run of ['first', 'second']) {
      const report = await check({ cacheDir: cache.path });
      expect(found(report), run).to.deep.equal(['INPUT_TOO_LARGE:1']);
      expect(decide(report, 'deny').kind).to.equal('unknown');
    }
  });
  it('reports a text that is larger than sluice.yaml lets it search', async () => {
    repository.commit({ 'a.txt': 'ten bytes\n', 'b.yaml': `a: ${'b'.repeat(20)}\n`, 'c.bin': new Uint8Array(20) });
    const secrets = { ...DEFAULT_CONFIG.secrets, maxFileBytes: 9 };
    const report = await check({ config: { ...DEFAULT_CONFIG, secrets } });
    expect(report.results.map(({ rule, location }) => [rule, location.file])).to.deep.equal([
      ['SEARCH_INCOMPLETE', 'a.txt'],
    ]);
    expect(report.results[0]?.message).to.match(/its 10 bytes are more than secrets\.maxFileBytes/);
  });
  it('looks only where it is told to', async () => {
    repository.commit({ 'a/x.txt': token(1), 'b/x.txt': token(2), 'c/x.txt': token(3) });
    expect(found(await check({ paths: ['a', 'b'], ignore: ['b'] }))).to.have.length(1);
    expect(found(await check({ paths: ['x.txt'], cwd: repository.at('c') }))).to.have.length(1);
  });
  it('finds the same with threads as without', async function () {
    // Threads start from compiled files.
    if (!isCompiled()) this.skip();
    for (const number of [1, 2, 3]) {
      const files = Array.from({ length: 120 }, (_, index) => [`d/${index}.txt`, `text ${number} ${index}\n`] as const);
      repository.commit({ ...Object.fromEntries(files), 'a.txt': `token: ${token(number)}\n` });
    }
    const report = await check({ jobs: 1 });
    expect(found(report)).to.have.length(3);
    expect(await check({ jobs: 2 })).to.deep.equal(report);
  });

  describe('keeps what it knows,', () => {
    const cached = (rest: Partial<CheckRequest> = {}): Promise<Report> => check({ cacheDir: cache.path, ...rest });
    it('so that another run searches again only what something was found in', async () => {
      const leak = repository.commit({ 'a.txt': token(), 'b.txt': 'b\n' });
      const first = await cached();
      expect(searched(first)).to.deep.equal([3, 0]);
      const again = await cached();
      expect(searched(again)).to.deep.equal([3, 2]);
      expect(found(again, { leak })).to.deep.equal(['a.txt:1 leak']);
      expect(again.results).to.deep.equal(first.results);
    });
    it('and what came since', async () => {
      const one = repository.commit({ 'a.txt': token(1), 'b.txt': 'b\n' });
      await cached();
      const two = repository.commit({ 'c.txt': token(2), 'd.txt': 'd\n' });
      const report = await cached();
      expect(found(report, { one, two })).to.deep.equal(['a.txt:1 one', 'c.txt:1 two']);
      expect(searched(report)).to.deep.equal([6, 2]);
    });
    it('and forgets what is no longer part of the history', async () => {
      const root = repository.commit({ 'a.txt': 'a\n' });
      repository.commit({ 'b.txt': token() });
      expect(found(await cached())).to.have.length(1);
      repository.git('reset', '--quiet', '--hard', root);
      expect(found(await cached())).to.have.length(0);
      repository.git('reflog', 'expire', '--expire=now', '--all');
      repository.git('gc', '--quiet', '--prune=now');
      expect(found(await cached())).to.have.length(0);
    });
    it('and goes on after a search that did not come to its end', async () => {
      const files = Array.from({ length: 40 }, (_, index) => [`${index}.txt`, `text ${index}\n`] as const);
      repository.commit(Object.fromEntries(files));
      // As if the search had been stopped: the last object cannot be read.
      const blob = repository.git('rev-parse', 'HEAD:39.txt');
      const object = path.join('.git', 'objects', blob.slice(0, 2), blob.slice(2));
      const content = readFileSync(repository.at(object));
      rmSync(repository.at(object));
      const report = await cached();
      expect(found(report)).to.deep.equal(['GIT_FAILED:1']);
      expect(decide(report, 'deny').kind).to.equal('unknown');
      repository.write(object, content);
      expect(searched(await cached())).to.deep.equal([41, 40]);
    });
    it('for each set of rules by itself', async () => {
      repository.commit({ 'a.txt': 'a\n' });
      await cached();
      const config = {
        ...DEFAULT_CONFIG,
        secrets: { ...DEFAULT_CONFIG.secrets, disable: ['github-personal-access-token'] },
      };
      expect(searched(await cached({ config }))).to.deep.equal([2, 0]);
    });
    it('and looks again at what it was told to leave out', async () => {
      repository.commit({ 'a.txt': token(), 'b.txt': 'b\n' });
      expect(found(await cached({ ignore: ['a.txt'] }))).to.have.length(0);
      expect(found(await cached())).to.have.length(1);
      expect(found(await cached({ paths: ['b.txt'] }))).to.have.length(0);
      expect(found(await cached())).to.have.length(1);
    });
    it('and none of it is a secret, or a part of one', async () => {
      repository.commit({ 'a.txt': `token: ${token()}\n` });
      await cached();
      const files = readdirSync(cache.path, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
      const text = files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'latin1')).join('\n');
      expect(text).to.include('a.txt');
      expect(text).not.to.include(token().slice(0, 12));
      expect(text).not.to.include('github-personal-access-token:');
    });
  });

  describe('fails with what to do', () => {
    const failure = async (code: string, rest: Parameters<typeof check>[0] = {}): Promise<string> => {
      const error = await rejection(check(rest));
      expect(error).to.have.property('code', code);
      return error instanceof Error ? error.message : '';
    };
    it('in a repository without a commit', async () => {
      expect(await failure('GIT_FAILED')).to.match(/no commits yet, so there is no history to search/);
    });
    it('outside of a repository', async () => {
      using folder = temporaryFolder();
      expect(await failure('GIT_FAILED', { cwd: folder.path })).to.match(/is not in a Git repository/);
    });
    it('in a shallow clone', async () => {
      repository.commit({ 'a.txt': 'a\n' });
      repository.commit({ 'a.txt': 'b\n' });
      using shallow = temporaryFolder();
      repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, shallow.at('clone'));
      expect(await failure('GIT_FAILED', { cwd: shallow.at('clone') })).to.match(
        /this clone is shallow: its history is cut off at one commit.*git fetch --unshallow/,
      );
    });
    it('when no policy reads what is found', async () => {
      repository.commit({ 'a.txt': 'a\n' });
      const rego = 'package main\n\ndeny contains "x" if input.kind == "Pod"\n';
      expect(await failure('NO_POLICIES', { rego })).to.match(/none of the policies reads what is found/);
    });
    it('for a path that no commit ever had', async () => {
      repository.commit({ 'a.txt': 'a\n' });
      expect(await failure('NO_FILES', { paths: ['nowhere'] })).to.match(
        /no commit ever had a file to search in nowhere/,
      );
    });
    it('for a path that leads out of the repository', async () => {
      repository.commit({ 'a.txt': 'a\n' });
      expect(await failure('USAGE', { paths: ['../elsewhere'] })).to.match(/\.\.\/elsewhere is not in the repository/);
    });
  });
});

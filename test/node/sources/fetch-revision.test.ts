import { existsSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  fetchRevision,
  resolveRemote,
  type FetchOptions,
  type GitRemote,
} from '../../../src/node/sources/fetch-revision.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { rejection } from '../../support/rejection.ts';

const ENV = GIT_TEST_ENVIRONMENT;
const LIMITS = { each: 1000, all: 10_000, files: 10 };
const ALL: FetchOptions = { folder: '', wants: () => true, limits: LIMITS };

const remoteOf = (repository: GitRepository): GitRemote => ({ url: `file://${repository.path}`, protocol: 'file' });

async function texts(
  remote: GitRemote,
  commit: string,
  options: Partial<FetchOptions> = {},
): Promise<Readonly<Record<string, string>>> {
  const { files } = await fetchRevision(remote, commit, { ...ALL, ...options }, ENV);
  return Object.fromEntries(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]));
}

describe('resolveRemote', () => {
  it('finds branches, tags, and the commits behind annotated tags', async () => {
    using repository = new GitRepository();
    const first = repository.commit({ 'a.rego': '1' });
    repository.git('tag', 'light');
    repository.git('tag', '--annotate', '--message=t', 'annotated');
    const second = repository.commit({ 'a.rego': '2' });
    const remote = remoteOf(repository);
    const names = ['light', 'annotated', 'main', 'refs/heads/main', 'refs/tags/annotated', undefined];
    const found = await Promise.all(names.map((name) => resolveRemote(remote, name, ENV)));
    expect(found).to.deep.equal([first, first, second, second, first, second]);
  });

  it('does not guess which of two is meant, nor find what is not there', async () => {
    using repository = new GitRepository();
    const commit = repository.commit({ 'a.rego': '1' });
    repository.git('branch', 'both');
    repository.git('tag', 'both');
    const remote = remoteOf(repository);
    expect((await rejection(resolveRemote(remote, 'both', ENV))).message).to.match(
      /twice; write ref=refs\/heads\/both/,
    );
    expect((await rejection(resolveRemote(remote, 'none', ENV))).message).to.match(/has not a branch or tag "none"/);
    expect((await rejection(resolveRemote(remote, commit.slice(0, 8), ENV))).message).to.match(/its whole id/);
  });
});

describe('fetchRevision', () => {
  it('reads the wanted files of one commit, below one folder', async () => {
    using repository = new GitRepository();
    const commit = repository.commit({ 'p/a.rego': 'a', 'p/q/b.rego': 'b', 'p/c.txt': 'c', 'px/d.rego': 'd' });
    repository.commit({ 'p/a.rego': 'later' });
    const wants = (path: string): boolean => path.endsWith('.rego');
    expect(await texts(remoteOf(repository), commit, { folder: 'p', wants })).to.deep.equal({
      'a.rego': 'a',
      'q/b.rego': 'b',
    });
  });

  it('reads a commit that no branch names any more, as long as the server has it', async () => {
    using repository = new GitRepository();
    const commit = repository.commit({ 'a.rego': '1' });
    repository.git('commit', '--quiet', '--amend', '--message=another');
    expect(await texts(remoteOf(repository), commit)).to.deep.equal({ 'a.rego': '1' });
  });

  it('reads a repository of SHA-256', async () => {
    using repository = new GitRepository('--object-format=sha256');
    const commit = repository.commit({ 'a.rego': '1' });
    expect(await texts(remoteOf(repository), commit)).to.deep.equal({ 'a.rego': '1' });
  });

  it('says when the server has no such commit', async () => {
    using repository = new GitRepository();
    repository.commit({ 'a.rego': '1' });
    const error = await rejection(texts(remoteOf(repository), 'e'.repeat(40)));
    expect([error.code, error.message]).to.satisfy(
      ([code, message]: readonly string[]) => code === 'GIT_FAILED' && /no commit e{40}/.test(message ?? ''),
    );
  });

  it('says when there is no such folder', async () => {
    using repository = new GitRepository();
    const commit = repository.commit({ 'a.rego': '1' });
    expect((await rejection(texts(remoteOf(repository), commit, { folder: 'p' }))).message).to.match(/no folder "p"/);
  });

  it('refuses links, and tells of submodules', async () => {
    using repository = new GitRepository();
    repository.link('evil.rego', '/etc/passwd');
    repository.git('add', 'evil.rego');
    const linked = repository.commit({ 'a.rego': '1' });
    expect((await rejection(texts(remoteOf(repository), linked))).message).to.match(/evil.rego is a link/);
    const blob = repository.storeBlob('1');
    const commit = repository.commitTree([`100644 blob ${blob}\ta.rego`, `160000 commit ${linked}\tsub`]);
    repository.git('branch', 'withsub', commit);
    expect((await fetchRevision(remoteOf(repository), commit, ALL, ENV)).submodules).to.deep.equal(['sub']);
  });

  it('holds its limits', async () => {
    using repository = new GitRepository();
    const large = repository.commit({ 'a.rego': 'x'.repeat(2000) });
    expect((await rejection(texts(remoteOf(repository), large))).message).to.match(/a.rego has 2000 bytes/);
    const many = repository.commit(
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`f${index}.rego`, 'x'])),
    );
    expect((await rejection(texts(remoteOf(repository), many))).message).to.match(/more than 10 files/);
  });

  it('runs no program of a user or a repository on the way', async () => {
    using repository = new GitRepository();
    using home = new GitRepository();
    const commit = repository.commit({ 'a.rego': '1', '.gitattributes': '*.rego filter=evil' });
    const trace = home.at('it-ran');
    const hook = home.at('hook');
    writeFileSync(hook, `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    const config = `[core]\n\thooksPath = ${home.path}\n[filter "evil"]\n\tsmudge = ${hook}\n[init]\n\ttemplateDir = ${home.path}\n`;
    writeFileSync(home.at('config'), config);
    const env = { ...ENV, GIT_CONFIG_GLOBAL: home.at('config') };
    await fetchRevision(remoteOf(repository), commit, ALL, env);
    expect(existsSync(trace)).to.equal(false);
  });

  it('speaks no protocol but the one that was named', async () => {
    using repository = new GitRepository();
    const commit = repository.commit({ 'a.rego': '1' });
    const remote: GitRemote = { url: `file://${repository.path}`, protocol: 'https' };
    const permissive = { ...ENV, GIT_ALLOW_PROTOCOL: 'file:ext' };
    expect((await rejection(fetchRevision(remote, commit, ALL, permissive))).message).to.match(
      /transport 'file' not allowed/,
    );
    const program: GitRemote = { url: 'ext::sh -c "id"', protocol: 'https' };
    expect((await rejection(resolveRemote(program, undefined, permissive))).message).to.match(
      /transport 'ext' not allowed/,
    );
  });
});

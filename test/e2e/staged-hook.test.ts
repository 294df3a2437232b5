import { chmodSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { GitRepository } from '../support/git-repository.ts';
import { programArguments } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const POLICY =
  'package main\n\ndeny contains sprintf("%s is bad", [input.metadata.name]) if startswith(input.metadata.name, "bad")\n';
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

/** A hook is called with another index than the usual one by half of the ways to commit; so each is tried for real. */
describe('sluice check --staged, as the pre-commit hook of a repository', function () {
  this.timeout(60_000);
  let repository: GitRepository;
  let work: TemporaryFolder;
  beforeEach(() => {
    repository = new GitRepository();
    work = temporaryFolder();
    work.write('policy.rego', POLICY);
    const command = [
      process.execPath,
      ...programArguments(),
      'check',
      '--staged',
      '-p',
      work.at('policy.rego'),
      '--cache-dir',
      work.at('cache'),
    ];
    repository.write('.git/hooks/pre-commit', `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')}\n`);
    chmodSync(repository.at('.git/hooks/pre-commit'), 0o755);
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    work[Symbol.dispose]();
  });

  /** What Git said about a commit that the hook stopped; undefined when it went through. */
  function commit(...args: readonly string[]): string | undefined {
    const before = repository.git('rev-list', '--all', '--count');
    try {
      repository.git('commit', '--quiet', '--message=a change', ...args);
    } catch (error) {
      expect(repository.git('rev-list', '--all', '--count')).to.equal(before);
      return error instanceof Error ? error.message : String(error);
    }
    return undefined;
  }

  it('lets a compliant commit through, also the very first', () => {
    repository.stage({ 'a.yaml': pod('good') });
    expect(commit()).to.equal(undefined);
  });
  it('stops a commit with a violation', () => {
    repository.stage({ 'a.yaml': pod('bad') });
    expect(commit()).to.be.a('string');
  });
  it('lets a commit through that touches no manifest', () => {
    repository.stage({ 'README.md': 'text', 'package.json': '{"name": "x"}' });
    expect(commit()).to.equal(undefined);
  });
  it('judges what "git commit -a" stages itself', () => {
    repository.stage({ 'a.yaml': pod('good') });
    commit();
    repository.write('a.yaml', pod('bad'));
    expect(commit('--all')).to.be.a('string');
    repository.write('a.yaml', pod('better'));
    expect(commit('--all')).to.equal(undefined);
  });
  it('judges only what "git commit PATH" commits', () => {
    repository.stage({ 'a.yaml': pod('good'), 'b.yaml': pod('good') });
    commit();
    repository.stage({ 'a.yaml': pod('better'), 'b.yaml': pod('bad') });
    expect(commit('a.yaml')).to.equal(undefined);
    expect(commit('b.yaml')).to.be.a('string');
  });
  it('judges the staged half of a file that is staged in part', () => {
    repository.stage({ 'a.yaml': pod('bad') });
    repository.write('a.yaml', pod('good'));
    expect(commit()).to.be.a('string');
  });
  it('works from a folder below, and in a linked working tree', () => {
    repository.stage({ 'deep/a.yaml': pod('good') });
    expect(commit()).to.equal(undefined);
    repository.git('worktree', 'add', '--quiet', 'linked');
    repository.write('linked/bad.yaml', pod('bad'));
    repository.git('-C', 'linked', 'add', 'bad.yaml');
    expect(() => repository.git('-C', 'linked', 'commit', '--quiet', '--message=x')).to.throw();
    repository.write('deep/b.yaml', pod('bad'));
    repository.git('-C', 'deep', 'add', 'b.yaml');
    expect(() => repository.git('-C', 'deep', 'commit', '--quiet', '--message=x')).to.throw();
  });
});

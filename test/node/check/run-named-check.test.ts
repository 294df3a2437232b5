import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { runStagedCheck } from '../../../src/node/check/run-staged-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const DENY_PODS = `package main

deny contains msg if {
	input.kind == "Pod"
	msg := input.metadata.name
}
`;
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

/** What pre-commit calls: it names files, and does not say whether there is a commit. */
describe('runStagedCheck with names', () => {
  let repository: GitRepository;
  let policies: TemporaryFolder;
  beforeEach(() => {
    repository = new GitRepository();
    policies = temporaryFolder();
  });
  afterEach(() => {
    repository[Symbol.dispose]();
    policies[Symbol.dispose]();
  });

  const check = (paths: readonly string[], cwd = repository.path): Promise<Report> =>
    runStagedCheck(
      {
        cwd,
        config: DEFAULT_CONFIG,
        policies: [policies.write('policy.rego', DENY_PODS)],
        data: [],
        namespaces: [],
        point: 'commit',
        paths,
        ignore: ['ignored.yaml'],
        jobs: 1,
        timeoutMs: 5_000,
        today: '2026-11-21',
        readStdin: () => Promise.reject(new Error('standard input is not to be read')),
      },
      GIT_TEST_ENVIRONMENT,
    );
  const lines = ({ results }: Report): readonly string[] =>
    results.map(({ location, message }) => `${location.file} ${message}`);

  it('judges the staged version of the staged files that were named, and no other', async () => {
    repository.stage({ 'a.yaml': pod('staged-a'), 'b.yaml': pod('staged-b') });
    repository.write('a.yaml', pod('on-disk'));
    expect(lines(await check(['a.yaml']))).to.deep.equal(['a.yaml staged-a']);
  });
  it('judges what is staged in a folder that was named', async () => {
    repository.commit({ 'deploy/old.yaml': pod('old') });
    repository.stage({ 'deploy/new.yaml': pod('new'), 'other.yaml': pod('other') });
    expect(lines(await check(['deploy']))).to.deep.equal(['deploy/new.yaml new']);
    expect(lines(await check(['.']))).to.have.length(2);
  });
  it('judges all named files when one of them is not staged: that is no commit', async () => {
    repository.commit({ 'old.yaml': pod('old'), 'unnamed.yaml': pod('unnamed') });
    repository.stage({ 'new.yaml': pod('new') });
    expect(lines(await check(['new.yaml', 'old.yaml']))).to.have.members(['new.yaml new', 'old.yaml old']);
  });
  it('judges the version in the working tree where it is another one', async () => {
    repository.commit({ 'a.yaml': pod('committed'), 'b.yaml': pod('committed') });
    repository.write('a.yaml', pod('changed'));
    repository.write('c.yaml', pod('never-added'));
    expect(lines(await check(['a.yaml', 'b.yaml', 'c.yaml']))).to.have.members([
      'a.yaml changed',
      'b.yaml committed',
      'c.yaml never-added',
    ]);
  });
  it('judges the version in the index of a file that is gone from the working tree', async () => {
    repository.commit({ 'a.yaml': pod('committed') });
    rmSync(repository.at('a.yaml'));
    expect(lines(await check(['a.yaml']))).to.deep.equal(['a.yaml committed']);
  });
  it('takes names from the working directory, and shows them from the root', async () => {
    repository.commit({ 'deploy/a.yaml': pod('a') });
    expect(lines(await check(['a.yaml'], repository.at('deploy')))).to.deep.equal(['deploy/a.yaml a']);
  });
  it('is no pass for a file that is not there, nor for a link that is not staged', async () => {
    repository.link('link.yaml', '/etc/hostname');
    const report = await check(['absent.yaml', 'link.yaml']);
    expect(report.results.map(({ location, rule }) => [location.file, rule])).to.have.deep.members([
      ['absent.yaml', 'INPUT_UNREADABLE'],
      ['link.yaml', 'INPUT_UNREADABLE'],
    ]);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });
  it('says what it did not judge, and is then idle', async () => {
    repository.commit({ 'README.md': 'text', 'ignored.yaml': pod('ignored') });
    const report = await check(['README.md', 'ignored.yaml']);
    expect(decide(report, 'deny').kind).to.equal('idle');
    expect(report.notices.join()).to.contain(
      'nothing named is judged by any policy: 1 file left out, 1 file that is no manifest',
    );
  });
  it('refuses names outside of the repository', async () => {
    expect(await rejection(check(['../elsewhere.yaml']))).to.include({ code: 'USAGE' });
  });
});

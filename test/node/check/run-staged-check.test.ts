import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { runStagedCheck } from '../../../src/node/check/run-staged-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const DENY_PODS = `package main

deny contains msg if {
	input.kind == "Pod"
	msg := sprintf("%s is a Pod", [input.metadata.name])
}
`;
const ONLY_IN_PROD = `# METADATA
# custom: {policy: prod-only, match: {kinds: [{kinds: [Pod]}], namespaceSelector: {matchLabels: {env: prod}}}}
package policies.prod_only
violation contains {"msg": "in production"}
`;
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`;

describe('runStagedCheck', () => {
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

  const check = (rego: string, ignore: readonly string[] = []): Promise<Report> =>
    runStagedCheck(
      {
        cwd: repository.path,
        config: DEFAULT_CONFIG,
        policies: [policies.write('policy.rego', rego)],
        data: [],
        namespaces: [],
        point: 'commit',
        ignore,
        jobs: 1,
        timeoutMs: 5_000,
        today: '2026-11-21',
        readStdin: () => Promise.reject(new Error('standard input is not to be read')),
      },
      GIT_TEST_ENVIRONMENT,
    );
  const lines = ({ results }: Report): readonly string[] =>
    results.map(({ status, location, message }) => `${status} ${location.file}:${location.line} ${message}`);

  it('judges what is staged, at the point "commit", and nothing else', async () => {
    repository.commit({ 'old.yaml': pod('old') });
    repository.stage({ 'deploy/new.yaml': pod('new') });
    repository.write('deploy/new.yaml', pod('not-staged'));
    const report = await check(DENY_PODS);
    expect(lines(report)).to.deep.equal(['fail deploy/new.yaml:1 new is a Pod']);
    expect(report.point).to.equal('commit');
    expect(decide(report, 'deny')).to.deep.equal({ kind: 'deny', violations: 1 });
  });
  it('knows a Namespace that the rest of the repository declares', async () => {
    repository.commit({ 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n' });
    repository.stage({ 'a.yaml': pod('web') });
    expect(lines(await check(ONLY_IN_PROD))).to.deep.equal(['fail a.yaml:1 in production']);
  });
  it('knows the Namespace as it is staged, not as it was', async () => {
    repository.commit({ 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n' });
    repository.stage({ 'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n', 'a.yaml': pod('web') });
    expect(lines(await check(ONLY_IN_PROD))).to.deep.equal([]);
  });
  it('reports what cannot be judged, and is then no pass', async () => {
    repository.link('a.yaml', '/etc/hostname');
    repository.git('add', 'a.yaml');
    repository.stage({ 'broken.yaml': 'a: [1\n', 'README.md': 'text' });
    const report = await check(DENY_PODS);
    expect(report.results.map(({ rule, location }) => [location.file, rule])).to.deep.include([
      'a.yaml',
      'PATH_OUTSIDE_ROOT',
    ]);
    expect(report.summary.error).to.equal(2);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  describe('is idle, and says so, when a commit brings nothing to judge', () => {
    const cases: readonly (readonly [title: string, files: Readonly<Record<string, string>>, reason: RegExp])[] = [
      ['a README', { 'README.md': 'text' }, /1 file that are no manifests|1 file/],
      ['nothing at all', {}, /nothing is staged/],
      ['JSON that is no Kubernetes object', { 'package.json': '{"name": "x"}' }, /1 file which no policy applies to/],
      [
        'an object that no policy is about',
        { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' },
        /1 file which no policy applies to/,
      ],
      ['what is ignored', { 'vendor/a.yaml': pod('web'), 'README.md': 'text' }, /1 file left out, 1 file/],
    ];
    for (const [title, files, reason] of cases) {
      it(title, async () => {
        repository.commit({ 'old.yaml': pod('old') });
        if (Object.keys(files).length > 0) repository.stage(files);
        const report = await check(ONLY_IN_PROD, ['vendor']);
        expect(decide(report, 'deny').kind).to.equal('idle');
        expect(report.notices.join())
          .to.match(/^nothing staged is judged by any policy: /)
          .and.match(reason);
      });
    }
    it('a deletion, which the report explains', async () => {
      repository.commit({ 'old.yaml': pod('old') });
      repository.git('rm', '--quiet', 'old.yaml');
      const report = await check(DENY_PODS);
      expect(decide(report, 'deny').kind).to.equal('idle');
      expect(report.skipped.map(({ file }) => file)).to.deep.equal(['old.yaml']);
    });
  });

  it('is not idle when the policies are broken: they might have had something to say', async () => {
    repository.stage({ 'README.md': 'text' });
    expect(decide(await check('package main\ndeny contains if {\n'), 'deny').kind).to.equal('unknown');
  });
});

import { symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { runStagedCheck } from '../../../src/node/check/run-staged-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const CONFTEST = `package main

deny contains sprintf("image %s", [command.Value[0]]) if {
	some command in input
	command.Cmd == "from"
	endswith(command.Value[0], ":latest")
}

deny contains sprintf("port %v", [input.server.port]) if input.server.port < 1024
`;
const REVIEW = `# METADATA
# custom: {policy: names}
package policies.names
violation contains {"msg": "a name"} if input.review.object.metadata.name
`;
/** A document that looks like an object of Kubernetes, in a format that Kubernetes does not read. */
const POD_IN_TOML = 'apiVersion = "v1"\nkind = "Pod"\n[metadata]\nname = "a"\n[server]\nport = 80\n';

describe('a check of other formats', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  const request = (): Omit<CheckRequest, 'paths'> => ({
    cwd: folder.path,
    config: DEFAULT_CONFIG,
    policies: ['policy'],
    data: [],
    namespaces: [],
    point: 'ci',
    ignore: [],
    jobs: 2,
    timeoutMs: 10_000,
    today: '2026-11-21',
    readStdin: () => Promise.reject(new Error('standard input is not to be read')),
  });
  const check = (paths: readonly string[], overrides: Partial<CheckRequest> = {}): Promise<Report> =>
    runCheck({ ...request(), paths, ...overrides });
  const lines = ({ results }: Report): readonly string[] =>
    results.map(({ status, location, message }) => `${status} ${location.file}:${location.line} ${message}`);

  it('reads a file that is given by itself as its name says', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('Dockerfile', 'FROM a:1\nFROM b:latest\n');
    folder.write('app.toml', '[server]\nport = 80\n');
    expect(lines(await check(['Dockerfile', 'app.toml']))).to.deep.equal([
      'fail Dockerfile:1 image b:latest',
      'fail app.toml:1 port 80',
    ]);
  });

  it('reads every input as --parser says, standard input too', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('app.yaml', '[server]\nport = 80\n');
    const readStdin = (): Promise<Uint8Array> => Promise.resolve(Buffer.from('[server]\nport = 443\n'));
    expect(lines(await check(['app.yaml', '-'], { parser: 'ini', readStdin }))).to.deep.equal([
      'fail -:1 port 443',
      'fail app.yaml:1 port 80',
    ]);
  });

  it('reads in a folder all that conftest would, when every policy is of its form', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('src/Dockerfile', 'FROM b:latest\n');
    folder.write('src/app.json', '{"server": {"port": 1}}');
    folder.write('src/README.md', 'nothing\n');
    const report = await check(['src']);
    expect(lines(report)).to.deep.equal(['fail src/Dockerfile:1 image b:latest', 'fail src/app.json:1 port 1']);
    expect(report.summary.files).to.equal(2);
  });

  it('reads manifests alone in a folder, when a policy reads reviews', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('policy/r.rego', REVIEW);
    folder.write('src/Dockerfile', 'FROM b:latest\n');
    folder.write('src/app.json', '{"server": {"port": 1}}');
    expect(lines(await check(['src']))).to.deep.equal(['fail src/app.json:1 port 1']);
  });

  it('never takes a document of another format for an object', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('policy/r.rego', REVIEW);
    folder.write('pod.toml', POD_IN_TOML);
    const report = await check(['pod.toml']);
    expect(lines(report)).to.deep.equal(['fail pod.toml:1 port 80']);
    expect(report.summary.resources).to.equal(0);
    expect(report.results[0]?.resource).to.equal(undefined);
  });

  it('evaluates nothing, and says so, when no policy reads documents', async () => {
    folder.write('policy/r.rego', REVIEW);
    folder.write('pod.toml', POD_IN_TOML);
    const report = await check(['pod.toml']);
    expect(report.skipped).to.deep.equal([
      { file: 'pod.toml', reason: 'read as toml, and no policy reads plain documents' },
    ]);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  it('is an error, never a pass, when a file cannot be read', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('a.toml', 'a = 1\npassword = hunter2\n');
    const report = await check(['a.toml']);
    expect(lines(report)).to.deep.equal([
      'error a.toml:2 as toml: toml: line 2 (last key …): expected value but found … instead',
    ]);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  it('asks of an array at the root each member by itself, as conftest does', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('list.json', '[{"server": {"port": 1}},\n null,\n {"server": {"port": 3}}]');
    folder.write('list.jsonnet', '[{server: {port: p}} for p in [4, 5]]');
    folder.write('empty.json', '[]');
    const report = await check(['list.json', 'list.jsonnet', 'empty.json']);
    expect(lines(report)).to.deep.equal([
      'fail list.json:1 port 1',
      'fail list.json:3 port 3',
      'fail list.jsonnet:1 port 4',
      'fail list.jsonnet:1 port 5',
    ]);
    expect(report.skipped.map(({ file }) => file)).to.deep.equal(['empty.json']);
    expect(report.summary.pass).to.equal(0);
    expect(new Set(report.results.map(({ verdictId }) => verdictId)).size).to.equal(4);
  });

  it('gives the same report from worker threads as from this one', async () => {
    folder.write('policy/p.rego', CONFTEST);
    for (let index = 0; index < 100; index += 1)
      folder.write(`src/${index}.dockerfile`, `FROM image-${index}:latest\n`);
    const [alone, shared] = [await check(['src'], { jobs: 1 }), await check(['src'], { jobs: 2 })];
    expect(shared).to.deep.equal(alone);
    expect(shared.summary.fail).to.equal(100);
  });

  it('judges a document that is as deep as one may be', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('deep.jsonc', `{"server": {"port": 1}, "deep": ${'['.repeat(999)}${']'.repeat(999)}}`);
    expect(lines(await check(['deep.jsonc']))).to.deep.equal(['fail deep.jsonc:1 port 1']);
  });

  it('stops a file that takes too long, and judges the others', async () => {
    folder.write('policy/p.rego', CONFTEST);
    folder.write('src/a.toml', '[server]\nport = 1\n');
    folder.write('src/b.hocon', '"');
    folder.write('src/c.toml', '[server]\nport = 2\n');
    expect(lines(await check(['src'], { timeoutMs: 500 }))).to.deep.equal([
      'fail src/a.toml:1 port 1',
      'error src/b.hocon:1 could not be parsed within 500 ms; split it, or raise --timeout',
      'fail src/c.toml:1 port 2',
    ]);
  });

  it('keeps results apart by the format that they were read as', async () => {
    using cache = temporaryFolder();
    folder.write('policy/p.rego', CONFTEST);
    folder.write('app.yaml', '[server]\nport = 80\n');
    const cached = { cacheDir: cache.path };
    expect(lines(await check(['app.yaml'], { ...cached, parser: 'properties' }))).to.deep.equal([]);
    expect(lines(await check(['app.yaml'], { ...cached, parser: 'ini' }))).to.deep.equal(['fail app.yaml:1 port 80']);
    expect(lines(await check(['app.yaml'], { ...cached, parser: 'properties' }))).to.deep.equal([]);
  });

  it('does not look for Namespaces in files that hold none', async () => {
    folder.write(
      'policy/r.rego',
      `${REVIEW}violation contains {"msg": "ns"} if input.review.namespaceObject.metadata.name\n`,
    );
    folder.write('ns.toml', 'text = """\nkind: Namespace\n"""\n');
    folder.write('a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n');
    expect((await check(['ns.toml', 'a.yaml'])).results.map(({ message }) => message)).to.deep.equal(['a name']);
  });

  describe('that is staged', () => {
    it('reads what conftest would, when every policy is of its form', async () => {
      using repository = new GitRepository();
      const policies = folder.write('policy/p.rego', CONFTEST);
      const staged = { ...request(), cwd: repository.path, policies: [policies] };
      repository.stage({ 'api/Dockerfile': 'FROM b:latest\n', 'app.ini': '[server]\nport = 9\n', 'README.md': 'x\n' });
      repository.write('app.ini', '[server]\nport = 10\n');
      expect(lines(await runStagedCheck(staged, GIT_TEST_ENVIRONMENT))).to.deep.equal([
        'fail api/Dockerfile:1 image b:latest',
        'fail app.ini:1 port 9',
      ]);
    });

    it('reads manifests alone, when a policy reads reviews', async () => {
      using repository = new GitRepository();
      folder.write('policy/r.rego', REVIEW);
      const staged = { ...request(), cwd: repository.path, policies: [folder.at('policy')] };
      repository.stage({ Dockerfile: 'FROM b:latest\n', 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n' });
      expect(lines(await runStagedCheck(staged, GIT_TEST_ENVIRONMENT))).to.deep.equal(['fail a.yaml:1 a name']);
    });
  });
});

const READS_FILES = `package main

deny contains sprintf("%d replicas, at most %d", [input.replicas, limits.most]) if input.replicas > limits.most

limits := parse_config_file("../limits.toml")

warn contains sprintf("%v %v", [file.path, file.contents]) if {
	input.listed
	some file in parse_combined_config_files(["../b.yaml", "../a.ini"])
}

deny contains "as text" if parse_config("hcl2", input.text).a.b[0].c == 1
`;

describe('policies that parse configuration', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/deep/p.rego', READS_FILES);
    folder.write('policy/limits.toml', 'most = 3\n');
  });
  afterEach(() => folder[Symbol.dispose]());

  const check = async (input: string, overrides: Partial<CheckRequest> = {}): Promise<readonly string[]> => {
    folder.write('input.yaml', input);
    const report = await runCheck({
      cwd: folder.path,
      config: DEFAULT_CONFIG,
      policies: ['policy'],
      data: [],
      namespaces: [],
      point: 'ci',
      paths: ['input.yaml'],
      ignore: [],
      jobs: 1,
      timeoutMs: 10_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('standard input is not to be read')),
      ...overrides,
    });
    return report.results.map(({ status, message }) => `${status} ${message}`);
  };

  it('read files beside themselves', async () => {
    expect(await check('replicas: 5\n')).to.deep.equal(['fail 5 replicas, at most 3']);
    expect(await check('replicas: 2\n')).to.deep.equal([]);
  });

  it('read text', async () => {
    expect(await check('text: |\n  a "b" { c = 1 }\n')).to.deep.equal(['fail as text']);
  });

  it('read several files, each document with its path, in the order of the paths', async () => {
    folder.write('policy/b.yaml', '- 1\n- a: 2\n');
    folder.write('policy/a.ini', '[x]\ny = 1\n');
    expect(await check('listed: true\n')).to.deep.equal([
      'warn policy/a.ini {"x": {"y": 1}}',
      'warn policy/b.yaml 1',
      'warn policy/b.yaml {"a": 2}',
    ]);
  });

  it('see a file as it is now, whatever the cache holds of earlier runs', async () => {
    using cache = temporaryFolder();
    const cached = { cacheDir: cache.path };
    expect(await check('replicas: 5\n', cached)).to.deep.equal(['fail 5 replicas, at most 3']);
    folder.write('policy/limits.toml', 'most = 4\n');
    expect(await check('replicas: 5\n', cached)).to.deep.equal(['fail 5 replicas, at most 4']);
  });

  it('get undefined for a file that is not there or not of its format, as with conftest', async () => {
    folder.write('policy/limits.toml', 'most = = 3\n');
    expect(await check('replicas: 5\n')).to.deep.equal([]);
    expect(await check('listed: true\n')).to.deep.equal([]);
  });

  it('read the folder of the policies, wherever the run takes place', async () => {
    using elsewhere = temporaryFolder();
    elsewhere.write('input.yaml', 'replicas: 5\n');
    expect(await check('', { cwd: elsewhere.path, policies: [folder.at('policy')] })).to.deep.equal([
      'fail 5 replicas, at most 3',
    ]);
  });

  for (const [how, given] of [
    ['through ..', '../../other/limits.toml'],
    ['through a link', '../link.toml'],
  ] as const) {
    it(`are stopped, not undefined, when a file lies outside ${how}`, async () => {
      using other = temporaryFolder();
      other.write('limits.toml', 'most = 3\n');
      folder.write('policy/deep/p.rego', READS_FILES.replace('../limits.toml', given));
      folder.write('other/limits.toml', 'most = 3\n');
      symlinkSync(other.at('limits.toml'), folder.at('policy/link.toml'));
      using elsewhere = temporaryFolder();
      elsewhere.write('input.yaml', 'replicas: 5\n');
      const [line, ...more] = await check('', { cwd: elsewhere.path, policies: [folder.at('policy')] });
      expect(more).to.deep.equal([]);
      expect(line).to.match(/^error POLICY_FAILED: main\/deny stopped: .* names a file that lies outside/);
    });
  }

  it('are stopped when a file is too large', async () => {
    folder.write('policy/limits.toml', Buffer.alloc(11 * 1024 ** 2, '#'));
    expect((await check('replicas: 5\n'))[0]).to.match(/^error POLICY_FAILED: .* names a file of more than 10 MiB/);
  });
});

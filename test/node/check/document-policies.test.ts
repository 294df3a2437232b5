import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const service = (name: string, app: string): string =>
  `kind: Service\napiVersion: v1\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}}\n`;
const deployment = (name: string, app: string): string =>
  `kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: ${name}\nspec: {selector: {matchLabels: {app: ${app}}}}\n`;

/** What only policies that see several documents at once can say. */
const SELECTED = `package main
deny contains {"msg": sprintf("no Service selects %s", [app]), "path": [i, "contents", "metadata", "name"]} if {
	some i
	input[i].contents.kind == "Deployment"
	app := input[i].contents.spec.selector.matchLabels.app
	not selected(app)
}
selected(app) if input[_].contents.spec.selector.app == app
`;

describe('policies in the form of conftest', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  const check = (overrides: Partial<CheckRequest> = {}): Promise<Report> =>
    runCheck({
      cwd: folder.path,
      config: DEFAULT_CONFIG,
      policies: ['policy'],
      data: [],
      namespaces: [],
      point: 'ci',
      paths: ['in'],
      ignore: [],
      jobs: 1,
      timeoutMs: 5_000,
      today: '2026-11-21',
      readStdin: () => Promise.resolve(Buffer.from('a: 1\n')),
      ...overrides,
    });

  async function fault(overrides: Partial<CheckRequest> = {}): Promise<SluiceError> {
    try {
      await check(overrides);
    } catch (error) {
      if (error instanceof SluiceError) return error;
      throw error;
    }
    return expect.fail('the check was to fail and did not');
  }

  const lines = ({ results }: Report): readonly string[] =>
    results.map(({ status, location, message }) => `${status} ${location.file}:${location.line} ${message}`);

  describe('exempt inputs from their own rules', () => {
    beforeEach(() => {
      folder.write(
        'policy/rules.rego',
        'package main\ndeny_root contains "runs as root" if input.root\ndeny contains "is bad" if input.bad\n',
      );
      folder.write(
        'policy/exceptions.rego',
        'package main\nexception contains ["root"] if input.trusted\nexception contains [""] if input.legacy\n',
      );
    });

    it('and the report says by which query', async () => {
      folder.write('in/a.yaml', 'root: true\nbad: true\ntrusted: true\n');
      const report = await check();
      expect(lines(report)).to.deep.equal([
        'fail in/a.yaml:1 is bad',
        'skip in/a.yaml:1 runs as root [exception: data.main.exception[_][_] == "root"]',
      ]);
      expect(report.summary).to.include({ fail: 1, skip: 1, pass: 0 });
    });

    it('and a rule that finds nothing passes, exception or not', async () => {
      folder.write('in/a.yaml', 'trusted: true\nlegacy: true\n');
      expect((await check()).summary).to.include({ pass: 2, skip: 0 });
    });

    it('and an exception that cannot be evaluated exempts from nothing', async () => {
      folder.write(
        'policy/exceptions.rego',
        'package main\nexception := [["root"]] if input.root\nexception := 1 if input.root\n',
      );
      folder.write('in/a.yaml', 'root: true\n');
      const report = await check();
      expect(report.summary).to.include({ fail: 1, error: 1 });
      expect(report.results.find(({ status }) => status === 'error')).to.have.property('rule', 'exception');
    });
  });

  describe('may be written in older Rego', () => {
    const OLD = 'package main\ndeny[msg] { input.root; msg := "runs as root" }\n';
    beforeEach(() => {
      folder.write('in/a.yaml', 'root: true\n');
      folder.write('policy/main.rego', OLD);
    });

    it('when the run says so, beside policies that ship', async () => {
      const report = await check({ regoVersion: 'v0', policies: ['policy', 'sluice:no-privileged'] });
      expect(lines(report)).to.deep.equal(['fail in/a.yaml:1 runs as root']);
      expect(report.summary.policies).to.equal(2);
    });

    it('and when nobody says so, with a note of which they are', async () => {
      const report = await check({ namespaces: ['main'] });
      expect(lines(report)).to.deep.equal(['fail in/a.yaml:1 runs as root']);
      expect(report.notices.join('\n')).to.contain('policy/main.rego is Rego v0');
    });

    it('and do not compile when the run says that they are newer, whatever namespace is asked for', async () => {
      const report = await check({ regoVersion: 'v1', namespaces: ['main'] });
      expect(report.summary.error).to.be.greaterThan(0);
      expect(lines(report).join('\n')).to.contain('error policy/main.rego:2');
    });
  });

  it('may not make an object where a set of messages is meant', async () => {
    folder.write('policy/main.rego', 'package main\ndeny[msg] if { input.root; msg := "runs as root" }\n');
    folder.write('in/a.yaml', 'a: 1\n');
    expect(lines(await check()).join('\n')).to.contain('write "deny contains msg if"');
  });

  describe('read data.conftest.file', () => {
    const NAMED = 'package main\nimport data.conftest.file\ndeny contains sprintf("%s in %s", [file.name, file.dir])\n';
    beforeEach(() => folder.write('policy/main.rego', NAMED));

    it('as the file at hand, one after the other', async () => {
      folder.write('in/a.yaml', 'a: 1\n---\nb: 1\n');
      folder.write('in/deep/b.json', '{}');
      const deep = path.join(folder.at('in'), 'deep');
      expect(lines(await check())).to.deep.equal([
        `fail in/a.yaml:1 a.yaml in ${folder.at('in')}`,
        `fail in/a.yaml:3 a.yaml in ${folder.at('in')}`,
        `fail in/deep/b.json:1 b.json in ${deep}`,
      ]);
    });

    it('beside data of their own, after a timeout, and from standard input', async () => {
      folder.write('data/conftest.json', '{"conftest": {"file": "old", "own": 1}, "limit": 2}');
      folder.write(
        'policy/main.rego',
        `${NAMED}warn contains sprintf("%v %v", [data.conftest.own, data.limit])
deny_slow contains count([1 | numbers.range(1, 4000)[_] == numbers.range(1, 4000)[_]]) if input.slow
`,
      );
      folder.write('in/slow.yaml', 'slow: true\n');
      const report = await check({ data: ['data'], paths: ['in', '-'], timeoutMs: 500 });
      expect(lines(report)).to.include(`fail -:1 - in ${folder.path}`);
      expect(lines(report)).to.include(`fail in/slow.yaml:1 slow.yaml in ${folder.at('in')}`);
      expect(lines(report)).to.include('warn in/slow.yaml:1 1 2');
    });
  });

  describe('see all documents as one', () => {
    beforeEach(() => {
      folder.write('policy/main.rego', SELECTED);
      folder.write('in/b.yaml', `${deployment('web', 'web')}---\n${deployment('lost', 'nobody')}`);
      folder.write('in/a.yaml', service('web', 'web'));
    });

    it('and a path leads to the field of the document at fault', async () => {
      const report = await check({ combine: true });
      expect(lines(report)).to.deep.equal(['fail in/b.yaml:10 no Service selects nobody']);
      expect(report.summary).to.include({ files: 2, documents: 3, resources: 3, policies: 1, pass: 0, fail: 1 });
      expect(report.skipped).to.deep.equal([]);
    });

    it('while other policies judge each object as always', async () => {
      const report = await check({ combine: true, policies: ['policy', 'sluice:no-default-namespace'] });
      expect(report.summary).to.include({ fail: 1, policies: 2 });
      expect(report.summary.warn + report.summary.pass).to.be.greaterThan(0);
    });

    it('and nothing is judged when one file cannot be read', async () => {
      folder.write('in/a.yaml', 'kind: [Service\n');
      const report = await check({ combine: true });
      expect(report.summary).to.include({ fail: 0, error: 1 });
      expect(report.skipped[0]?.reason).to.match(/not judged together.*in\/a\.yaml cannot be read whole/);
    });

    it('and nothing is judged when a path cannot be read', async () => {
      const report = await check({ combine: true, paths: ['in', 'nowhere'] });
      expect(report.summary).to.include({ fail: 0, error: 1 });
      expect(report.skipped[0]?.reason).to.match(/not judged together.*nowhere cannot be read whole/);
    });

    it('whatever format they are in', async () => {
      folder.write('policy/main.rego', 'package main\ndeny contains concat(" ", [entry.path | some entry in input])\n');
      folder.write('in/c.ini', 'a = 1\n');
      expect(lines(await check({ combine: true }))).to.deep.equal([
        'fail in/a.yaml:1 in/a.yaml in/b.yaml in/b.yaml in/c.ini',
      ]);
    });

    it('which makes no sense without a policy that reads documents', async () => {
      const error = await fault({ combine: true, policies: ['sluice:baseline'] });
      expect(error.code).to.equal('USAGE');
      expect(error.message).to.contain('--combine');
    });

    it('and are not taken from the cache of a run that judged them one by one', async () => {
      folder.write('policy/main.rego', 'package main\ndeny contains "a list" if is_array(input)\n');
      const cached = { cacheDir: folder.at('cache') };
      expect((await check(cached)).summary).to.include({ pass: 3, fail: 0 });
      expect((await check({ ...cached, combine: true })).summary).to.include({ pass: 0, fail: 1 });
      expect((await check(cached)).summary).to.include({ pass: 3, fail: 0 });
    });
  });

  it("leave out files by conftest's kind of expression, which folders are not asked about", async () => {
    folder.write('policy/main.rego', 'package main\ndeny contains "seen"\n');
    for (const name of ['in/a.yaml', 'in/x/b.yaml', 'in/x/c.json']) folder.write(name, 'a: 1\n');
    const report = await check({ ignoreExpression: '(?i)/X/.*\\.yaml$' });
    expect(lines(report)).to.deep.equal(['fail in/a.yaml:1 seen', 'fail in/x/c.json:1 seen']);
    expect((await check({ ignoreExpression: 'in/$' })).summary.fail).to.equal(3);
    expect((await fault({ ignoreExpression: 'a[' })).code).to.equal('CONFIG_INVALID');
  });
});

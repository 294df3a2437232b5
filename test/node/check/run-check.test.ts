import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ErrorCode } from '../../../src/core/errors.ts';
import { SluiceError } from '../../../src/core/errors.ts';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import type { Constraint } from '../../../src/core/model/constraint.ts';
import { ENFORCEMENT_POINTS } from '../../../src/core/model/enforcement.ts';
import { DEFAULT_CONFIG, type Config } from '../../../src/node/config/config.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const DENY_PODS = `package main
deny contains msg if { input.kind == "Pod"; msg := sprintf("%s is a Pod", [input.metadata.name]) }
`;
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('runCheck', () => {
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
      paths: ['manifests'],
      ignore: [],
      jobs: 2,
      timeoutMs: 5_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('standard input is not to be read')),
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
    results.map(
      ({ status, location, rule, message }) => `${status} ${location.file}:${location.line} ${rule} ${message}`,
    );

  it('finds violations with file and line', async () => {
    folder.write('policy/pods.rego', DENY_PODS);
    folder.write('manifests/a.yaml', `${pod('one')}---\n${pod('two')}`);
    const report = await check();
    expect(lines(report)).to.deep.equal([
      'fail manifests/a.yaml:1 deny one is a Pod',
      'fail manifests/a.yaml:6 deny two is a Pod',
    ]);
    expect(report.summary).to.deep.equal({
      files: 1,
      documents: 2,
      resources: 2,
      policies: 1,
      pass: 0,
      fail: 2,
      warn: 0,
      error: 0,
      skip: 0,
    });
    expect(decide(report, 'deny')).to.deep.equal({ kind: 'deny', violations: 2 });
  });

  it('reads a policy once that two paths name', async () => {
    folder.write('policy/pods.rego', DENY_PODS);
    folder.write('manifests/a.yaml', pod('one'));
    const report = await check({ policies: ['policy', 'policy/pods.rego'] });
    expect(lines(report)).to.deep.equal(['fail manifests/a.yaml:1 deny one is a Pod']);
  });

  it('gives the same report from worker threads as from this one', async () => {
    folder.write('policy/pods.rego', DENY_PODS);
    for (let index = 0; index < 100; index += 1) folder.write(`manifests/${index}.yaml`, pod(`pod-${index}`));
    const [alone, shared] = [await check({ jobs: 1 }), await check({ jobs: 2 })];
    expect(shared).to.deep.equal(alone);
    expect(shared.summary.fail).to.equal(100);
  });

  it('reads standard input', async () => {
    folder.write('policy/pods.rego', DENY_PODS);
    const report = await check({ paths: ['-'], readStdin: () => Promise.resolve(Buffer.from(pod('piped'))) });
    expect(lines(report)).to.deep.equal(['fail -:1 deny piped is a Pod']);
  });

  it('gives policies the data of -d, at the folders it lies in', async () => {
    folder.write(
      'policy/p.rego',
      'package main\ndeny contains msg if { msg := data.teams[input.metadata.name].owner }\n',
    );
    folder.write('extra/teams/list.yaml', 'web: {owner: ada}\n');
    folder.write('manifests/a.yaml', pod('web'));
    expect(lines(await check({ data: ['extra'] }))).to.deep.equal(['fail manifests/a.yaml:1 deny ada']);
  });

  it('knows a Namespace that another file declares', async () => {
    folder.write(
      'policy/p.rego',
      `# METADATA
# custom: {policy: prod-only, match: {namespaceSelector: {matchLabels: {env: prod}}}}
package policies.prod_only
violation contains {"msg": "in production"}
`,
    );
    folder.write('manifests/ns.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n');
    folder.write('manifests/pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n');
    folder.write('manifests/stray.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: undeclared}\n');
    expect((await check()).results.map(({ status, location }) => [status, location.file])).to.deep.equal([
      ['fail', 'manifests/ns.yaml'],
      ['fail', 'manifests/pod.yaml'],
      ['error', 'manifests/stray.yaml'],
    ]);
  });

  it('has no verdict about an object that does not say in texts where it is, and names the place', async () => {
    folder.write(
      'policy/p.rego',
      '# METADATA\n# custom: {policy: p}\npackage policies.p\nviolation contains {"msg": "x"} if input.review.name == "x"\n',
    );
    folder.write(
      'manifests/a.yaml',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n    namespace: y\n',
    );
    const report = await check();
    expect(report.results.map(({ rule, location: { line, column } }) => [rule, line, column])).to.deep.equal([
      ['INPUT_INVALID', 8, 5],
    ]);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  describe('with a config', () => {
    const PODS_ONLY = `# METADATA
# custom: {policy: named, severity: high, match: {kinds: [{kinds: [Pod]}]}}
package policies.named
violation contains {"msg": sprintf("%s is not %s", [input.review.name, input.parameters.name])} if {
  input.review.name != input.parameters.name
}
`;
    const SCHEMA =
      '{"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "default": "web"}}}';
    const constraint = (overrides: Partial<Constraint>): Config => ({
      ...DEFAULT_CONFIG,
      constraints: [
        {
          name: 'mine',
          policy: 'named',
          match: {},
          parameters: {},
          enforcementAction: 'deny',
          pointActions: {},
          points: ENFORCEMENT_POINTS,
          ...overrides,
        },
      ],
    });
    beforeEach(() => {
      folder.write('policy/named/policy.rego', PODS_ONLY);
      folder.write('policy/named/schema.json', SCHEMA);
      folder.write('manifests/a.yaml', `${pod('one')}---\n${pod('one').replace('Pod', 'Service')}`);
    });

    it('applies a constraint with its parameters, to what its policy selects', async () => {
      const report = await check({ config: constraint({ parameters: { name: 'two' } }) });
      expect(report.results.map(({ constraint: name, message, severity }) => [name, message, severity])).to.deep.equal([
        ['mine', 'one is not two', 'high'],
      ]);
    });
    it('fills parameters from the schema', async () => {
      expect((await check({ config: constraint({}) })).results[0]?.message).to.equal('one is not web');
    });
    it('uses the match of the constraint where there is one', async () => {
      const report = await check({ config: constraint({ match: { kinds: [{ kinds: ['Service'] }] } }) });
      expect(report.results.map(({ resource }) => resource?.kind)).to.deep.equal(['Service']);
    });
    it('reports parameters that the schema does not allow, and constraints without a policy, at their place', async () => {
      const file = folder.write('sluice.yaml', 'constraints:\n- name: mine\n  policy: named\n  parameters: {nam: x}\n');
      const wrong = await check({ config: { ...constraint({ parameters: { nam: 'x' } }), file } });
      expect(wrong.results.find(({ rule }) => rule === 'CONFIG_INVALID')?.location).to.deep.equal({
        file: 'sluice.yaml',
        line: 4,
        column: 3,
      });
      const stray = await check({ config: { ...constraint({ policy: 'nmaed' }), file } });
      expect(stray.results.find(({ rule }) => rule === 'POLICY_NOT_FOUND')?.location).to.deep.equal({
        file: 'sluice.yaml',
        line: 3,
        column: 3,
      });
      expect(decide(stray, 'deny').kind).to.equal('unknown');
    });
    it('does not judge its own configuration', async () => {
      const file = folder.write('manifests/sluice.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\n');
      const report = await check({ config: { ...DEFAULT_CONFIG, file } });
      expect(report.summary.files).to.equal(1);
      expect(report.skipped).to.deep.include({
        file: 'manifests/sluice.yaml',
        reason: 'the configuration of this run',
      });
    });
    it('honours a waiver and reports one that has expired', async () => {
      const waiver = (expires: string): Config => ({
        ...DEFAULT_CONFIG,
        waivers: [{ policy: 'named', match: { name: 'one' }, reason: 'legacy', owner: 'ops', expires }],
      });
      expect((await check({ config: waiver('2026-12-31') })).results[0]?.status).to.equal('skip');
      const late = await check({ config: waiver('2026-11-20') });
      expect(late.results[0]?.status).to.equal('fail');
      expect(late.notices.join()).to.match(/waiver of named \(legacy\) expired on 2026-11-20/);
    });
  });

  describe('with bad input', () => {
    it('reports a document that is no YAML with its place, and judges the others', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('manifests/a.yaml', `${pod('one')}---\na: [1\n---\n${pod('two')}`);
      folder.write('manifests/b.yaml', pod('three'));
      const report = await check();
      expect(report.summary).to.deep.include({ fail: 3, error: 1 });
      const [error] = report.results.filter(({ status }) => status === 'error');
      expect(error?.location.file).to.equal('manifests/a.yaml');
      expect(error?.location.line).to.be.within(6, 7);
      expect(decide(report, 'deny').kind).to.equal('unknown');
    });

    it('reports a policy that does not parse with its place, and runs the others', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('policy/broken.rego', 'package broken\n\ndeny contains if {\n');
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.results.map(({ status, rule, location }) => [status, rule, location.file])).to.deep.include.members(
        [
          ['error', 'POLICY_INVALID', 'policy/broken.rego'],
          ['fail', 'deny', 'manifests/a.yaml'],
        ],
      );
      expect(decide(report, 'deny').kind).to.equal('unknown');
    });

    it('reports a policy that does not compile, and runs the others', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('policy/broken.rego', 'package broken\n\ndeny contains msg if { msg := nothing.like.this }\n');
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.results.find(({ rule }) => rule === 'POLICY_INVALID')?.location).to.deep.include({
        file: 'policy/broken.rego',
        line: 3,
      });
      expect(report.summary).to.deep.include({ fail: 1, error: 1 });
    });

    it('never lets a run pass in which no policy compiled', async () => {
      folder.write('policy/broken.rego', 'package broken\ndeny contains if {\n');
      folder.write('manifests/a.yaml', pod('one'));
      expect(decide(await check(), 'deny').kind).to.equal('unknown');
    });

    it('stops a policy that does not end, says so, and runs the others', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write(
        'policy/loop.rego',
        'package loop\ndeny contains "never" if { some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); a * b == -1 }\n',
      );
      folder.write('manifests/a.yaml', [1, 2, 3, 4, 5].map((n) => pod(`pod-${n}`)).join('---\n'));
      const report = await check({ timeoutMs: 100 });
      expect(report.summary).to.deep.include({ fail: 5, error: 5, pass: 0 });
      const [first] = report.results.filter(({ status }) => status === 'error');
      expect(first?.message).to.match(/POLICY_TIMEOUT: loop\/deny did not finish within 100 ms/);
    });

    it('reports a policy that stops with an error, and asks the others about the same object', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('policy/conflict.rego', 'package conflict\ndeny := input.kind\ndeny := input.metadata.name\n');
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.summary).to.deep.include({ fail: 1, error: 1 });
      expect(report.results.find(({ status }) => status === 'error')?.message).to.match(/POLICY_FAILED.*conflict/);
    });

    it('reports a policy that returns garbage', async () => {
      folder.write('policy/garbage.rego', 'package garbage\ndeny contains 42\n');
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.results[0]?.message).to.match(/POLICY_OUTPUT_INVALID: garbage\.deny returned a number/);
    });

    it('reports a violation without msg instead of dropping it', async () => {
      folder.write('policy/mute.rego', 'package mute\nviolation contains {"message": "typo"}\n');
      folder.write('manifests/a.yaml', pod('one'));
      expect((await check()).results[0]).to.deep.include({ status: 'error', policy: 'mute' });
    });

    it('reports a path that cannot be read and judges the others', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check({ paths: ['manifests', 'missing'] });
      expect(report.results.map(({ status, rule }) => [status, rule])).to.deep.equal([
        ['fail', 'deny'],
        ['error', 'INPUT_UNREADABLE'],
      ]);
    });

    it('reports a link that leads out of the tree and does not follow it', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('manifests/a.yaml', pod('one'));
      symlinkSync(folder.write('outside/b.yaml', pod('outside')), folder.at('manifests/b.yaml'));
      const report = await check();
      expect(report.results.map(({ rule, location }) => [rule, location.file])).to.deep.equal([
        ['deny', 'manifests/a.yaml'],
        ['PATH_OUTSIDE_ROOT', 'manifests/b.yaml'],
      ]);
    });

    it('refuses a document of 100 MB before reading it', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('manifests/huge.yaml', Buffer.alloc(100 * 1024 * 1024, 'a'));
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.summary).to.deep.include({ fail: 1, error: 1 });
      expect(report.results.find(({ status }) => status === 'error')?.message).to.match(
        /huge\.yaml is 100\.0 MiB; at most 50 MiB/,
      );
    });

    it('does not expand a billion laughs', async () => {
      folder.write('policy/pods.rego', DENY_PODS);
      const laughs = Array.from(
        { length: 12 },
        (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(', ')}]`,
      );
      folder.write('manifests/bomb.yaml', `l0: &l0 ha\n${laughs.join('\n')}\n`);
      folder.write('manifests/a.yaml', pod('one'));
      const report = await check();
      expect(report.summary).to.deep.include({ fail: 1, error: 1 });
      expect(report.results.find(({ status }) => status === 'error')?.location.file).to.equal('manifests/bomb.yaml');
    });

    const faults: readonly (readonly [
      title: string,
      code: ErrorCode,
      message: RegExp,
      prepare: () => Partial<CheckRequest>,
    ])[] = [
      [
        'a namespace that no policy has',
        'NAMESPACE_UNKNOWN',
        /"typo"; there are: main/,
        () => ({ namespaces: ['typo'] }),
      ],
      [
        'a policy path that does not exist',
        'POLICY_NOT_FOUND',
        /cannot read nowhere/,
        () => ({ policies: ['nowhere'] }),
      ],
      ['a policy folder without Rego', 'POLICY_NOT_FOUND', /holds no \.rego file/, () => ({ policies: ['manifests'] })],
      [
        'a shipped policy that does not exist',
        'POLICY_NOT_FOUND',
        /"basline"/,
        () => ({ policies: ['sluice:basline'] }),
      ],
      ['paths without a manifest', 'NO_FILES', /no file to evaluate/, () => ({ paths: ['policy'] })],
      [
        'data that is no object',
        'CONFIG_INVALID',
        /must hold an object/,
        () => {
          folder.write('list.json', '[1]');
          return { data: ['list.json'] };
        },
      ],
    ];
    for (const [title, code, message, prepare] of faults) {
      it(`fails on ${title}`, async () => {
        folder.write('policy/pods.rego', DENY_PODS);
        folder.write('manifests/a.yaml', pod('one'));
        const error = await fault(prepare());
        expect(error.code).to.equal(code);
        expect(error.message).to.match(message);
      });
    }

    it('fails on policies without a rule that decides', async () => {
      folder.write('policy/lib.rego', 'package lib\nhelper := 1\n');
      folder.write('manifests/a.yaml', pod('one'));
      expect((await fault()).code).to.equal('NO_POLICIES');
    });
  });

  describe('with a cache', () => {
    const cached = (): Promise<Report> => check({ cacheDir: folder.at('cache') });
    beforeEach(() => {
      folder.write('policy/pods.rego', DENY_PODS);
      folder.write('manifests/a.yaml', pod('one'));
      folder.write('manifests/b.yaml', pod('two'));
    });

    it('says the same the second time', async () => {
      const first = await cached();
      expect(await cached()).to.deep.equal(first);
    });
    it('sees a file that changed, also when its size did not', async () => {
      await cached();
      folder.write('manifests/a.yaml', pod('uno'));
      expect(lines(await cached())[0]).to.equal('fail manifests/a.yaml:1 deny uno is a Pod');
    });
    it('sees a policy that changed', async () => {
      await cached();
      folder.write('policy/pods.rego', DENY_PODS.replace('is a Pod', 'is one'));
      expect(lines(await cached())[0]).to.equal('fail manifests/a.yaml:1 deny one is one');
    });
    it('asks again the next day where a policy reads the clock', async () => {
      folder.write(
        'policy/pods.rego',
        'package main\ndeny contains msg if { msg := sprintf("%d", [time.now_ns()]) }\n',
      );
      const on = async (today: string): Promise<readonly string[]> =>
        lines(await check({ cacheDir: folder.at('cache'), today }));
      const friday = await on('2026-11-20');
      expect(await on('2026-11-21')).not.to.deep.equal(friday);
      expect(await on('2026-11-20')).to.deep.equal(friday);
    });
    it('forgets a file that is gone', async () => {
      await cached();
      expect((await check({ cacheDir: folder.at('cache'), paths: ['manifests/b.yaml'] })).summary.files).to.equal(1);
    });
    it('does without entries that are damaged', async () => {
      const first = await cached();
      for (const kind of readdirSync(folder.at('cache'))) {
        const [name] = readdirSync(folder.at(path.join('cache', kind)));
        writeFileSync(folder.at(path.join('cache', kind, name ?? '')), 'garbage');
      }
      expect(await cached()).to.deep.equal(first);
    });
    it('does without a cache that cannot be written, and says so', async () => {
      folder.write('cache', 'a file where the folder would be');
      const notices: string[] = [];
      const report = await check({ cacheDir: folder.at('cache'), onNotice: (notice) => notices.push(notice) });
      expect(report.summary.fail).to.equal(2);
      expect(notices.join()).to.match(/cannot be written/);
    });
    it('keeps neither manifests nor values of them', async () => {
      mkdirSync(folder.at('manifests/deep'), { recursive: true });
      folder.write(
        'manifests/deep/s.yaml',
        'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {p: hunter2-planted}\n',
      );
      // Long enough for its digest to be worth keeping.
      folder.write('policy/pods.rego', `${DENY_PODS}# ${'and so on '.repeat(60)}\n`);
      await cached();
      const kinds = readdirSync(folder.at('cache'));
      expect(kinds).to.include.members(['digests', 'policies', 'results']);
      for (const kind of kinds) {
        for (const name of readdirSync(folder.at(path.join('cache', kind)))) {
          expect(readFileSync(folder.at(path.join('cache', kind, name)), 'latin1')).not.to.include('hunter2-planted');
        }
      }
    });
  });
});

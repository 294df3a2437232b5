import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { compileBeside } from '../../../src/node/check/compile-beside.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { HeadStart } from '../../../src/node/evaluation/head-start.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';
import type { CompileOrder } from '../../../src/node/policies/compile-modules.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** As many as are worth a thread. */
const MANY = 1200;

const DENY_PODS = `package main
deny contains msg if { input.kind == "Pod"; msg := sprintf("%s is a Pod", [input.metadata.name]) }
`;
const object = (index: number): string =>
  JSON.stringify({ apiVersion: 'v1', kind: index % 3 === 0 ? 'Pod' : 'ConfigMap', metadata: { name: `o-${index}` } });

describe('a check that has to compile its policies', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;

  // Threads start from compiled files.
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/a.rego', DENY_PODS);
    for (let index = 0; index < MANY; index += 1) folder.write(`manifests/${index}.json`, object(index));
    folder.write('manifests/7.json', '{"apiVersion": "v1", "kind":');
    folder.write('manifests/8.json', 'apiVersion: v1\nkind: Pod\nkind: Pod\n');
    folder.write('manifests/9.json', `${object(9)}\n${object(12)}`);
  });
  afterEach(() => folder?.[Symbol.dispose]());

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
      timeoutMs: 60_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('standard input is not to be read')),
      ...overrides,
    });
  const failure = async (overrides: Partial<CheckRequest>): Promise<string> => {
    try {
      await check(overrides);
    } catch (error) {
      return String(error);
    }
    return expect.fail('the check was to fail and did not');
  };

  it('says the same in two threads as in one', async () => {
    const [alone, beside] = [await check({ jobs: 1 }), await check({ jobs: 2 })];
    expect(beside).to.deep.equal(alone);
    expect(alone.results.filter(({ status }) => status === 'fail').length).to.be.greaterThan(MANY / 4);
    expect(alone.results.filter(({ status }) => status === 'error').length).to.be.greaterThan(1);
  });

  it('names a policy that does not compile at its place, beside what the others say', async () => {
    folder.write('policy/broken.rego', 'package broken\n\ndeny contains "x" if {\n  unknown(1)\n}\n');
    const [alone, beside] = [await check({ jobs: 1 }), await check({ jobs: 2 })];
    expect(beside).to.deep.equal(alone);
    expect(beside.results.map(({ location }) => `${location.file}:${location.line}`)).to.include(
      'policy/broken.rego:4',
    );
  });

  it('fails because of its policies before it fails because of its files', async () => {
    folder.write('policy/a.rego', 'package main\n\nhelper := 1\n');
    const ignoreExpression = '(';
    for (const jobs of [1, 2]) expect(await failure({ jobs, ignoreExpression })).to.include('no rule that decides');
    folder.write('policy/a.rego', DENY_PODS);
    for (const jobs of [1, 2]) expect(await failure({ jobs, ignoreExpression })).to.include('no regular expression');
  });

  it('remembers what it judged, and judges again what changed', async () => {
    const cacheDir = folder.at('cache');
    const first = await check({ jobs: 2, cacheDir });
    expect(await check({ jobs: 2, cacheDir })).to.deep.equal(first);
    folder.write('manifests/0.json', object(1));
    const again = await check({ jobs: 2, cacheDir });
    expect(again.results.length).to.equal(first.results.length - 1);
  });

  const order: CompileOrder = {
    modules: [{ path: 'a.rego', text: DENY_PODS, regoVersion: 'v1' }],
    schemas: new Map(),
    templates: [],
    data: {},
  };
  const sources = (count: number): readonly Source[] =>
    Array.from({ length: count }, (_, index) => ({ path: `${index}.json`, bytes: Buffer.from(object(index)) }));
  const begin = async (count: number, jobs: number): Promise<{ thread: boolean; ahead: boolean }> => {
    await using headStart = new HeadStart();
    const files = sources(count);
    const { compiled } = await compileBeside(order, () => files, headStart, { jobs, timeoutMs: 60_000 });
    expect(compiled.entrypoints).to.deep.equal(['main/deny']);
    return {
      thread: headStart.helper !== undefined,
      ahead: files.some((source) => headStart.files.take(source) !== undefined),
    };
  };

  it('reads files while another thread compiles', async () => {
    expect(await begin(MANY, 2)).to.deep.equal({ thread: true, ahead: true });
  });

  it('starts no thread for few files, nor where there is to be only one', async () => {
    expect(await begin(100, 2)).to.deep.equal({ thread: false, ahead: false });
    expect(await begin(MANY, 1)).to.deep.equal({ thread: false, ahead: false });
  });
});

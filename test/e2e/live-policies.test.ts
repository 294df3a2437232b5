import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../src/core/model/json.ts';
import { isCompiled } from '../support/program.ts';
import { ServeProcess } from '../support/serve-process.ts';
import { find, parseExposition } from '../webhook/metrics/parse-exposition.ts';

const refusing = (...names: readonly string[]): string =>
  `package main\n\nrefused := {${names.map((name) => `"${name}"`).join(', ')}}\n\ndeny contains "refused" if input.metadata.name in refused\n`;

describe('sluice serve, while its policies change', function () {
  this.timeout(120_000);
  let server: ServeProcess;
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    server = new ServeProcess();
  });
  afterEach(() => server?.[Symbol.asyncDispose]());

  const write = (name: string, text: string): string => server.folder.write(name, text);
  const refuses = async (name: string): Promise<boolean> => (await server.admit(name))['allowed'] === false;
  /** Sets that were loaded, those that could not be, and whether the last was. */
  const lastLoad = async (): Promise<readonly unknown[]> => {
    const [, port = ''] = /metrics on port (\d+)/.exec(server.said) ?? [];
    const samples = parseExposition(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    return [
      find(samples, 'sluice_policy_set_loads_total', { result: 'success' }),
      find(samples, 'sluice_policy_set_loads_total', { result: 'failure' }),
      find(samples, 'sluice_policy_set_last_load_successful'),
    ];
  };
  const digestOf = (response: JsonObject): unknown => (response['auditAnnotations'] as JsonObject)['policy-set'];

  it('takes what is written to its folder, and says from which set to which', async () => {
    write('policy/main.rego', refusing('bad'));
    await server.listen('-p', 'policy');
    const before = digestOf(await server.admit('bad'));
    write('policy/main.rego', refusing('worse'));
    const { from, to } = await server.logged('policies-changed');
    expect(from).to.equal(before);
    expect(digestOf(await server.admit('worse'))).to.equal(to);
    expect([await refuses('bad'), await refuses('worse')]).to.deep.equal([false, true]);
  });

  it('goes on with the last good set while there is a broken one, says so, and takes the next good one', async () => {
    write('policy/main.rego', refusing('bad'));
    await server.listen('-p', 'policy', '--metrics-port', '0');
    write('policy/main.rego', 'package main\n\ndeny contains "half');
    const { reason } = await server.logged('policies-failed');
    expect(reason).to.match(/POLICY_INVALID.*\n.*main\.rego:3/);
    expect([await refuses('bad'), await refuses('good')]).to.deep.equal([true, false]);
    expect(await server.get('/readyz')).to.deep.equal({ status: 200, text: 'ok\n' });
    const verbose = await server.get('/readyz?verbose');
    expect(verbose.status).to.equal(200);
    expect(verbose.text).to.match(/^\[\+\] ready\n\[\+\] in force: policy set [0-9a-f]{64}, 1 policies/);
    expect(verbose.text).to.match(
      /\n\[-\] cannot be changed, since .*; the last good policy set goes on: POLICY_INVALID/,
    );
    const asJson: JsonObject = JSON.parse((await server.get('/readyz?verbose', 'application/json')).text);
    expect(asJson['ready']).to.equal(true);
    expect(asJson['policies']).to.include({ state: 'failed', policies: 1 });
    expect(await lastLoad()).to.deep.equal([1, 1, 0]);
    write('policy/main.rego', refusing('good'));
    await server.logged('policies-changed');
    expect(await lastLoad()).to.deep.equal([2, 1, 1]);
    expect([await refuses('bad'), await refuses('good')]).to.deep.equal([false, true]);
    expect((await server.get('/readyz?verbose')).text).to.match(/\n\[\+\] up to date/);
  });

  it('keeps what it has when the folder is emptied, or gone', async () => {
    write('policy/main.rego', refusing('bad'));
    await server.listen('-p', 'policy');
    rmSync(server.folder.at('policy/main.rego'));
    expect((await server.logged('policies-failed'))['reason']).to.match(/^POLICY_NOT_FOUND/);
    rmSync(server.folder.at('policy'), { recursive: true });
    expect(await refuses('bad')).to.equal(true);
    write('policy/main.rego', refusing('worse'));
    await server.logged('policies-changed');
    expect(await refuses('worse')).to.equal(true);
  });

  it('takes another sluice.yaml: what it names, and how strict it is', async () => {
    const config = (rest: string): string => `apiVersion: sluice.dev/v1alpha1\nkind: Config\npolicies: [one]\n${rest}`;
    write('one/main.rego', 'package main\n\nwarn contains "hm" if input.metadata.name == "odd"\n');
    write('sluice.yaml', config(''));
    await server.listen();
    expect(await refuses('odd')).to.equal(false);
    write('sluice.yaml', config('failOn: warn\n'));
    await server.logged('policies-changed');
    expect(await refuses('odd')).to.equal(true);
  });

  it('loads again on SIGHUP what nobody watches', async () => {
    write('policy/main.rego', refusing('bad'));
    await server.listen('-p', 'policy', '--refresh', '0');
    write('.gitleaks.toml', '');
    server.kill('SIGHUP');
    // Nothing that judges is another now: it goes on, and tells nothing.
    write('policy/main.rego', refusing('worse'));
    const { to } = await server.logged('policies-changed');
    expect(digestOf(await server.admit('worse'))).to.equal(to);
  });

  it('drops no request and answers by one whole set while a mounted ConfigMap is swapped under load', async () => {
    const mount = server.folder.at('mount');
    const publish = (version: number, ...names: readonly string[]): void => {
      // As the kubelet does: a folder for each version, and a link that is renamed into place.
      const folder = path.join(mount, `..v${version}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'main.rego'), refusing(...names));
      symlinkSync(`..v${version}`, path.join(mount, '..tmp'));
      renameSync(path.join(mount, '..tmp'), path.join(mount, '..data'));
      rmSync(path.join(mount, `..v${version - 1}`), { recursive: true, force: true });
    };
    publish(0, 'even');
    symlinkSync('..data/main.rego', path.join(mount, 'main.rego'));
    await server.listen('-p', 'mount', '--jobs', '2');
    const refusedBy = new Map([[digestOf(await server.admit('even')), 'even']]);
    const answers: JsonObject[] = [];
    const over = new AbortController();
    const callers = ['even', 'odd', 'even', 'odd'].map(async (name) => {
      while (!over.signal.aborted) answers.push({ name, ...(await server.admit(name)) });
    });
    for (let version = 1; version <= 6; version += 1) {
      const name = version % 2 === 0 ? 'even' : 'odd';
      publish(version, name);
      const { to } = await server.logged('policies-changed');
      refusedBy.set(to, name);
      expect((await server.get('/readyz')).status).to.equal(200);
    }
    over.abort();
    await Promise.all(callers);
    const wrong = answers.filter(
      (answer) => answer['allowed'] !== (answer['name'] !== refusedBy.get(digestOf(answer))),
    );
    expect(wrong).to.deep.equal([]);
    expect(refusedBy.size).to.equal(2);
    expect(answers.length).to.be.greaterThan(20);
  });
});

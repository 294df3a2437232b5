import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { fakeIo, type FakeIoOptions } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const MAIN = `package main
deny contains {"msg": "runs as root", "uid": 0} if input.user == 0
warn contains "has no name" if not input.name
`;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice check in the place of conftest test', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder({
      '.git/HEAD': '',
      'policy/main.rego': MAIN,
      'policy/team.rego': 'package team\ndeny contains "is not ours"\n',
      'in/root.yaml': 'name: a\nuser: 0\n',
      'in/nameless.yaml': 'user: 1\n',
    });
  });
  afterEach(() => folder.remove());

  async function check(line: string, options: Partial<FakeIoOptions> = {}): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path, cacheDir: path.join(folder.path, '.cache'), ...options });
    const code = await run(['check', ...line.split(' ').filter((word) => word !== '')], io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  it('takes --fail-on-warn, and exit codes keep their meaning', async () => {
    expect((await check('-p policy -n main in/nameless.yaml')).code).to.equal(0);
    expect((await check('-p policy -n main --fail-on-warn in/nameless.yaml')).code).to.equal(1);
    expect((await check('-p policy -n main --fail-on-warn in')).code).to.equal(1);
    expect((await check('-p policy --fail-on-warn --fail-on deny in')).code).to.equal(2);
  });

  it('takes --all-namespaces, which widens what --namespace says', async () => {
    expect((await check('-p policy -n main in/root.yaml')).stdout).not.to.contain('is not ours');
    expect((await check('-p policy -n main --all-namespaces in/root.yaml')).stdout).to.contain('is not ours');
    expect((await check('-p policy in/root.yaml')).stdout).to.contain('is not ours');
  });

  it("writes conftest's JSON, with what passed counted by file, and lists no pass anywhere else", async () => {
    const { code, stdout } = await check('-p policy -n main -o json -o text=out.txt --output-schema conftest in');
    expect(code).to.equal(1);
    expect(JSON.parse(stdout)).to.deep.equal([
      {
        filename: 'in/nameless.yaml',
        namespace: 'main',
        successes: 1,
        warnings: [{ msg: 'has no name', metadata: { query: 'data.main.warn' } }],
      },
      {
        filename: 'in/root.yaml',
        namespace: 'main',
        successes: 1,
        failures: [{ msg: 'runs as root', metadata: { query: 'data.main.deny', uid: 0 } }],
      },
    ]);
    expect(readFileSync(path.join(folder.path, 'out.txt'), 'utf8')).not.to.contain('nothing found');
  });

  for (const output of ['json --output-schema gator', 'json --output-schema conftest', 'sarif'])
    it(`reads policies once for -o ${output}`, async () => {
      const io = fakeIo({ cwd: folder.path, cacheDir: path.join(folder.path, '.cache') });
      // Standard input is read when the policies are.
      const readStdin = async (): Promise<Buffer> => {
        rmSync(path.join(folder.path, 'policy'), { recursive: true });
        return Buffer.from('name: a\nuser: 0\n');
      };
      const code = await run(['check', '-p', 'policy', '-o', ...output.split(' '), '-'], { ...io, readStdin });
      expect([code, io.stderr.text()]).to.deep.equal([1, '']);
      expect(io.stdout.text()).to.contain('runs as root');
    });

  it("writes gator's JSON, with the constraint as it was loaded", async () => {
    folder.write(
      'sluice.yaml',
      `apiVersion: sluice.dev/v1alpha1
kind: Config
shipped: [required-labels]
constraints:
  - name: owners
    policy: required-labels
    match: {kinds: [{apiGroups: [""], kinds: [Pod]}]}
    parameters: {labels: [{key: owner}]}
`,
    );
    folder.write(
      'in/pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec: {token: s3cret}\n',
    );
    const { stdout } = await check('-o json --output-schema gator in/pod.yaml');
    const [entry] = JSON.parse(stdout);
    expect(entry.constraint).to.deep.include({ kind: 'required-labels', metadata: { name: 'owners' } });
    expect(entry.constraint.spec.match).to.deep.equal({ kinds: [{ apiGroups: [''], kinds: ['Pod'] }] });
    expect(entry.constraint.spec.parameters).to.deep.include({ labels: [{ key: 'owner' }] });
    expect(entry.violatingObject).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', namespace: 'b' },
    });
    expect(stdout).not.to.contain('s3cret');
  });

  it('refuses a schema without the format that it is for', async () => {
    const { code, stderr } = await check('-p policy -o sarif --output-schema conftest in');
    expect(code).to.equal(2);
    expect(stderr).to.contain('-o json');
  });

  describe('with a conftest.toml', () => {
    it('takes its flags from there', async () => {
      folder.write('conftest.toml', 'policy = "policy"\nnamespace = "main"\nfail-on-warn = true\n');
      const { code, stdout } = await check('in/nameless.yaml');
      expect(code).to.equal(1);
      expect(stdout).to.contain('has no name').and.not.to.contain('is not ours');
    });

    it('finds the policies where conftest would', async () => {
      folder.write('conftest.toml', 'namespace = "team"\n');
      expect((await check('in/root.yaml')).stdout)
        .to.contain('is not ours')
        .and.not.to.contain('runs as root');
    });

    it('prefers a flag, then our variable, then that of conftest, to the file', async () => {
      folder.write('conftest.toml', 'namespace = "none"\npolicy = "nowhere"\n');
      const env = { SLUICE_NAMESPACE: 'team', CONFTEST_NAMESPACE: 'none', CONFTEST_POLICY: 'policy' };
      expect((await check('in/root.yaml', { env })).stdout).to.contain('is not ours');
      expect((await check('-n main in/root.yaml', { env })).stdout).to.contain('runs as root');
      const { stdout } = await check('in/root.yaml', {
        env: { ...env, SLUICE_NAMESPACE: '', CONFTEST_NAMESPACE: 'main' },
      });
      expect(stdout).to.contain('runs as root').and.not.to.contain('is not ours');
    });

    it("goes on writing what conftest's readers read", async () => {
      folder.write('conftest.toml', 'output = "json"\n');
      expect(JSON.parse((await check('in/root.yaml')).stdout)).to.have.nested.property('[0].filename', 'in/root.yaml');
      expect(JSON.parse((await check('-o json in/root.yaml')).stdout)).to.have.property('kind', 'Report');
      folder.write('conftest.toml', 'output = "azuredevops"\n');
      expect((await check('in/root.yaml')).stdout).to.contain('##vso[task.logissue');
    });

    it('reads inputs by the parser that it names', async () => {
      folder.write('conftest.toml', 'parser = "ini"\nnamespace = "main"\n');
      folder.write('in/settings', 'name = a\n');
      expect((await check('in/settings')).code).to.equal(0);
      expect((await check('--parser yaml in/settings')).stdout).to.contain('has no name');
      folder.write('conftest.toml', 'parser = "runes"\n');
      expect((await check('in/settings')).stderr).to.contain('runes');
    });

    it('warns of what does nothing, and is not judged itself', async () => {
      folder.write('conftest.toml', 'no-fail = true\n');
      const { code, stdout, stderr } = await check('in/root.yaml conftest.toml');
      expect(code).to.equal(1);
      expect(stderr).to.contain('"no-fail" does nothing here');
      expect(stdout).to.contain('the configuration of this run');
      expect((await check('-q in/root.yaml')).stderr).to.equal('');
    });

    it('ends with 2 when it is wrong', async () => {
      for (const toml of ['output = "fancy"\n', 'rego-version = "v2"\n', 'combine = 7\n', 'x = [\n']) {
        folder.write('conftest.toml', toml);
        const { code, stderr } = await check('in/root.yaml');
        expect(code, toml).to.equal(2);
        expect(stderr, toml).to.contain('CONFIG_INVALID');
      }
    });

    it('is of no account beside a sluice.yaml, and without one the policies that ship apply as ever', async () => {
      folder.write('conftest.toml', 'policy = "nowhere"\n');
      folder.write('sluice.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\npolicies: [policy]\n');
      expect((await check('in/root.yaml')).stdout).to.contain('runs as root');
    });
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { fakeIo, type FakeIoOptions } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const POLICY = `# METADATA
# title: No root
# description: Nothing runs as root.
# custom:
#   policy: no-root
#   severity: high
#   fix: Choose another user.
package policies.no_root

violation contains {"msg": "runs as root"} if input.review.object.spec.user == 0
`;
const TESTS = `package policies.no_root_test
import data.policies.no_root
test_root if count(no_root.violation) == 1 with input as {"review": {"object": {"spec": {"user": 0}}}}
test_other if count(no_root.violation) == 0 with input as {"review": {"object": {"spec": {"user": 1}}}}
`;
const README = '# No root\n\n## Avoid\n\n```yaml\nuser: 0\n```\n\n## Prefer\n\nAnother user.\n';
const ROOT = 'apiVersion: v1\nkind: Thing\nmetadata: {name: a, namespace: shop}\nspec: {user: 0}\n';
const FINE = 'apiVersion: v1\nkind: Thing\nmetadata: {name: c}\nspec: {user: 1}\n';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: TemporaryFolder;

async function runIn(line: string, options: Partial<FakeIoOptions> = {}): Promise<Ended> {
  const io = fakeIo({ cwd: folder.path, ...options });
  const code = await run(line.split(' '), io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

const fileText = (name: string): string => readFileSync(path.join(folder.path, name), 'utf8');

beforeEach(() => {
  folder = temporaryFolder({ 'policy/no-root/policy.rego': POLICY, 'policy/no-root/README.md': README });
});
afterEach(() => folder.remove());

describe('sluice verify', function () {
  this.timeout(30_000);

  it('runs Rego tests and cases, and counts them in its last line', async () => {
    folder.write('policy/no-root/policy_test.rego', TESTS);
    folder.write('policy/no-root/cases/deny/root.yaml', ROOT);
    folder.write('policy/no-root/cases/allow/fine.yaml', FINE);
    expect(await runIn('verify policy')).to.deep.equal({ code: 0, stdout: '4 passed, 0 failed\n', stderr: '' });
    const { stdout } = await runIn('verify --show-passed policy');
    expect(stdout).to.contain('PASS  policies.no_root_test.test_root  policy/no-root/policy_test.rego:3');
    expect(stdout).to.contain('PASS  no-root denies  policy/no-root/cases/deny/root.yaml:1');
  });

  it('fails a deny case in which nothing is found, and an allow case in which something is', async () => {
    folder.write('policy/no-root/cases/deny/fine.yaml', FINE);
    folder.write('policy/no-root/cases/allow/root.yaml', ROOT);
    const { code, stdout } = await runIn('verify policy');
    expect(code).to.equal(1);
    expect(stdout).to.contain('nothing was found, and a case below cases/deny must be denied');
    expect(stdout).to.contain('line 1: violation: runs as root');
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('0 passed, 2 failed');
  });

  it('fails a case that proves nothing: unreadable, empty, or no policy beside it', async () => {
    folder.write('policy/no-root/cases/deny/broken.yaml', 'a: [1\n');
    folder.write('policy/no-root/cases/allow/empty.yaml', '# nothing\n');
    folder.write('policy/elsewhere/cases/allow/fine.yaml', FINE);
    const { code, stdout } = await runIn('verify policy');
    expect(code).to.equal(1);
    expect(stdout).to.contain('no rule was asked').and.to.contain('nothing judged this case');
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('0 passed, 3 failed');
  });

  it('ends with 2 when there is no test, and the last line says so', async () => {
    const { code, stdout, stderr } = await runIn('verify policy');
    expect(code).to.equal(2);
    expect(stdout).to.equal('0 passed, 0 failed\n');
    expect(stderr).to.contain('error[NOTHING_EVALUATED]: policy: no test was run');
    folder.write('policy/no-root/policy_test.rego', TESTS);
    expect((await runIn('verify --run nothing_like_it policy')).code).to.equal(2);
  });

  it('ends with 2 when a policy does not compile, and runs the tests of the others', async () => {
    folder.write('policy/no-root/policy_test.rego', TESTS);
    folder.write('policy/broken/policy.rego', 'package broken\ndeny contains x if {\n');
    const { code, stdout } = await runIn('verify policy');
    expect(code).to.equal(2);
    expect(stdout).to.match(/ERROR policy\/broken\/policy\.rego:\d+:\d+: /);
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('2 passed, 1 failed');
  });

  it('ends with 1 when a Rego test fails, and shows what it printed', async () => {
    folder.write('policy/no-root/policy_test.rego', 'package x_test\ntest_a if { print("seen", 1); false }\n');
    const { code, stdout } = await runIn('verify policy');
    expect(code).to.equal(1);
    expect(stdout).to.contain('FAIL  x_test.test_a').and.to.contain('seen 1');
  });

  it('chooses tests by name', async () => {
    folder.write('policy/no-root/policy_test.rego', TESTS);
    expect((await runIn('verify --run test_root policy')).stdout).to.equal('1 passed, 0 failed\n');
    expect((await runIn('verify --run ( policy')).stderr).to.contain('is no regular expression');
  });

  it('names the lines that no test ran', async () => {
    folder.write('policy/no-root/policy_test.rego', 'package x_test\ntest_a if true\n');
    const { stdout } = await runIn('verify --coverage policy');
    expect(stdout).to.match(/^policy\/no-root\/policy\.rego: 0\.0 %, not covered: 10$/m);
    expect(stdout).to.match(/^coverage \d+\.\d %$/m);
  });

  it('says so when a path is not there', async () => {
    expect((await runIn('verify nowhere')).stderr).to.contain('error[POLICY_NOT_FOUND]');
  });
});

describe('sluice build', function () {
  this.timeout(30_000);

  it('writes the module, and a manifest that says what it is', async () => {
    const { code, stdout } = await runIn('build -p policy -o out/set.wasm');
    expect(code).to.equal(0);
    expect(stdout).to.contain('entrypoint  policies/no_root/violation');
    expect(readFileSync(path.join(folder.path, 'out/set.wasm')).subarray(0, 4).toString('latin1')).to.equal('\0asm');
    const manifest: unknown = JSON.parse(fileText('out/set.manifest.json'));
    expect(manifest).to.have.property('kind', 'PolicySet');
    expect(manifest).to.have.nested.property('policies[0].rules[0].entrypoint', 'policies/no_root/violation');
  });

  it('writes nothing when a policy does not compile', async () => {
    folder.write('policy/broken.rego', 'package broken\ndeny contains x if {\n');
    const { code, stderr } = await runIn('build -p policy -o out/set.wasm');
    expect(code).to.equal(2);
    expect(stderr).to.contain('POLICY_INVALID').and.to.contain('policy/broken.rego:');
    expect(() => fileText('out/set.wasm')).to.throw('ENOENT');
  });
});

describe('sluice explain', function () {
  this.timeout(30_000);

  it('lists the policies that apply', async () => {
    expect((await runIn('explain -p policy')).stdout).to.match(/^no-root +high +deny +No root$/m);
  });

  it('explains a policy with its page', async () => {
    const { code, stdout } = await runIn('explain -p policy no-root');
    expect(code).to.equal(0);
    expect(stdout).to.contain('no-root: No root\n\nNothing runs as root.');
    expect(stdout)
      .to.contain('Choose another user.')
      .and.to.contain('Avoid:\n  user: 0')
      .and.to.contain('Prefer:\n  Another user.');
  });

  it('explains a policy that ships, also where it does not apply', async () => {
    const { stdout } = await runIn('explain -p policy no-host-paths');
    expect(stdout).to.contain('allowedPrefixes: array.').and.to.contain('Default: [].').and.to.contain('Prefer:');
  });

  it('explains an error code in any case, and a fault of the input', async () => {
    expect((await runIn('explain config_invalid')).stdout)
      .to.match(/^CONFIG_INVALID\n\n/)
      .and.to.contain('**What to do.**');
    expect((await runIn('explain duplicate-key')).stdout).to.match(/^INPUT_INVALID\n/);
  });

  it('suggests the name that was probably meant', async () => {
    const { code, stderr } = await runIn('explain -p policy no-rot');
    expect(code).to.equal(2);
    expect(stderr).to.contain('did you mean "no-root"?');
  });

  describe('of an earlier verdict', () => {
    async function verdictOf(file: string): Promise<string> {
      await runIn(`check -p policy -o json=report.json ${file}`);
      const id = /"verdictId": ?"([0-9a-f]{64})"/.exec(fileText('report.json'))?.[1];
      if (id === undefined) throw new Error('the report holds no verdict');
      return id;
    }

    it('shows what was decided, and that it still holds', async () => {
      folder.write('a.yaml', ROOT);
      const id = await verdictOf('a.yaml');
      const { code, stdout } = await runIn(`explain -p policy --report report.json ${id.slice(0, 8)}`);
      expect(code).to.equal(0);
      expect(stdout)
        .to.contain(`verdict  ${id}`)
        .and.to.contain('object   Thing shop/a')
        .and.to.contain('FAIL   no-root/violation  high  a.yaml:1:1');
      expect(stdout).to.contain('replayed: the verdict still holds');
    });

    it('names the constraints that applied a policy, which several may', async () => {
      folder.write('a.yaml', ROOT);
      folder.write(
        'sluice.yaml',
        'apiVersion: sluice.dev/v1alpha1\nkind: Config\npolicies: [policy]\nconstraints: [{name: one, policy: no-root}, {name: two, policy: no-root}]\n',
      );
      await runIn('check -o json=report.json a.yaml');
      const id = /"verdictId": ?"([0-9a-f]{64})"/.exec(fileText('report.json'))?.[1] ?? '';
      const { stdout } = await runIn(`explain --report report.json ${id}`);
      expect(stdout).to.contain('no-root/violation [one]  high').and.to.contain('no-root/violation [two]  high');
    });

    it('says that it no longer holds when the object was mended', async () => {
      folder.write('a.yaml', ROOT);
      const id = await verdictOf('a.yaml');
      folder.write('a.yaml', ROOT.replace('user: 0', 'user: 1'));
      const { stdout } = await runIn(`explain -p policy --report report.json ${id}`);
      expect(stdout)
        .to.contain('replayed: the verdict no longer holds')
        .and.to.contain('the policies are the same')
        .and.to.contain('0 results');
    });

    it('says that the policies are others', async () => {
      folder.write('a.yaml', ROOT);
      const id = await verdictOf('a.yaml');
      folder.write('policy/no-root/policy.rego', POLICY.replace('"runs as root"', '"runs as root, still"'));
      const { stdout } = await runIn(`explain -p policy --report report.json ${id}`);
      expect(stdout).to.contain('the policies are others now').and.to.contain('1 result that is no pass');
    });

    it('does not replay what came from standard input', async () => {
      const io = fakeIo({ cwd: folder.path, stdin: ROOT });
      await run(['check', '-p', 'policy', '-o', 'json=report.json', '-'], io);
      const id = /"verdictId": ?"([0-9a-f]{64})"/.exec(fileText('report.json'))?.[1] ?? '';
      expect((await runIn(`explain -p policy --report report.json ${id}`)).stdout).to.contain(
        'not replayed: it was read from standard input',
      );
    });

    it('wants a report, an id that is in it, and enough of the id', async () => {
      folder.write('a.yaml', ROOT);
      await verdictOf('a.yaml');
      expect((await runIn('explain -p policy 0123abcd')).stderr).to.contain('say which report holds it: --report FILE');
      expect((await runIn('explain -p policy --report report.json 0123abcd')).stderr).to.contain(
        'no verdict in report.json begins with 0123abcd',
      );
      expect((await runIn('explain -p policy --report report.json 0123')).stderr).to.contain(
        'at least its first 8 characters',
      );
      expect((await runIn('explain -p policy --report nope.json 0123abcd')).stderr).to.contain(
        'error[INPUT_UNREADABLE]',
      );
      expect((await runIn('explain -p policy --report a.yaml 0123abcd')).stderr).to.contain(
        'error[INPUT_INVALID]: a.yaml is not JSON',
      );
    });

    it('prints no terminal escapes out of a report that somebody else wrote', async () => {
      const evil = '\u001b[2Jevil';
      const result = {
        verdictId: '0123abcd',
        status: evil,
        policy: evil,
        rule: evil,
        message: evil,
        location: { file: evil },
      };
      folder.write('evil.json', JSON.stringify({ kind: 'Report', point: 'ci', policySet: evil, results: [result] }));
      const { stdout, stderr } = await runIn('explain -p policy --report evil.json 0123abcd');
      expect(stdout + stderr)
        .to.contain('evil')
        .and.to.not.contain('\u001b');
    });
  });
});

describe('sluice init', () => {
  it('writes a config that is right as it is, and says what to do next', async () => {
    const { code, stdout } = await runIn('init');
    expect(code).to.equal(0);
    expect(stdout).to.equal('wrote sluice.yaml; next: sluice check\n');
    expect(await loadConfig({ cwd: folder.path })).to.deep.include({ shipped: ['baseline'], failOn: 'deny' });
  });

  it('writes examples that are right when their comments are taken away', async () => {
    await runIn('init');
    folder.write('sluice.yaml', fileText('sluice.yaml').replaceAll(/^# (?=[a-z]+:$| +)/gm, ''));
    const config = await loadConfig({ cwd: folder.path });
    expect(config.constraints[0]).to.deep.include({ policy: 'no-host-paths', pointActions: { commit: 'warn' } });
    expect(config.waivers).to.have.length(1);
    expect(config.namespaces).to.deep.equal([{ name: 'shop', labels: { env: 'production' } }]);
    expect(config.secrets.ignores[0]).to.include({ rule: 'private-key', owner: 'team-platform' });
  });

  it('draws a salt for fingerprints, another one for each config', async () => {
    const salts = new Set<string | undefined>();
    for (const _ of [1, 2, 3]) {
      await runIn('init --force');
      salts.add((await loadConfig({ cwd: folder.path })).secrets.fingerprintSalt);
    }
    expect([...salts].map((salt) => salt?.length)).to.deep.equal([32, 32, 32]);
  });

  it('leaves a config alone that is there already, unless it is forced', async () => {
    folder.write('.sluice.yaml', 'mine');
    const { code, stderr } = await runIn('init');
    expect(code).to.equal(2);
    expect(stderr).to.contain('.sluice.yaml is there already');
    folder.write('sluice.yaml', 'mine');
    expect((await runIn('init --force')).code).to.equal(0);
    expect(fileText('sluice.yaml')).to.contain('kind: Config');
  });

  it('prints a hook for pre-commit when asked', async () => {
    expect((await runIn('init --pre-commit')).stdout)
      .to.contain('entry: sluice check --staged')
      .and.to.contain('require_serial: true');
  });
});

describe('sluice version', () => {
  it('names sluice, OPA, the engine and Node', async () => {
    const { code, stdout } = await runIn('version');
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^sluice {2}\d+\.\d+\.\d+/)
      .and.to.contain(`node    ${process.version}`);
    expect(stdout)
      .to.match(/^opa +\d+\.\d+/m)
      .and.to.match(/^engine +\S+/m);
  });
});

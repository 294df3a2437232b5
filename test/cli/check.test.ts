import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { fakeIo, type FakeIoOptions } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const DENY_ROOT = `package main
deny contains {"msg": "runs as root"} if input.spec.user == 0
warn contains {"msg": "has no team"} if not input.metadata.labels.team
`;
const ROOT = 'apiVersion: v1\nkind: Thing\nmetadata: {name: a}\nspec: {user: 0}\n';
const NO_TEAM = 'apiVersion: v1\nkind: Thing\nmetadata: {name: b}\nspec: {user: 1}\n';
const FINE = 'apiVersion: v1\nkind: Thing\nmetadata: {name: c, labels: {team: x}}\nspec: {user: 1}\n';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice check', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  beforeEach(() => void (folder = temporaryFolder({ 'policy/main.rego': DENY_ROOT, 'fine/c.yaml': FINE })));
  afterEach(() => folder.remove());

  async function check(line: string, options: Partial<FakeIoOptions> = {}): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path, cacheDir: path.join(folder.path, '.cache'), ...options });
    const code = await run(['check', '-p', 'policy', ...line.split(' ').filter((word) => word !== '')], io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  const fileText = (name: string): string => readFileSync(path.join(folder.path, name), 'utf8');

  it('ends with 0 when everything is allowed, 1 when something is denied, 2 when something could not be judged', async () => {
    expect((await check('fine')).code).to.equal(0);
    folder.write('bad/a.yaml', ROOT);
    expect((await check('fine bad')).code).to.equal(1);
    folder.write('broken/x.yaml', 'a: [1\n');
    expect((await check('fine bad broken')).code).to.equal(2);
    expect((await check('nowhere')).code).to.equal(2);
  });

  it('judges the current folder when no path is given', async () => {
    folder.write('a.yaml', ROOT);
    const { code, stdout } = await check('');
    expect(code).to.equal(1);
    expect(stdout).to.contain('a.yaml').and.to.contain('runs as root').and.to.contain('evaluated 2 files');
  });

  it('judges standard input, and quotes from it', async () => {
    const { code, stdout } = await check('-', { stdin: ROOT });
    expect(code).to.equal(1);
    expect(stdout).to.contain('-:1:1').and.to.contain('apiVersion: v1');
  });

  it('reads files of other formats, and standard input as --parser says, and quotes none of them', async () => {
    folder.write('policy/env.rego', 'package env\ndeny contains "debugs" if input.DEBUG == "1"\n');
    folder.write('.env', 'GREETING=hunter2\nDEBUG=1\n');
    for (const { code, stdout } of [
      await check('.env'),
      await check('--parser dotenv -', { stdin: 'GREETING=hunter2\nDEBUG=1\n' }),
    ]) {
      expect(code).to.equal(1);
      expect(stdout).to.contain('debugs').and.not.to.contain('hunter2');
    }
    folder.write('broken.env', 'PASSWORD hunter2\n');
    const { code, stdout } = await check('broken.env');
    expect(code).to.equal(2);
    expect(stdout).to.contain("doesn't match format").and.not.to.contain('hunter2');
  });

  it('knows the formats that there are', async () => {
    const { code, stderr } = await check('--parser docx fine');
    expect(code).to.equal(2);
    expect(stderr).to.contain('error[USAGE]: --parser docx').and.to.contain('dockerfile');
  });

  it('lets a warning pass, unless the flag, the environment or the config says otherwise', async () => {
    folder.write('warned/b.yaml', NO_TEAM);
    expect((await check('warned')).code).to.equal(0);
    expect((await check('--fail-on warn warned')).code).to.equal(1);
    expect((await check('warned', { env: { SLUICE_FAIL_ON: 'warn' } })).code).to.equal(1);
    folder.write('sluice.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nfailOn: warn\n');
    expect((await check('warned')).code).to.equal(1);
    expect((await check('--fail-on deny warned')).code).to.equal(0);
  });

  it('writes several reports from one run, also when something is denied', async () => {
    folder.write('a.yaml', ROOT);
    const { code, stdout } = await check('-o text -o json=out/r.json -o sarif=out/r.sarif a.yaml');
    expect(code).to.equal(1);
    expect(stdout).to.contain('denied: 1 violation');
    expect(JSON.parse(fileText('out/r.json'))).to.have.nested.property('summary.fail', 1);
    expect(JSON.parse(fileText('out/r.sarif'))).to.have.nested.property('runs[0].results[0].level', 'error');
  });

  it('writes the other reports when one cannot be written, and ends with 2', async () => {
    const { code, stderr } = await check('-o json=policy -o yaml=out/r.yaml fine');
    expect(code).to.equal(2);
    expect(stderr).to.contain('error[OUTPUT_FAILED]: cannot write');
    expect(existsSync(path.join(folder.path, 'out/r.yaml'))).to.equal(true);
  });

  it('never colours what goes into a file', async () => {
    folder.write('a.yaml', ROOT);
    const { stdout } = await check('-o text=r.txt -o json a.yaml', { env: { FORCE_COLOR: '1' } });
    expect(fileText('r.txt')).to.contain('FAIL').and.to.not.contain('\u001b');
    expect(stdout).to.not.contain('\u001b');
    expect((await check('a.yaml', { env: { FORCE_COLOR: '1' } })).stdout).to.contain('\u001b[31mFAIL');
    expect((await check('--no-color a.yaml', { isTerminal: true })).stdout).to.not.contain('\u001b');
  });

  it('says on stderr how it ended when no text for people goes to stdout', async () => {
    expect((await check('-o json=r.json fine')).stderr).to.equal('sluice: allowed\n');
    folder.write('broken/x.yaml', 'a: [1\n');
    expect((await check('-o json broken')).stderr).to.match(/^sluice: no verdict: .+\n$/);
    expect((await check('-o json fine')).stderr).to.equal('');
  });

  it('is silent with --quiet when everything is allowed, and only then', async () => {
    expect(await check('--quiet fine')).to.deep.equal({ code: 0, stdout: '', stderr: '' });
    folder.write('a.yaml', ROOT);
    expect((await check('--quiet a.yaml')).stdout).to.contain('runs as root');
    expect((await check('-q -o json fine')).stdout).to.contain('"pass"');
  });

  it('leaves out what --ignore or the config names, and says so', async () => {
    folder.write('gen/a.yaml', ROOT);
    expect((await check('--ignore gen .')).code).to.equal(0);
    folder.write('sluice.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nignore: [gen, sluice.yaml]\n');
    expect((await check('.')).code).to.equal(0);
  });

  it('keeps compiled policies where it is told, or nowhere', async () => {
    await check('--no-cache fine');
    expect(existsSync(path.join(folder.path, '.cache'))).to.equal(false);
    await check('--cache-dir kept fine');
    expect(existsSync(path.join(folder.path, 'kept'))).to.equal(true);
    await check('fine');
    expect(existsSync(path.join(folder.path, '.cache'))).to.equal(true);
  });

  it('stops a policy that does not end, and that is no pass', async () => {
    folder.write(
      'slow/slow.rego',
      'package slow\ndeny contains "never" if count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i + j == -1]) > 0\n',
    );
    const io = fakeIo({ cwd: folder.path });
    const code = await run(['check', '-p', 'slow', '--timeout', '400', 'fine'], io);
    expect(code).to.equal(2);
    expect(io.stdout.text()).to.contain('POLICY_TIMEOUT');
  });

  it('reports a broken policy beside what the others found', async () => {
    folder.write('policy/broken.rego', 'package broken\ndeny contains x if {\n');
    folder.write('a.yaml', ROOT);
    const { code, stdout } = await check('a.yaml');
    expect(code).to.equal(2);
    expect(stdout).to.contain('runs as root').and.to.contain('policy/broken.rego:');
  });

  it('takes no standard input with --staged, and no other point', async () => {
    expect((await check('--staged -')).stderr).to.contain('standard input');
    expect((await check('--staged --point sync')).stderr).to.contain('leave one of them out');
  });

  it('uses the config that was named', async () => {
    folder.write('other.yaml', 'apiVersion: sluice.dev/v1alpha1\nkind: Config\nfailOn: never\n');
    const { code, stderr } = await check('-c other.yaml fine');
    expect(code).to.equal(2);
    expect(stderr).to.contain('error[CONFIG_INVALID]: other.yaml:3:');
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packageRoot } from '../../src/node/package-root.ts';
import { GitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BUNDLE = path.join(packageRoot(), 'dist', 'bundle');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sluice(args: readonly string[], cacheDir: string, bundle = BUNDLE, cwd = process.cwd()): Ended {
  // Coverage asks V8 for another kind of code, which it then does not keep.
  const { NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  const program = path.join(bundle, 'sluice.js');
  const ended = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env: { ...env, SLUICE_CACHE_DIR: cacheDir },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

describe('the bundled program', () => {
  it('keeps the code that V8 made of it, and says the same with it', () => {
    using folder = temporaryFolder();
    const first = sluice(['help'], folder.path);
    expect(first.status).to.equal(0);
    const [code = ''] = readdirSync(folder.at('code'));
    const before = readFileSync(folder.at(`code/${code}`));
    expect(sluice(['help'], folder.path)).to.deep.equal(first);
    expect(readFileSync(folder.at(`code/${code}`)).equals(before), 'written once').to.equal(true);
  });

  it('does not use kept code that was damaged, and replaces it', () => {
    using folder = temporaryFolder();
    const first = sluice(['help'], folder.path);
    const [code = ''] = readdirSync(folder.at('code'));
    const sound = readFileSync(folder.at(`code/${code}`));
    const damaged = Buffer.from(sound);
    damaged.fill(0x5a, 200, 4000);
    writeFileSync(folder.at(`code/${code}`), damaged);
    expect(sluice(['help'], folder.path)).to.deep.equal(first);
    expect(readFileSync(folder.at(`code/${code}`)).equals(damaged)).to.equal(false);
  });

  it('keeps nothing with --no-cache, and keeps it where --cache-dir says', () => {
    using folder = temporaryFolder();
    const pod = folder.write('pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n');
    const policy = folder.write('policy/main.rego', 'package main\n\ndeny contains "no" if input.kind == "Job"\n');
    expect(sluice(['check', '--no-cache', '-p', policy, pod], folder.at('unused')).status).to.equal(0);
    expect(
      sluice(['check', `--cache-dir=${folder.at('chosen')}`, '-p', policy, pod], folder.at('unused')).status,
    ).to.equal(0);
    expect(existsSync(folder.at('unused'))).to.equal(false);
    expect(readdirSync(folder.at('chosen'))).to.include('code');
  }).timeout(60_000);

  it('loads what judges when something is judged, and what compiles when something is compiled', () => {
    using folder = temporaryFolder();
    const policy = folder.write('policy/main.rego', 'package main\n\ndeny contains "no" if input.kind == "Job"\n');
    const pod = folder.write('pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n');
    const parts = (forgotten: string): readonly string[] => {
      rmSync(folder.at(`cache/${forgotten}`), { recursive: true, force: true });
      rmSync(folder.at('cache/code'), { recursive: true, force: true });
      expect(sluice(['check', '-p', policy, pod], folder.at('cache')).status).to.equal(0);
      return readdirSync(folder.at('cache/code')).map((file) => file.replace(/-.*/, ''));
    };
    expect(parts('policies')).to.have.members(['main', 'judge', 'rest']);
    expect(parts('results')).to.have.members(['main', 'judge']);
  }).timeout(60_000);

  it('loads neither the compiler nor the other commands for a hook that searches for secrets', () => {
    using folder = temporaryFolder();
    using repository = new GitRepository();
    repository.stage({ 'a.md': 'text\n', 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n' });
    const args = ['check', '--staged', '-p', 'sluice:no-secrets-in-git', '-n', 'policies.no_secrets_in_git'];
    const { status, stdout, stderr } = sluice(args, folder.at('cache'), BUNDLE, repository.path);
    expect(status, stderr).to.equal(0);
    expect(stdout).to.match(/^evaluated 2 files, /m);
    const parts = readdirSync(folder.at('cache/code')).map((file) => file.replace(/-.*/, ''));
    expect(parts).to.have.members(['main', 'staged', 'judge', 'secrets']);
  }).timeout(60_000);

  it('keeps for a hook what a hook calls, once, whatever other checks have kept', () => {
    using folder = temporaryFolder();
    using repository = new GitRepository();
    repository.stage({ 'a.md': 'text\n' });
    const check = (...args: readonly string[]): void => {
      const all = ['check', '-p', 'sluice:no-secrets-in-git', '-n', 'policies.no_secrets_in_git', ...args];
      const { status, stderr } = sluice(all, folder.at('cache'), BUNDLE, repository.path);
      expect(status, stderr).to.equal(0);
    };
    const kept = (): Readonly<Record<string, string>> =>
      Object.fromEntries(
        readdirSync(folder.at('cache/code')).map((file) => [
          file,
          readFileSync(folder.at(`cache/code/${file}`), 'latin1'),
        ]),
      );
    check('a.md');
    check('--staged');
    const before = kept();
    const ofMain = Object.keys(before).filter((file) => file.startsWith('main-'));
    expect(ofMain).to.have.length(2);
    check('--staged');
    // V8 refuses what was kept with other flags than those that it starts with.
    expect(Object.entries(kept()).filter(([file, code]) => before[file] !== code)).to.deep.equal([]);
  }).timeout(60_000);

  it('runs where nothing can be kept', () => {
    using folder = temporaryFolder();
    const { status, stderr } = sluice(['help'], folder.write('a-file', ''));
    expect(status, stderr).to.equal(0);
  });

  it('says that it could not start, and not that there are violations, when it is not whole', () => {
    using folder = temporaryFolder();
    cpSync(BUNDLE, folder.at('bundle'), { recursive: true });
    for (const file of readdirSync(folder.at('bundle')))
      if (file.startsWith('main-')) rmSync(folder.at(`bundle/${file}`));
    const { status, stderr } = sluice(['help'], folder.at('cache'), folder.at('bundle'));
    expect(status).to.equal(2);
    expect(stderr).to.match(/^error: sluice could not start: .*\n {2}hint: install the package again\n$/);
  });

  it('starts threads also from kept code', () => {
    using folder = temporaryFolder();
    const policy = folder.write('policy/main.rego', 'package main\n\ndeny contains "no" if input.kind == "Job"\n');
    for (let index = 0; index < 100; index++)
      folder.write(`manifests/${index}.yaml`, `kind: Job\nmetadata:\n  name: j${index}\n`);
    const runs = [1, 2].map(() => {
      rmSync(folder.at('cache/results'), { recursive: true, force: true });
      return sluice(['check', '-j', '2', '-p', policy, '-o', 'json', folder.at('manifests')], folder.at('cache'));
    });
    expect(
      runs.map(({ status }) => status),
      runs[1]?.stderr,
    ).to.deep.equal([1, 1]);
    expect(runs[1]?.stdout).to.equal(runs[0]?.stdout);
  }).timeout(60_000);

  it('holds a file for each thread that the sources start', () => {
    const named = readdirSync(BUNDLE).filter((file) => file.endsWith('-worker.js'));
    expect(named).to.include.members(['evaluation-worker.js']);
  });
});

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const POLICY = 'package main\ndeny contains {"msg": "runs as root"} if input.spec.user == 0\n';
const ROOT = 'apiVersion: v1\nkind: Thing\nmetadata: {name: a}\nspec: {user: 0}\n';

/** The program as this test was loaded: compiled, or as TypeScript. */
function programArguments(): readonly string[] {
  const own = fileURLToPath(import.meta.url);
  const extension = path.extname(own);
  const program = path.join(path.dirname(own), '..', '..', 'cli', `main${extension}`);
  return extension === '.ts'
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, program]
    : [program];
}

describe('the sluice process', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => void (folder = temporaryFolder({ 'policy/main.rego': POLICY, 'a.yaml': ROOT })));
  afterEach(() => folder.remove());

  function start(
    args: readonly string[],
    stdio: StdioOptions = 'pipe',
    env: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    return spawn(process.execPath, [...programArguments(), ...args], {
      cwd: folder.path,
      stdio,
      env: { ...process.env, SLUICE_CACHE_DIR: path.join(folder.path, '.cache'), ...env },
    });
  }

  async function endOf(child: ChildProcess): Promise<number | null> {
    if (child.exitCode !== null) return child.exitCode;
    const [code]: readonly (number | null)[] = await once(child, 'close');
    return code ?? null;
  }

  it('judges standard input, and its exit code is the verdict', async () => {
    const child = start(['check', '-p', 'policy', '-']);
    child.stdin?.end(ROOT);
    const [stdout, code] = await Promise.all([text(child.stdout ?? never()), endOf(child)]);
    expect(stdout).to.contain('runs as root');
    expect(code).to.equal(1);
  });

  it('is ended by a signal when its deadline is over, whatever it waits for', async () => {
    const child = start(['check', '-p', 'policy', '--deadline', '1', '-']);
    const [stderr, [code, signal]] = await Promise.all([text(child.stderr ?? never()), once(child, 'close')]);
    expect([code, signal]).to.deep.equal([null, 'SIGKILL']);
    expect(stderr).to.contain('error[DEADLINE_EXCEEDED]').and.to.contain('nothing is allowed');
  });

  it('is not kept by a deadline that is far away', async () => {
    const child = start(['check', '-p', 'policy', '--deadline', '86400', 'a.yaml']);
    expect(await endOf(child)).to.equal(1);
  });

  it('keeps its verdict when the reader of its output leaves early', async () => {
    const child = start(['check', '-p', 'policy', '-o', 'json', 'a.yaml']);
    child.stdout?.destroy();
    const [stderr, code] = await Promise.all([text(child.stderr ?? never()), endOf(child)]);
    expect(stderr).to.equal('');
    expect(code).to.equal(1);
  });

  it('does not end with the verdict when the disk was too full for the report', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const child = start(['check', '-p', 'policy', '-o', 'json', 'a.yaml'], ['ignore', full, 'pipe']);
    const [stderr, code] = await Promise.all([text(child.stderr ?? never()), endOf(child)]);
    closeSync(full);
    expect(stderr).to.contain('error[OUTPUT_FAILED]: cannot write to standard output (ENOSPC)');
    expect(code).to.equal(2);
  });

  it('is ended by Ctrl-C, and with no exit code of a verdict', async function () {
    if (process.platform === 'win32') this.skip();
    // The warning says that the process is up; then it waits for a standard input that never ends.
    const child = start(['check', '-p', 'policy', '-'], 'pipe', { SLUICE_FAILON: 'warn' });
    await once(child.stderr ?? never(), 'data');
    child.kill('SIGINT');
    expect(await endOf(child)).to.equal(null);
    expect(child.signalCode).to.equal('SIGINT');
  });
});

function never(): never {
  throw new Error('the stream is a pipe');
}

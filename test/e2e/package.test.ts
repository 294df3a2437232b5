import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { packageRoot } from '../../src/node/package-root.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

/** All that a machine needs to have: no Go, no Rego tools. */
const PROGRAMS = ['node', 'npm', 'npx', 'git', 'sh'];

const POLICY = `package main

import data.lib.names

deny contains msg if {
	input.kind == "Pod"
	not regex.match(names.pattern, input.metadata.name)
	msg := sprintf("%s %q has a name that does not begin with a team", [input.kind, input.metadata.name])
}
`;
const LIBRARY = 'package lib.names\n\npattern := "^(web|data)-"\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: NAME\nspec:\n  containers:\n  - name: main\n    image: example/main:1\n';

describe('the package that npm publishes', function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;

  before(() => {
    folder = temporaryFolder();
    linkPrograms();
    mustRun('npm', ['pack', '--ignore-scripts', '--pack-destination', folder.path], packageRoot());
    folder.write('app/package.json', '{ "name": "app", "private": true }\n');
    const { version } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
    mustRun('npm', ['install', '--prefer-offline', folder.at(`sluice-${version}.tgz`)], folder.at('app'));
    folder.write('app/policy/main.rego', POLICY);
    folder.write('app/policy/lib.rego', LIBRARY);
    folder.write('app/denied.yaml', POD.replace('NAME', 'shop'));
    folder.write('app/allowed.yaml', POD.replace('NAME', 'web-shop'));
  });

  after(() => folder[Symbol.dispose]());

  it('is tried where no Go can be found', () => {
    expect(spawnSync('go', ['version'], { env: environment() }).error).to.include({ code: 'ENOENT' });
  });

  it('compiles a policy of the user and finds what it denies', () => {
    const { status, stdout, stderr } = sluice(['check', '-p', 'policy', '-o', 'json', 'denied.yaml']);
    expect(status, stderr).to.equal(1);
    const { summary, results } = JSON.parse(stdout);
    expect(summary).to.include({ files: 1, documents: 1, policies: 1, fail: 1, error: 0 });
    expect(results.map((result: { readonly message: string }) => result.message)).to.deep.equal([
      'Pod "shop" has a name that does not begin with a team',
    ]);
  });

  it('allows what the policy allows', () => {
    const { status, stderr } = sluice(['check', '-p', 'policy', 'allowed.yaml']);
    expect(status, stderr).to.equal(0);
  });

  it('says so when it could not evaluate', () => {
    expect(sluice(['check', '-p', 'policy', 'absent.yaml']).status).to.equal(2);
  });

  it('brings the policies that ship in compiled form, so that they need no compiler', () => {
    const engine = folder.at('app/node_modules/sluice/dist/engine/engine.wasm');
    renameSync(engine, `${engine}.hidden`);
    try {
      const { status, stdout, stderr } = sluice(['check', '-o', 'json', 'denied.yaml']);
      expect(status, stderr).to.equal(1);
      expect(JSON.parse(stdout).summary).to.include({ documents: 1, error: 0 });
    } finally {
      renameSync(`${engine}.hidden`, engine);
    }
  });

  function linkPrograms(): void {
    mkdirSync(folder.at('bin'));
    for (const name of PROGRAMS) symlinkSync(find(name), folder.at(`bin/${name}`));
  }

  function environment(): NodeJS.ProcessEnv {
    const { PATH: _path, NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...others } = process.env;
    return { ...others, PATH: folder.at('bin'), SLUICE_CACHE_DIR: folder.at('cache') };
  }

  function mustRun(program: string, args: readonly string[], cwd: string): string {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: environment(), encoding: 'utf8' });
    expect(status, `${program} ${args.join(' ')}\n${stderr}`).to.equal(0);
    return stdout;
  }

  function sluice(args: readonly string[]): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } {
    return spawnSync('npx', ['--no-install', 'sluice', ...args], {
      cwd: folder.at('app'),
      env: environment(),
      encoding: 'utf8',
    });
  }
});

/** Where a program of the PATH really is: npm is a link into its own package, and works only from there. */
function find(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = folders.map((one) => path.join(one, name)).find(isExecutable);
  if (found === undefined) throw new Error(`${name} is not on the PATH`);
  return realpathSync(found);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Builds dist/engine: the Rego engine (engine.wasm), what it was made from (engine.json) and the licences of its parts (NOTICES.txt).
// Does nothing when dist/engine is current. Needs Go; whoever installs the published package needs neither Go nor this script.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { linkedModules, writeNotices } from './engine-notices.mjs';
import { writeEditedOpa, writeModFile } from './engine-opa.mjs';
import { snapshot } from './engine-snapshot.mjs';
import { startForSnapshot } from './engine-start.mjs';

const OPA = 'github.com/open-policy-agent/opa';
const FLAGS = ['-buildmode=c-shared', '-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags=-s -w -buildid='];
/** Everything that could change the artefact is set, so that the builder's own configuration cannot. */
const ENVIRONMENT = {
  GOOS: 'wasip1',
  GOARCH: 'wasm',
  CGO_ENABLED: '0',
  GOFLAGS: '',
  GOWORK: 'off',
  GOEXPERIMENT: '',
  GOWASM: '',
  GOTOOLCHAIN: 'local',
};
const SCRIPTS = ['build-engine.mjs', 'engine-notices.mjs', 'engine-opa.mjs', 'engine-snapshot.mjs', 'engine-start.mjs'];

const root = resolve(import.meta.dirname, '..');
const engine = join(root, 'engine');
/** At a fixed place below the project: its path relative to the engine ends up in the artefact. */
const work = join(root, 'dist', '.engine-build');

main(resolve(process.argv[2] ?? join(root, 'dist', 'engine')));

function main(output) {
  const go = goVersion();
  const sources = hashSources();
  const stamp = readStamp(output);
  if (stamp?.sources === sources && (go === undefined || stamp.go === go) && isWhole(output, stamp)) {
    console.log(`dist/engine is current (OPA ${stamp.opa}, ${stamp.sha256.slice(0, 12)})`);
    return;
  }
  if (go === undefined) {
    console.error(
      'Building the Rego engine needs Go 1.26 or later on PATH: install it from https://go.dev/dl/ and run this again.',
    );
    process.exitCode = 1;
    return;
  }
  build(output, { go, sources });
}

function build(output, { go, sources }) {
  const packages = listPackages();
  const modules = linkedModules(packages);
  const opa = modules.find(({ path }) => path === OPA);
  const wasm = compile(opa);
  mkdirSync(output, { recursive: true });
  replace(join(output, 'engine.wasm'), wasm);
  replace(join(output, 'NOTICES.txt'), writeNotices(packages, runGo(['env', 'GOROOT']).trim(), engine));
  const stamp = {
    sources,
    go,
    flags: FLAGS,
    sha256: sha256(wasm),
    bytes: wasm.length,
    opa: opa.version.replace(/^v/, ''),
    modules: modules.map(({ path, version }) => `${path}@${version}`),
  };
  replace(join(output, 'engine.json'), `${JSON.stringify(stamp, null, 2)}\n`);
  rmSync(work, { recursive: true, force: true });
  console.log(
    `built dist/engine (OPA ${stamp.opa}, ${stamp.sha256.slice(0, 12)}, ${(wasm.length / 1e6).toFixed(1)} MB)`,
  );
}

function compile(opa) {
  const copy = join(work, 'opa');
  const modFile = join(work, 'go.mod');
  const raw = join(work, 'engine.wasm');
  rmSync(work, { recursive: true, force: true });
  try {
    writeEditedOpa(opa, JSON.parse(readFileSync(join(engine, 'opa-edits.json'), 'utf8')), copy);
    writeModFile(engine, opa, relative(engine, copy), modFile);
    runGo(['build', ...FLAGS, `-modfile=${modFile}`, '-o', raw, '.']);
    return snapshot(readFileSync(raw), startForSnapshot);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function listPackages() {
  const text = runGo(['list', '-deps', '-json=Dir,Standard,Module', '.']);
  return JSON.parse(`[${text.replaceAll(/^\}\n\{/gm, '},{')}]`);
}

function goVersion() {
  try {
    return runGo(['env', 'GOVERSION']).trim();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function runGo(args) {
  return execFileSync('go', args, {
    cwd: engine,
    env: { ...process.env, ...ENVIRONMENT },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 ** 2,
  });
}

/** Of the Go module's own files, without tests and documents, and of the scripts that turn them into the artefact. */
function hashSources() {
  const files = [...walk(engine), ...SCRIPTS.map((name) => join(import.meta.dirname, name))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, ENVIRONMENT]));
  for (const file of files) hash.update(`${relative(root, file)}\0${sha256(readFileSync(file))}\n`);
  return hash.digest('hex');
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isModule(path) ? [] : walk(path);
    return /_test\.go$|\.md$/.test(entry.name) ? [] : [path];
  });
}

function isModule(folder) {
  return readdirSync(folder).includes('go.mod');
}

function readStamp(output) {
  try {
    return JSON.parse(readFileSync(join(output, 'engine.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isWhole(output, stamp) {
  const path = join(output, 'engine.wasm');
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === stamp.bytes && sha256(readFileSync(path)) === stamp.sha256;
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Whoever reads dist/engine at the same time sees the old file or the new one, never half of one. */
function replace(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

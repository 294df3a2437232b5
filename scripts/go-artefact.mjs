// Builds a Go module into a WebAssembly artefact: compiled, started once, and written as it stands then. Does nothing when the
// artefact is current. Equal sources, Go version and flags give equal bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeEditedModule, writeModFile } from './engine-edits.mjs';
import { linkedModules, writeNotices } from './engine-notices.mjs';
import { snapshot } from './engine-snapshot.mjs';
import { startForSnapshot } from './engine-start.mjs';

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
/** These turn the sources into the artefact, whichever it is. */
const SCRIPTS = [
  'go-artefact.mjs',
  'engine-edits.mjs',
  'engine-notices.mjs',
  'engine-snapshot.mjs',
  'engine-start.mjs',
].map((name) => join(import.meta.dirname, name));

const root = resolve(import.meta.dirname, '..');

/**
 * @typedef {object} Artefact
 * @property {string} name `engine`: the artefact is `engine.wasm`, what it was made from `engine.json`
 * @property {string} title what a person calls it
 * @property {string} folder of the Go module
 * @property {string} script that describes it: a part of its sources
 * @property {string} go the version that is needed
 * @property {{module: string, file: string, additions?: string}} edits what is changed in one of the modules that are linked in, and
 * the folder of files that are added to it
 * @property {{name: string, module: string}} version the module whose version the artefact is known by
 * @property {string} notices file name for the licences of what is linked in
 * @property {(modules: readonly object[]) => readonly string[]} [moreNotices]
 * @property {number} maximumPages of its memory
 */

/**
 * @param {Artefact} artefact
 * @param {string} output the folder to write to
 */
export function buildArtefact(artefact, output) {
  const go = goVersion(artefact);
  const sources = hashSources(artefact);
  const stamp = readStamp(artefact, output);
  if (stamp?.sources === sources && (go === undefined || stamp.go === go) && isWhole(artefact, output, stamp)) {
    console.log(`${artefact.name}.wasm is current (${known(artefact, stamp)})`);
  } else if (go === undefined) {
    console.error(
      `Building ${artefact.title} needs Go ${artefact.go} or later on PATH: install it from https://go.dev/dl/ and run this again.`,
    );
    process.exitCode = 1;
  } else build(artefact, output, { go, sources });
}

const known = ({ version }, stamp) => `${version.name} ${stamp[version.name]}, ${stamp.sha256.slice(0, 12)}`;

function build(artefact, output, { go, sources }) {
  const packages = listPackages(artefact);
  const modules = linkedModules(packages);
  const wasm = compile(artefact, modules);
  const goRoot = runGo(artefact, ['env', 'GOROOT']).trim();
  const intro = `${artefact.title} (${artefact.name}.wasm) is built from these works. Their licences follow.\n`;
  mkdirSync(output, { recursive: true });
  replace(join(output, `${artefact.name}.wasm`), wasm);
  replace(join(output, artefact.notices), writeNotices(packages, goRoot, intro, artefact.moreNotices?.(modules) ?? []));
  const stamp = {
    sources,
    go,
    flags: FLAGS,
    sha256: sha256(wasm),
    bytes: wasm.length,
    [artefact.version.name]: moduleOf(modules, artefact.version.module).version.replace(/^v/, ''),
    modules: modules.map(({ path, version }) => `${path}@${version}`),
  };
  replace(join(output, `${artefact.name}.json`), `${JSON.stringify(stamp, null, 2)}\n`);
  console.log(`built ${artefact.name}.wasm (${known(artefact, stamp)}, ${(wasm.length / 1e6).toFixed(1)} MB)`);
}

function compile(artefact, modules) {
  const { name, folder, edits, maximumPages } = artefact;
  const edited = moduleOf(modules, edits.module);
  // At a fixed place below the project: its path relative to the module ends up in the artefact.
  const work = join(root, 'dist', `.${name}-build`);
  const copy = join(work, edits.module.split('/').at(-1));
  const modFile = join(work, 'go.mod');
  const raw = join(work, `${name}.wasm`);
  rmSync(work, { recursive: true, force: true });
  try {
    const changes = JSON.parse(readFileSync(join(folder, edits.file), 'utf8'));
    const additions = edits.additions === undefined ? {} : { additions: join(folder, edits.additions) };
    writeEditedModule(edited, { edits: changes, ...additions }, copy);
    writeModFile(folder, edited, relative(folder, copy), modFile);
    runGo(artefact, ['build', ...FLAGS, `-modfile=${modFile}`, '-o', raw, '.']);
    return snapshot(readFileSync(raw), startForSnapshot, maximumPages);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function moduleOf(modules, path) {
  const found = modules.find((module) => module.path === path);
  if (found === undefined) throw new Error(`${path} is not among the linked modules`);
  return found;
}

function listPackages(artefact) {
  const text = runGo(artefact, ['list', '-deps', '-json=Dir,Standard,Module', '.']);
  return JSON.parse(`[${text.replaceAll(/^\}\n\{/gm, '},{')}]`);
}

function goVersion(artefact) {
  try {
    return runGo(artefact, ['env', 'GOVERSION']).trim();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function runGo({ folder }, args) {
  return execFileSync('go', args, {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 ** 2,
  });
}

/** Of the Go module's own files, without tests and documents, and of the scripts that turn them into the artefact. */
function hashSources({ folder, script }) {
  const files = [...walk(folder), script, ...SCRIPTS].sort((a, b) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, ENVIRONMENT]));
  for (const file of files) hash.update(`${relative(root, file)}\0${sha256(readFileSync(file))}\n`);
  return hash.digest('hex');
}

/** A module inside the module is another artefact. */
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

function readStamp({ name }, output) {
  try {
    return JSON.parse(readFileSync(join(output, `${name}.json`), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isWhole({ name }, output, stamp) {
  const path = join(output, `${name}.wasm`);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === stamp.bytes && sha256(readFileSync(path)) === stamp.sha256;
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Whoever reads the folder at the same time sees the old file or the new one, never half of one. */
function replace(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

// Where the programs are that tests run as a Kubernetes API server: etcd, kube-apiserver and kubectl.
//   node scripts/kube-assets.mjs         says the folder, or why there is none (exit 1)
//   node scripts/kube-assets.mjs build   builds them first with Go where there are none; minutes, the first time
// KUBEBUILDER_ASSETS names a folder that has them already. Otherwise they are built from test/support/kube/assets/go.mod into
// the user's cache, by its hash, so that `dist` can be deleted without building them again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { expected, main, root } from './run.mjs';

const MODULE = path.join(root, 'test', 'support', 'kube', 'assets');
const PACKAGES = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
};
const PROGRAMS = Object.keys(PACKAGES);
/** The builder's own configuration changes nothing. */
const ENVIRONMENT = { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOEXPERIMENT: '', GOTOOLCHAIN: 'local' };
const HOW =
  'build them with `node scripts/kube-assets.mjs build` (Go, some minutes), or name a folder that has them in KUBEBUILDER_ASSETS';

await main(() => {
  console.log(process.argv[2] === 'build' ? findOrBuild() : find());
});

function findOrBuild() {
  if (givenFolder() !== undefined || missingIn(builtFolder()).length === 0) return find();
  build(builtFolder());
  return find();
}

function find() {
  const folder = givenFolder() ?? builtFolder();
  const missing = missingIn(folder);
  if (missing.length === 0) return folder;
  throw expected(
    givenFolder() === undefined
      ? `no kube-apiserver is here: ${HOW}`
      : `KUBEBUILDER_ASSETS has no ${missing.join(', ')}`,
  );
}

function givenFolder() {
  const given = process.env.KUBEBUILDER_ASSETS;
  return given === undefined || given === '' ? undefined : path.resolve(given);
}

function missingIn(folder) {
  return PROGRAMS.filter((name) => !isProgram(path.join(folder, name)));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Go's version is no part of it: whoever has no Go must find what was built. */
function builtFolder() {
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, PACKAGES, flags()]));
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(path.join(MODULE, file)));
  return path.join(cacheFolder(), 'sluice-kube-assets', hash.digest('hex').slice(0, 16));
}

function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return path.resolve(process.env.XDG_CACHE_HOME);
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

/** Without them the server says that it is of no version at all. */
function flags() {
  const [, version] = /k8s\.io\/kubernetes (v[\d.]+)/.exec(readFileSync(path.join(MODULE, 'go.mod'), 'utf8'));
  const stamp = 'k8s.io/component-base/version';
  return ['-mod=readonly', '-trimpath', '-buildvcs=false', `-ldflags=-s -w -X ${stamp}.gitVersion=${version}`];
}

/** Into a folder beside, renamed when all are there: nobody finds half of them. */
function build(folder) {
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    runGo(['build', ...flags(), '-o', `${draft}${path.sep}`, ...Object.values(PACKAGES)]);
    // Go names a program after its folder.
    renameSync(path.join(draft, 'server'), path.join(draft, 'etcd'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** With what is said on stderr: stdout is for the folder. Nicely: it takes all the cores there are for minutes. */
function runGo(args) {
  const started = performance.now();
  console.error(`building ${PROGRAMS.join(', ')}; the first time this takes minutes …`);
  const env = { ...process.env, ...ENVIRONMENT };
  const { status, error } = spawnSync('nice', ['go', '-C', MODULE, ...args], { stdio: ['ignore', 2, 2], env });
  if (error !== undefined || status !== 0) {
    throw expected(
      'the programs could not be built; it takes Go on the PATH (https://go.dev/dl/) and its module proxy',
    );
  }
  console.error(`built in ${Math.round((performance.now() - started) / 1000)} s`);
}

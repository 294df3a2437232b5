// Where the programs are that tests of Kubernetes run: etcd, kube-apiserver and kubectl for a cluster, Helm and Kustomize to render
// what is deployed.
//   node scripts/kube-assets.mjs                  says the folder of those of a cluster, or why there is none (exit 1)
//   node scripts/kube-assets.mjs render           the same of those that render
//   node scripts/kube-assets.mjs build [render]   builds them first with Go where there are none; minutes, the first time
// KUBEBUILDER_ASSETS names a folder that has those of a cluster already. Otherwise they are built from a go.mod below
// test/support/kube into the user's cache, by its hash, so that `dist` can be deleted without building them again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { expected, main, root } from './run.mjs';

const KUBE = path.join(root, 'test', 'support', 'kube');
const SETS = {
  cluster: {
    module: path.join(KUBE, 'assets'),
    packages: {
      etcd: 'go.etcd.io/etcd/server/v3',
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    // Without it the server says that it is of no version at all.
    stamp: { module: 'k8s.io/kubernetes', variable: 'k8s.io/component-base/version.gitVersion' },
    given: 'KUBEBUILDER_ASSETS',
    cache: 'sluice-kube-assets',
    missing: 'no kube-apiserver is here',
  },
  render: {
    module: path.join(KUBE, 'render'),
    packages: { helm: 'helm.sh/helm/v3/cmd/helm', kustomize: 'sigs.k8s.io/kustomize/kustomize/v5' },
    stamp: { module: 'helm.sh/helm/v3', variable: 'helm.sh/helm/v3/internal/version.version' },
    cache: 'sluice-kube-render',
    missing: 'Helm and Kustomize are not here',
  },
};
/** The builder's own configuration changes nothing. */
const ENVIRONMENT = { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOEXPERIMENT: '', GOTOOLCHAIN: 'local' };

await main(() => {
  const words = process.argv.slice(2);
  const set = SETS[words.includes('render') ? 'render' : 'cluster'];
  console.log(words.includes('build') ? findOrBuild(set) : find(set));
});

function findOrBuild(set) {
  const folder = builtFolder(set);
  if (givenFolder(set) === undefined && missingIn(folder, set).length > 0) build(folder, set);
  return find(set);
}

function find(set) {
  const given = givenFolder(set);
  const folder = given ?? builtFolder(set);
  const missing = missingIn(folder, set);
  if (missing.length === 0) return folder;
  throw expected(given === undefined ? `${set.missing}: ${howTo(set)}` : `${set.given} has no ${missing.join(', ')}`);
}

function howTo(set) {
  const build = `build them with \`node scripts/kube-assets.mjs build${set === SETS.render ? ' render' : ''}\` (Go, some minutes)`;
  return set.given === undefined ? build : `${build}, or name a folder that has them in ${set.given}`;
}

function givenFolder({ given }) {
  const folder = given === undefined ? undefined : process.env[given];
  return folder === undefined || folder === '' ? undefined : path.resolve(folder);
}

function missingIn(folder, { packages }) {
  return Object.keys(packages).filter((name) => !isProgram(path.join(folder, name)));
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
function builtFolder(set) {
  const parts = [process.platform, process.arch, set.packages, flags(set)];
  const hash = createHash('sha256').update(JSON.stringify(parts));
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(path.join(set.module, file)));
  return path.join(cacheFolder(), set.cache, hash.digest('hex').slice(0, 16));
}

function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return path.resolve(process.env.XDG_CACHE_HOME);
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}

function flags({ module, stamp }) {
  const text = readFileSync(path.join(module, 'go.mod'), 'utf8');
  const [, version] = new RegExp(`${stamp.module} (v[\\d.]+)`).exec(text);
  return ['-mod=readonly', '-trimpath', '-buildvcs=false', `-ldflags=-s -w -X ${stamp.variable}=${version}`];
}

/** Into a folder beside, renamed when all are there: nobody finds half of them. */
function build(folder, set) {
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    runGo(set, ['build', ...flags(set), '-o', `${draft}${path.sep}`, ...Object.values(set.packages)]);
    for (const [name, source] of Object.entries(set.packages)) renameBuilt(draft, source, name);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Go names a program after its folder, and leaves out which version it is of. */
function renameBuilt(draft, source, name) {
  const built = path.basename(source.replace(/\/v\d+$/, ''));
  if (built !== name) renameSync(path.join(draft, built), path.join(draft, name));
}

/** With what is said on stderr: stdout is for the folder. Nicely: it takes all the cores there are for minutes. */
function runGo({ module, packages }, args) {
  const started = performance.now();
  console.error(`building ${Object.keys(packages).join(', ')}; the first time this takes minutes …`);
  const env = { ...process.env, ...ENVIRONMENT };
  const { status, error } = spawnSync('nice', ['go', '-C', module, ...args], { stdio: ['ignore', 2, 2], env });
  if (error !== undefined || status !== 0) {
    throw expected(
      'the programs could not be built; it takes Go on the PATH (https://go.dev/dl/) and its module proxy',
    );
  }
  console.error(`built in ${Math.round((performance.now() - started) / 1000)} s`);
}

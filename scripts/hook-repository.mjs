// Makes, or brings up to date, the Git repository that the pre-commit framework installs sluice from: one commit and one tag for
// each version, of the package as npm publishes it, with what it depends on. Usage: node scripts/hook-repository.mjs FOLDER
// Nothing is pushed: docs/pre-commit.md says how a release does that.
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extract } from 'tar';
import { capture, expected, main, root } from './run.mjs';

const HOOKS = '.pre-commit-hooks.yaml';

const README = `# Sluice for pre-commit

The built package of sluice, with a tag for each version, as the [pre-commit](https://pre-commit.com) framework installs it:
see .pre-commit-hooks.yaml for the hooks. It is written by scripts/hook-repository.mjs of the sluice repository; nothing is
changed here by hand.
`;

await main(() => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw expected('name a folder: node scripts/hook-repository.mjs FOLDER');
  const repository = path.resolve(folder);
  const draft = mkdtempSync(path.join(tmpdir(), 'sluice-hooks-'));
  try {
    const manifest = writePackage(draft);
    const tag = `v${manifest.version}`;
    openRepository(repository, tag);
    replaceFiles(repository, draft);
    commit(repository, tag);
    console.log(`${repository} is at ${tag}; publish it: git -C ${folder} push --follow-tags`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
});

/** The published files and the packages they need, so that an installation fetches nothing. */
function writePackage(folder) {
  mustRun('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const archive = path.join(folder, `sluice-${version}.tgz`);
  extract({ file: archive, cwd: folder, strip: 1, sync: true });
  rmSync(archive);
  if (!existsSync(path.join(folder, 'dist', 'bundle', 'sluice.js'))) throw expected('build first: npm run build');
  installDependencies(folder);
  copyFileSync(path.join(root, HOOKS), path.join(folder, HOOKS));
  writeFileSync(path.join(folder, 'README.md'), README);
  return writeManifest(folder);
}

/** Exactly the versions of the lock file. */
function installDependencies(folder) {
  for (const name of ['package-lock.json', '.npmrc']) copyFileSync(path.join(root, name), path.join(folder, name));
  mustRun('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-bin-links', '--prefer-offline'], { cwd: folder });
  for (const name of ['package-lock.json', '.npmrc', 'node_modules/.package-lock.json'])
    rmSync(path.join(folder, name), { force: true });
}

/** npm builds a package from Git anew when it has scripts, and fetches its dependencies unless they are in it. */
function writeManifest(folder) {
  const file = path.join(folder, 'package.json');
  const { scripts: _scripts, devDependencies: _dev, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  const complete = { ...manifest, bundleDependencies: Object.keys(manifest.dependencies) };
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`);
  return complete;
}

/** A folder that holds something else is not emptied by mistake, and a published version is never changed. */
function openRepository(repository, tag) {
  mkdirSync(repository, { recursive: true });
  if (!existsSync(path.join(repository, '.git'))) git(repository, ['init', '--quiet', '--initial-branch=main']);
  const tracked = git(repository, ['ls-files', '-z']).split('\0');
  if (tracked.length > 1 && !tracked.includes(HOOKS)) throw expected(`${repository} is another repository`);
  if (git(repository, ['status', '--porcelain']) !== '')
    throw expected(`${repository} has changes that are not committed, or files that are not tracked`);
  if (git(repository, ['tag', '--list', tag]) !== '')
    throw expected(`${repository} has ${tag} already; raise the version in package.json`);
}

function replaceFiles(repository, draft) {
  if (git(repository, ['ls-files']) !== '') git(repository, ['rm', '-r', '--quiet', '--force', '.']);
  cpSync(draft, repository, { recursive: true });
}

function commit(repository, tag) {
  // Whatever a developer's own Git leaves out, such as node_modules, belongs to this one.
  git(repository, ['add', '--all', '--force', '.']);
  git(repository, ['commit', '--quiet', '--no-verify', '--message', `sluice ${tag}`]);
  git(repository, ['tag', '--annotate', '--message', `sluice ${tag}`, tag]);
}

function git(cwd, args) {
  return mustRun('git', ['-c', 'core.autocrlf=false', ...args], { cwd });
}

function mustRun(command, args, options) {
  const { status, stdout, stderr } = capture(command, args, options);
  if (status !== 0) throw expected(`${command} ${args.join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

// Installs the dependencies when they are not the ones that package-lock.json names. Needs nothing but Node and npm.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expected, main, root, run } from './run.mjs';

await main(() => {
  checkNode();
  if (isInstalled()) return;
  console.log('Installing dependencies (npm ci) …');
  // Under `npm run`, npm names itself; on Windows `npm` alone is not a program.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run(process.execPath, [npm, 'ci']);
  else run('npm', ['ci']);
});

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const works = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!works)
    throw expected(
      `Node ${process.versions.node} is too old or not a release line that is supported; use ^20.19, ^22.12 or >=24`,
    );
}

/** npm writes what it installed beside the packages; an interrupted install has no such file. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(path.join('node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([folder, { version, integrity, optional }]) => {
    const found = installed[folder];
    if (folder === '' || (found === undefined && optional)) return true;
    return found?.version === version && found?.integrity === integrity;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

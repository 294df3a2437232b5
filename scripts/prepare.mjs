// npm runs this after it has installed the dependencies of a working copy, where there is nothing to do, and before it makes a
// package of the sources: to publish it, or because somebody installs sluice straight from Git. Then it must have been built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expected, main, root, runNode } from './run.mjs';

const BUILT = ['dist/bundle/sluice.js', 'dist/engine/engine.wasm', 'dist/engine/formats.wasm', 'dist/policies'];

await main(() => {
  // Of the two, npm says only before it packs what it packs.
  if (process.env.npm_package_resolved === undefined || isBuilt()) return;
  if (spawnSync('go', ['version']).status !== 0) {
    throw expected(
      'these are the sources of sluice, and building them takes Go: install the published package (npm install sluice), ' +
        'or let pre-commit use the repository of the built package (docs/pre-commit.md)',
    );
  }
  forgetTheInstallation();
  for (const step of ['setup', 'build']) runNode(path.join(root, 'scripts', `${step}.mjs`));
});

function isBuilt() {
  return BUILT.every((file) => existsSync(path.join(root, file)));
}

/** What npm tells its children about `npm install --global` of sluice must not hold for the packages that a build needs. */
function forgetTheInstallation() {
  for (const name of ['npm_package_resolved', 'npm_config_global', 'npm_config_omit', 'NODE_ENV'])
    delete process.env[name];
}

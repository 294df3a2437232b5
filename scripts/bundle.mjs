import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

const SHELLS = ['src', 'cli', 'webhook', 'reconciler'];

/** Where the program that npm installs lies. */
export const BUNDLE = path.join(root, 'dist', 'bundle');

/**
 * Bundles the program: few files start faster than many. Code is split where the sources import dynamically, so that a command
 * reads only what it needs. Worker threads start from a file, so each `*-worker.ts` becomes one, beside the code that names it.
 */
export async function bundle() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints(),
    outdir: BUNDLE,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  removeStale(Object.keys(metafile.outputs));
  makeExecutable(path.join(BUNDLE, 'sluice.js'));
  return metafile;
}

function entryPoints() {
  const workers = SHELLS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('-worker.ts'))
      .map((file) => ({ in: path.join(folder, file), out: path.basename(file, '.ts') })),
  );
  return [{ in: path.join('cli', 'main.ts'), out: 'sluice' }, ...workers];
}

/** Chunks are named by their content, so those of an earlier build would stay for ever, and be published. */
function removeStale(outputs) {
  const current = new Set(outputs.map((file) => path.basename(file)));
  for (const file of readdirSync(BUNDLE)) {
    if (!current.has(file)) rmSync(path.join(BUNDLE, file), { recursive: true });
  }
}

function makeExecutable(file) {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
}

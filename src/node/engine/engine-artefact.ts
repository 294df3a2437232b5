import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SluiceError } from '../../core/errors.ts';

const PACKAGE = 'sluice';

/**
 * The folder of the package that this file belongs to, wherever the build put it (dist/src/node/engine, dist/bundle, or the
 * sources themselves): the nearest folder upwards whose package.json names it.
 */
export function packageRoot(from: string = import.meta.url): string {
  let folder = dirname(fileURLToPath(from));
  while (!isPackageRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new SluiceError('ENGINE_MISSING', `no folder above ${fileURLToPath(from)} is the package ${PACKAGE}`);
    folder = parent;
  }
  return folder;
}

/** Reads a file of dist/engine. Throws ENGINE_MISSING with what to do when it is not there. */
export function readEngineFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const fix = 'run `node scripts/build-engine.mjs` (needs Go), or install the published package, which contains it';
    throw new SluiceError('ENGINE_MISSING', `the Rego engine is not at ${path}: ${fix}`, { cause: error });
  }
}

/** Where the build puts the engine. */
export function defaultEnginePath(): string {
  return join(packageRoot(), 'dist', 'engine', 'engine.wasm');
}

function isPackageRoot(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === PACKAGE;
  } catch {
    // No package.json here, or not one of ours: look further up.
    return false;
  }
}

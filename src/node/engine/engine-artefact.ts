import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { packageRoot } from '../package-root.ts';

/** Where `scripts/build-engine.mjs` puts the engine. */
export function defaultEnginePath(): string {
  return path.join(packageRoot(), 'dist', 'engine', 'engine.wasm');
}

/** The bytes of an engine artefact. Throws ENGINE_MISSING, with what to do, when it cannot be read. */
export function readEngineFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const fix =
      'run "node scripts/build-engine.mjs", which needs Go, or install the published package, which carries the engine';
    throw new SluiceError('ENGINE_MISSING', `the Rego engine ${file} cannot be read: ${fix}`, { cause: error });
  }
}

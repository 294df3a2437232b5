import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { packageRoot } from '../package-root.ts';

/** Where `scripts/build-engine.mjs` and `scripts/build-formats.mjs` put the artefact of that name. */
export function artefactPath(name: 'engine' | 'formats'): string {
  return path.join(packageRoot(), 'dist', 'engine', `${name}.wasm`);
}

/** The bytes of an engine artefact. Throws ENGINE_MISSING, with what to do, when it cannot be read. */
export function readEngineFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const script = `scripts/build-${path.basename(file, '.wasm')}.mjs`;
    const fix = `run "node ${script}", which needs Go, or install the published package, which carries it`;
    throw new SluiceError('ENGINE_MISSING', `the artefact ${file} cannot be read: ${fix}`, { cause: error });
  }
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { packageRoot } from '../package-root.ts';

/** What the build wrote down about the engine that it made. */
export interface EngineManifest {
  /** Version of OPA, without `v`. */
  readonly opa: string;
  /** Digest of our sources around it. */
  readonly sources: string;
}

let known: EngineManifest | undefined;

/**
 * What tells one engine from another without loading it: it is part of every cache key and of every policy-set digest.
 * @throws SluiceError ENGINE_MISSING when the package was not built
 */
export function engineVersion(): string {
  const { opa, sources } = engineManifest();
  return `opa ${opa} ${sources}`;
}

/** @throws SluiceError ENGINE_MISSING when the package was not built */
export function engineManifest(): EngineManifest {
  known ??= readManifest(path.join(packageRoot(), 'dist', 'engine', 'engine.json'));
  return known;
}

function readManifest(file: string): EngineManifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { opa, sources } = isJsonObject(manifest) ? manifest : {};
    if (typeof opa === 'string' && typeof sources === 'string') return { opa, sources };
    throw new Error('it names neither OPA nor its sources');
  } catch (error) {
    const fix = 'run "npm run build", which needs Go, or install the published package, which carries the engine';
    throw new SluiceError('ENGINE_MISSING', `the engine's manifest ${file} cannot be read: ${fix}`, { cause: error });
  }
}

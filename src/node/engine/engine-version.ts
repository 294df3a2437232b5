import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { packageRoot } from '../package-root.ts';

let known: string | undefined;

/**
 * What tells one engine from another without loading it: OPA's version and the digest of our sources around it. It is part of
 * every cache key and of every policy-set digest.
 * @throws SluiceError ENGINE_MISSING when the package was not built
 */
export function engineVersion(): string {
  known ??= readVersion(path.join(packageRoot(), 'dist', 'engine', 'engine.json'));
  return known;
}

function readVersion(file: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { opa, sources } = isJsonObject(manifest) ? manifest : {};
    if (typeof opa === 'string' && typeof sources === 'string') return `opa ${opa} ${sources}`;
    throw new Error('it names neither OPA nor its sources');
  } catch (error) {
    const fix = 'run "npm run build", which needs Go, or install the published package, which carries the engine';
    throw new SluiceError('ENGINE_MISSING', `the engine's manifest ${file} cannot be read: ${fix}`, { cause: error });
  }
}

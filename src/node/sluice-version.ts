import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject } from '../core/model/json.ts';
import { packageRoot } from './package-root.ts';

/** The version in the package's own manifest, without `v`. */
export function sluiceVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
  const version = isJsonObject(manifest) ? manifest['version'] : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder of the sluice package, found from this module upwards. It works from the sources, from the compiled tree and
 * from the bundle alike, because each lies at another depth.
 */
export function packageRoot(): string {
  return (known ??= findPackage(import.meta.dirname));
}

let known: string | undefined;

function findPackage(from: string): string {
  let folder = from;
  for (;;) {
    if (isSluice(path.join(folder, 'package.json'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error('the sluice package.json is not above its own modules; reinstall the package');
    folder = parent;
  }
}

function isSluice(file: string): boolean {
  return existsSync(file) && /"name":\s*"sluice"/.test(readFileSync(file, 'utf8'));
}

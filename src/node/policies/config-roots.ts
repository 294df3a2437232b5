import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ConfigRoots } from '../formats/config-functions.ts';
import { SHIPPED_PREFIX } from './read-policy-sources.ts';

/**
 * The folders in which policies may name files: the working directory and the folders of the policies. A working directory that is
 * the root of the file system is none: everything would lie in it.
 * @param given policy paths, relative to `cwd`
 */
export function configRoots(cwd: string, given: readonly string[]): ConfigRoots {
  const folders = [cwd, ...given.filter((one) => !one.startsWith(SHIPPED_PREFIX)).map((one) => path.resolve(cwd, one))];
  const real = folders.flatMap(realFolder).filter((folder) => path.dirname(folder) !== folder);
  return { cwd, roots: [...new Set(real)] };
}

function realFolder(one: string): readonly string[] {
  try {
    const real = realpathSync(one);
    return [statSync(real).isDirectory() ? real : path.dirname(real)];
  } catch {
    // Whoever reads the policies says that it is not there.
    return [];
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.ts';

/**
 * The folder whose manifests belong together: where the config file lies, or the Git repository around the working directory.
 * Undefined outside of both, where nobody can say what belongs to what is judged.
 */
export function repositoryRoot(cwd: string, { file }: Config): string | undefined {
  if (file !== undefined) return path.dirname(file);
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

import path from 'node:path';
import type { Config } from '../config/config.ts';
import { enclosingRepository } from '../files/enclosing-repository.ts';

/**
 * The folder whose manifests belong together: where the config file lies, or the Git repository around the working directory.
 * Undefined outside of both, where nobody can say what belongs to what is judged.
 */
export const repositoryRoot = (cwd: string, { file }: Config): string | undefined =>
  file === undefined ? enclosingRepository(cwd) : path.dirname(file);

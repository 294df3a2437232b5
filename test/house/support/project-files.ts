import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/node/package-root.ts';

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'coverage']);

export const root: string = packageRoot();

/** Every file of the project below a folder, relative to the root, with `/`: not what is built, installed or Git's own. */
export function projectFiles(folder = '.'): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const file = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? projectFiles(file) : [file];
  });
}

/** Names of the folders right below a folder; none when it is not there. */
export function projectFolders(folder: string): readonly string[] {
  if (!isThere(folder)) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

export const readProject = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const isThere = (file: string): boolean => existsSync(path.join(root, file));

import { existsSync } from 'node:fs';
import path from 'node:path';

/** Whether a folder is the root of a working tree. `.git` is a file in worktrees and submodules. */
export const isRepository = (folder: string): boolean => existsSync(path.join(folder, '.git'));

/** The root of the Git working tree that a folder lies in; undefined outside of one. */
export function enclosingRepository(start: string): string | undefined {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    if (isRepository(folder)) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

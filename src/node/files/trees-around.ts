import { statSync } from 'node:fs';
import path from 'node:path';
import { enclosingRepository } from './enclosing-repository.ts';
import { isInside } from './walk-files.ts';

/**
 * The folders that hold whatever belongs to some paths: for each the repository that it lies in, or else the folder itself. Those of
 * the working directory come first.
 * @param given relative to the working directory, or absolute
 */
export function treesAround(cwd: string, given: readonly string[]): readonly string[] {
  const trees: string[] = [];
  for (const one of ['.', ...given]) {
    const absolute = path.resolve(cwd, one);
    if (trees.some((tree) => isInside(tree, absolute))) continue;
    const folder = isFolder(absolute) ? absolute : path.dirname(absolute);
    trees.push(enclosingRepository(folder) ?? folder);
  }
  return trees;
}

const isFolder = (absolute: string): boolean => statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;

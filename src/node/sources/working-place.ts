import nodePath from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { displayPath } from '../files/walk-files.ts';

/** The root of the working tree, which Git's paths are relative to. @param prefix where in it we are: empty, or `deploy/prod/` */
export function rootFrom(cwd: string, prefix: string): string {
  const up = prefix
    .split('/')
    .slice(1)
    .map(() => '..');
  return nodePath.resolve(cwd, ...up);
}

/** A path as a check of files shows it in the working directory: what ignore patterns are written for. */
export function pathFrom(cwd: string, prefix: string, path: string): string {
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  return displayPath(cwd, nodePath.resolve(rootFrom(cwd, prefix), path));
}

/**
 * A path as a user gives it, from the root of the repository; empty for the root itself.
 * @throws SluiceError USAGE when it leads out
 */
export function toRepositoryPath(cwd: string, prefix: string, given: string): string {
  const root = rootFrom(cwd, prefix);
  const relative = nodePath.relative(root, nodePath.resolve(cwd, given)).split(nodePath.sep).join('/');
  if (relative !== '..' && !relative.startsWith('../') && !nodePath.isAbsolute(relative)) return relative;
  throw new SluiceError('USAGE', `${given} is not in the repository ${root}; name files and folders of it`);
}

import type { GitPlace } from './git-environment.ts';
import { gitText } from './git-process.ts';
import { isBelow } from './git-tree.ts';
import { pathFrom, rootFrom, toRepositoryPath } from './working-place.ts';

/** Which paths of a repository a run is about. Paths are from the root of the repository. */
export interface PathScope {
  /** The root of the working tree. */
  readonly root: string;
  /** What was asked for; empty: everything. */
  readonly folders: readonly string[];
  readonly isInScope: (path: string) => boolean;
  readonly isIgnored: (path: string) => boolean;
}

/**
 * @param paths files and folders as the user gave them; none means everything
 * @param isIgnored asked about paths as a check of files shows them
 * @throws SluiceError GIT_FAILED, USAGE
 */
export async function openScope(
  place: GitPlace,
  paths: readonly string[],
  isIgnored: (displayPath: string) => boolean,
): Promise<PathScope> {
  const { cwd } = place;
  const prefix = (await gitText(place, ['rev-parse', '--show-prefix'])).replace(/\n$/, '');
  const folders = paths.map((path) => toRepositoryPath(cwd, prefix, path));
  return {
    root: rootFrom(cwd, prefix),
    folders,
    isInScope: (path) => folders.length === 0 || isBelow(path, folders),
    isIgnored: (path) => isIgnored(pathFrom(cwd, prefix, path)),
  };
}

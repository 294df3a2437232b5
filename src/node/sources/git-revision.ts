import { SluiceError } from '../../core/errors.ts';
import type { FoundSources } from '../check/found-sources.ts';
import type { Source } from '../evaluation/source.ts';
import type { GitPlace } from './git-environment.ts';
import { gitRecords } from './git-process.ts';
import { isBelow, readTree } from './git-tree.ts';
import { entriesBelow, readContext, readManifests } from './read-manifests.ts';
import type { SelectOptions } from './select-manifests.ts';

export interface RevisionOptions extends Pick<SelectOptions, 'isIgnored' | 'extensions' | 'alsoCounts'> {
  /** Folders and files of the revision, relative to its root; none means all of it. */
  readonly paths: readonly string[];
  /** Files that the commit may hold at most. Default: a million. */
  readonly maxFiles?: number;
}

/** What a commit holds. */
export interface RevisionSources {
  readonly found: FoundSources;
  /** Manifests of the commit that are not below the paths asked for. */
  readonly readContext: () => Promise<readonly Source[]>;
}

/**
 * Reads the manifests of one commit from the object store; there need be no working tree.
 * @param commit its whole id
 * @throws SluiceError GIT_FAILED
 */
export async function findInRevision(
  place: GitPlace,
  commit: string,
  options: RevisionOptions,
): Promise<RevisionSources> {
  const tree = await readTree(gitRecords(place, ['ls-tree', '-r', '-z', '--full-tree', commit]), options.maxFiles);
  const folders = options.paths.length === 0 ? [''] : options.paths.map(toFolder);
  const select: SelectOptions = { ...options, isInScope: (path) => isBelow(path, folders), submodules: 'fault' };
  for (const folder of folders) {
    if (folder !== '' && !tree.folders.has(folder) && !tree.entries.has(folder)) throw noSuchPath(folder, commit);
  }
  const found = await readManifests(place, entriesBelow(tree, folders), tree, select);
  return { found, readContext: () => readContext(place, tree, found.sources, select) };
}

/** `./apps//prod/` is `apps/prod`. */
function toFolder(given: string): string {
  const parts = given.split('/').filter((part) => part !== '' && part !== '.');
  if (given.startsWith('/') || parts.includes('..')) {
    throw new SluiceError(
      'GIT_FAILED',
      `path "${given}" is not inside of the revision; name it from the root of the repository, such as apps/prod`,
    );
  }
  return parts.join('/');
}

const noSuchPath = (folder: string, commit: string): SluiceError =>
  new SluiceError('GIT_FAILED', `revision ${commit} has no path "${folder}"; nothing there can be judged`);

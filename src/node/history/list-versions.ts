import type { Skipped } from '../../core/model/report.ts';
import { LEFT_OUT } from '../files/left-out.ts';
import { changesOf } from '../sources/commit-changes.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import { isFileMode } from '../sources/git-tree.ts';
import type { PathScope } from '../sources/path-scope.ts';
import { COMMIT_MESSAGE, type FileVersion } from './file-version.ts';

/** Versions, and how many were left out. */
export interface ListedVersions {
  readonly versions: readonly FileVersion[];
  /** Files that are left out by their names. */
  readonly skipped: readonly Skipped[];
}

/**
 * What commits bring: the version of each file that they change, compared with those of their parents, and their messages.
 * @throws SluiceError GIT_FAILED
 */
export async function listChanges(
  place: GitPlace,
  commits: readonly string[],
  scope: PathScope,
): Promise<ListedVersions> {
  const list = createList(commits, scope);
  for await (const version of filesBrought(place, commits, 'find')) {
    if (!version.befores.includes(version.id)) list.add(version);
  }
  return list;
}

/**
 * What commits hold: each content under each path once, with the first commit that brought it there, and their messages.
 * @throws SluiceError GIT_FAILED
 */
export async function listContents(
  place: GitPlace,
  commits: readonly string[],
  scope: PathScope,
): Promise<ListedVersions> {
  const list = createList(commits, scope);
  const known = new Set<string>();
  for await (const { path, id, commit } of filesBrought(place, commits, 'ignore')) {
    const key = `${id} ${path}`;
    if (!known.has(key)) list.add({ path, id, commit });
    known.add(key);
  }
  return list;
}

/** Links and submodules hold no text of their own. */
async function* filesBrought(
  place: GitPlace,
  commits: readonly string[],
  renames: 'find' | 'ignore',
): AsyncGenerator<FileVersion & { readonly befores: readonly string[] }, void, undefined> {
  if (commits.length === 0) return;
  for await (const { commit, changes } of changesOf(place, commits, renames)) {
    for (const { path, entry, befores } of changes)
      if (entry !== undefined && isFileMode(entry.mode)) yield { path, id: entry.id, commit, befores };
  }
}

interface MutableList extends ListedVersions {
  add(version: FileVersion): void;
}

/** Begins with the messages; whoever asks for some paths does not ask for those. */
function createList(commits: readonly string[], { isInScope, isIgnored }: PathScope): MutableList {
  const messages = isInScope('') ? commits.map((commit) => ({ path: COMMIT_MESSAGE, id: commit, commit })) : [];
  const versions: FileVersion[] = messages;
  const ignored = new Set<string>();
  const skipped: Skipped[] = [];
  return {
    versions,
    skipped,
    add: (version) => {
      const { path } = version;
      if (!isInScope(path)) return;
      if (!isIgnored(path)) versions.push(version);
      else if (!ignored.has(path)) {
        ignored.add(path);
        skipped.push({ file: path, reason: LEFT_OUT.ignored });
      }
    },
  };
}

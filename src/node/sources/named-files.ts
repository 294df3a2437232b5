import { lstatSync } from 'node:fs';
import nodePath from 'node:path';
import type { FoundSources } from '../check/found-sources.ts';
import type { GitPlace } from './git-environment.ts';
import { gitRecords } from './git-process.ts';
import type { GitEntry, GitTree } from './git-tree.ts';
import { entriesBelow, readManifests } from './read-manifests.ts';
import { isCounted, selectManifests, type SelectOptions } from './select-manifests.ts';

/** Files of a repository that somebody asked about by name, whatever the next commit changes. */
export interface NamedSources {
  readonly found: FoundSources;
  /** Files that hold nothing that is judged, by their names. */
  readonly others: number;
}

/**
 * Reads named files whole, as they would be committed if all that is in the working tree were: from the index, unless the
 * working tree has another version, or the index none.
 * @param paths relative to the root of the repository
 * @throws SluiceError GIT_FAILED
 */
export async function readNamed(
  place: GitPlace,
  root: string,
  paths: readonly string[],
  tree: GitTree,
  select: SelectOptions,
): Promise<NamedSources> {
  const changed = await changedOnDisk(place);
  const entries = paths.flatMap((path) => entriesOf(tree, path));
  const isRead = ({ path, id }: GitEntry): boolean => id === '' || (changed.has(path) && isThere(root, path));
  const inIndex = await readManifests(
    place,
    entries.filter((entry) => !isRead(entry)),
    tree,
    select,
  );
  const onDisk = findOnDisk(root, entries.filter(isRead), tree, select);
  return {
    found: {
      sources: [...inIndex.sources, ...onDisk.sources],
      skipped: [...inIndex.skipped, ...onDisk.skipped],
      faults: [...inIndex.faults, ...onDisk.faults],
    },
    others: select.all === true ? 0 : entries.filter(({ path }) => !isCounted(path, select)).length,
  };
}

/** What Git does not know has no id. */
function entriesOf(tree: GitTree, path: string): readonly GitEntry[] {
  const known = entriesBelow(tree, [path]);
  return known.length > 0 ? known : [{ mode: '100644', id: '', path }];
}

/** Files of the index whose versions in the working tree are others, or may be: Git compares dates and sizes here. */
async function changedOnDisk(place: GitPlace): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  const args = ['diff-files', '--name-only', '--no-renames', '--ignore-submodules=all', '-z'];
  for await (const path of gitRecords(place, args)) changed.add(path);
  return changed;
}

function findOnDisk(root: string, entries: readonly GitEntry[], tree: GitTree, select: SelectOptions): FoundSources {
  const { blobs, skipped, faults } = selectManifests(entries, tree, new Map(), select);
  const files = blobs.map(({ path, isText }) => ({
    path,
    absolute: nodePath.join(root, path),
    ...(isText === undefined ? {} : { isText }),
  }));
  const isRegular = ({ absolute }: { readonly absolute: string }): boolean =>
    lstatSync(absolute, { throwIfNoEntry: false })?.isFile() === true;
  const refused = files.filter((file) => !isRegular(file));
  return {
    sources: files.filter(isRegular),
    skipped,
    faults: [
      ...faults,
      ...refused.map(({ path }) => ({
        path,
        code: 'INPUT_UNREADABLE',
        message: `${path}: is neither in the index nor a file in the working tree; check the name`,
      })),
    ],
  };
}

const isThere = (root: string, path: string): boolean =>
  lstatSync(nodePath.join(root, path), { throwIfNoEntry: false }) !== undefined;

import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';

/** One entry of a tree or of the index. `path` is relative to the root of the repository, with `/`. */
export interface GitEntry {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/** A whole tree: what a path leads to can only be said when all of it is known. */
export interface GitTree {
  readonly entries: ReadonlyMap<string, GitEntry>;
  readonly folders: ReadonlySet<string>;
}

export const LINK_MODE = '120000';
export const SUBMODULE_MODE = '160000';

/** `100644` and `100755`, and what old Git programs wrote. */
export const isFileMode = (mode: string): boolean => mode.startsWith('100');

/** A tree of a few kilobytes can describe billions of files. No repository that people work with comes near this. */
const MAX_ENTRIES = 1_000_000;

/** `100644 blob <id>\t<path>` of `ls-tree`, `100644 <id> 0\t<path>` of `ls-files`. */
const ENTRY = /^(\d{6}) (?:[a-z]+ )?([0-9a-f]{40,64})(?: (\d))?\t(.*)$/s;

function parseEntry(record: string): GitEntry & { readonly stage?: string } {
  const [, mode, id, stage, path] = ENTRY.exec(record) ?? [];
  if (mode === undefined || id === undefined || path === undefined) {
    throw new SluiceError(
      'GIT_FAILED',
      'Git listed an entry in a form that is not known; report this with "git --version"',
    );
  }
  return { mode, id, path, ...(stage === undefined ? {} : { stage }) };
}

/** @throws SluiceError GIT_FAILED when the listing has no reasonable end, or no single meaning */
export async function readTree(records: AsyncIterable<string>, maxEntries: number = MAX_ENTRIES): Promise<GitTree> {
  const entries = new Map<string, GitEntry>();
  const folders = new Set<string>();
  let count = 0;
  for await (const record of records) {
    const { stage, ...entry } = parseEntry(record);
    // A path in conflict has one entry a stage. A tree in which a path stands twice was made by hand, to hide one behind the other.
    if ((stage ?? '0') === '0' && entries.has(entry.path)) throw twice(entry.path);
    entries.set(entry.path, entry);
    addFolders(folders, entry.path);
    count += 1;
    if (count > maxEntries) {
      throw new SluiceError(
        'GIT_FAILED',
        `there are more than ${maxEntries} files in one tree; such a tree is not listed`,
      );
    }
  }
  return { entries, folders };
}

function twice(path: string): SluiceError {
  const shown = visible(path);
  const message = path.includes('\ufffd')
    ? `several names that are no UTF-8 look the same as text, ${shown}, so nobody can say which file is meant; rename them`
    : `the tree holds ${shown} twice, so nobody can say which one counts; "git fsck" tells more`;
  return new SluiceError('GIT_FAILED', message);
}

function addFolders(folders: Set<string>, path: string): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash);
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}

/** True when `path` is one of `folders`, or lies in one. The empty text is the root. */
export function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`));
}

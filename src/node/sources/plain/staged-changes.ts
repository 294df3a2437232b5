import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFileMode, type GitEntry } from '../git-tree.ts';
import type { RawChange } from '../raw-changes.ts';
import { type CachedTree, type IndexCursor, parseIndex } from './index-entries.ts';
import { readLooseObject } from './loose-objects.ts';

/**
 * What `git diff-index --cached` says of the index and the commit before, from the files of a repository: undefined where that
 * takes more than to compare ids, and then Git is asked. That is so when a tree is in a pack, and when files may have moved.
 * @param folder the repository's own folder, `.git`
 */
export function readStagedChanges(folder: string, index: Buffer): readonly RawChange[] | undefined {
  try {
    const parsed = parseIndex(index);
    const tree = parsed && treeOfHead(folder);
    if (parsed === undefined || tree === undefined) return undefined;
    const head = new HeadFiles(folder);
    if (!head.read(tree, '', parsed.trees)) return undefined;
    return changesBetween(head, parsed.files);
  } catch {
    // Cut off, or not there: Git knows what to say of it.
    return undefined;
  }
}

const HEAD_OF_BRANCH = /^ref: (refs\/heads\/[\w/-][\w./-]*)\n$/;
const COMMIT = /^([0-9a-f]{40})\n$/;
const TREE_OF_COMMIT = /^tree ([0-9a-f]{40})\n/;

/** The tree of the commit that the next one follows; undefined before the first, or where it is not plain to see. */
function treeOfHead(folder: string): string | undefined {
  const head = readFileSync(path.join(folder, 'HEAD'), 'latin1');
  const branch = HEAD_OF_BRANCH.exec(head)?.[1];
  if (branch?.includes('..') === true) return undefined;
  const commit = COMMIT.exec(branch === undefined ? head : readFileSync(path.join(folder, branch), 'latin1'))?.[1];
  const text = commit === undefined ? undefined : readLooseObject(folder, commit, 'commit');
  return text && TREE_OF_COMMIT.exec(text.toString('latin1', 0, 64))?.[1];
}

/** More trees than this are compared by Git. */
const MAX_TREES = 64;

const FOLDER = '040000';

interface Version {
  readonly mode: string;
  readonly id: string;
}

/** The files of a tree, without those of folders of which the index knows that they are the same. */
class HeadFiles {
  readonly files = new Map<string, Version>();
  /** By folder: how many files of the index are below it, and the same. */
  readonly same = new Map<string, number>();
  readonly #folder: string;
  #trees = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param prefix of the folder: empty, or with `/` at its end. @returns false when Git must be asked */
  read(id: string, prefix: string, cached: CachedTree | undefined): boolean {
    if (cached !== undefined && cached.count > 0 && cached.id === id) {
      this.same.set(prefix, cached.count);
      return true;
    }
    const tree = id === EMPTY_TREE ? Buffer.alloc(0) : readLooseObject(this.#folder, id, 'tree');
    if (tree === undefined || ++this.#trees > MAX_TREES) return false;
    let last = '';
    for (let at = 0; at < tree.length;) {
      const entry = readTreeEntry(tree, at);
      at = entry.end;
      const name = prefix + entry.name;
      const place = entry.mode === FOLDER ? `${entry.name}/` : entry.name;
      // Trees that were made by hand may be out of order, or have a name twice.
      if (place <= last || entry.name.includes('/') || this.files.has(name)) return false;
      last = place;
      if (entry.mode !== FOLDER) this.files.set(name, { mode: entry.mode, id: entry.id });
      else if (!this.read(entry.id, `${name}/`, cached?.folders.get(entry.name))) return false;
    }
    return true;
  }
}

/** Git knows it without a file. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const ID_BYTES = 20;
const SPACE = 32;

const MODE = /^[1-7][0-7]{4,5}$/;

interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
  readonly end: number;
}

/** `<mode> <name>`, NUL, and the id in bytes. */
function readTreeEntry(tree: Buffer, at: number): TreeEntry {
  const space = tree.indexOf(SPACE, at);
  const nul = tree.indexOf(0, space);
  const end = nul + 1 + ID_BYTES;
  const mode = tree.toString('latin1', at, Math.max(space, at));
  if (!MODE.test(mode) || nul < space || end > tree.length) throw new Error('the tree is cut off');
  return {
    mode: plainMode(Number.parseInt(mode, 8)),
    name: tree.toString('latin1', space + 1, nul),
    id: tree.toString('hex', nul + 1, end),
    end,
  };
}

/** Early versions of Git kept more of a mode than it has now. */
function plainMode(mode: number): string {
  switch (mode & 0o170000) {
    case 0o100000:
      return (mode & 0o100) === 0 ? '100644' : '100755';
    case 0o120000:
      return '120000';
    case 0o040000:
      return FOLDER;
    default:
      return '160000';
  }
}

/** In the order of paths, as Git tells them. Undefined where something became something else, or may have moved. */
function changesBetween({ files, same }: HeadFiles, index: IndexCursor): readonly RawChange[] | undefined {
  const changes: RawChange[] = [];
  const gone = new Map(files);
  while (!index.isAtEnd) {
    const { path: name } = index;
    const known = knownFrom(same, name);
    if (known === 0) {
      const before = files.get(name);
      const now = { mode: index.mode, id: index.id, path: utf8(name) };
      gone.delete(name);
      if (before !== undefined && typeOf(before.mode) !== typeOf(now.mode)) return undefined;
      if (before?.mode !== now.mode || before.id !== now.id) changes.push(changeTo(now, before));
    }
    index.skip(Math.max(known, 1));
  }
  if (gone.size === 0) return changes;
  if (changes.some(({ status }) => status === 'A')) return undefined;
  const all = [...changes, ...[...gone].map(([name, before]) => goneFrom(utf8(name), before))];
  return all.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

/** How many files from this one on are the same, because a folder that it is in is. */
function knownFrom(same: ReadonlyMap<string, number>, name: string): number {
  if (same.size === 0) return 0;
  // The root has no name; any other folder ends with `/`.
  const steps = name.split('/').slice(0, -1);
  let folder = '';
  for (const step of ['', ...steps]) {
    if (step !== '') folder += `${step}/`;
    const count = same.get(folder);
    if (count !== undefined) return count;
  }
  return 0;
}

const changeTo = (entry: GitEntry, before: Version | undefined): RawChange => ({
  status: before === undefined ? 'A' : 'M',
  path: entry.path,
  entry,
  befores: beforesOf(before),
});

const goneFrom = (name: string, before: Version): RawChange => ({
  status: 'D',
  path: name,
  befores: beforesOf(before),
});

/** A link or a submodule has no lines. */
const beforesOf = (before: Version | undefined): readonly string[] =>
  before !== undefined && isFileMode(before.mode) ? [before.id] : [];

const typeOf = (mode: string): string => mode.slice(0, 3);

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

import nodePath from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { FoundSources } from '../check/review-sources.ts';
import type { Source } from '../evaluation/source.ts';
import { displayPath } from '../files/walk-files.ts';
import type { GitPlace } from './git-environment.ts';
import { gitRecords, gitText } from './git-process.ts';
import { isBelow, readTree, type GitEntry, type GitTree } from './git-tree.ts';
import { readNamed, toRepositoryPaths } from './named-files.ts';
import { readContext, readManifests } from './read-manifests.ts';
import { isCounted, type SelectOptions } from './select-manifests.ts';

export type StagedOptions = Pick<SelectOptions, 'isIgnored' | 'extensions' | 'alsoCounts'>;

/** What the next commit would change, or the files that were named. */
export interface StagedSources {
  readonly found: FoundSources;
  /** Files were named that the next commit leaves as they are: then each named file was read, and read whole. */
  readonly isNamed: boolean;
  /** Staged files that hold no manifest, by their names. */
  readonly others: number;
  /** Manifests that the commit leaves as they are. */
  readonly readContext: () => Promise<readonly Source[]>;
}

/**
 * Reads the staged manifests, exactly as they are staged: what lies in the working tree is not looked at.
 * @param wanted may be found out while Git is asked
 * @param named files and folders of the working directory that alone are asked about; none means all that is staged. A file among
 *   them that is not staged is no part of a commit: then they are read as they lie there (`pre-commit run --all-files`).
 * @throws SluiceError GIT_FAILED; USAGE when a name leads out of the repository
 */
export async function findStaged(
  place: GitPlace,
  wanted: StagedOptions | Promise<StagedOptions>,
  named: readonly string[] = [],
): Promise<StagedSources> {
  const [{ base, prefix }, tree] = await Promise.all([startOf(place), readIndex(place)]);
  const [options, changes] = await Promise.all([wanted, readChanges(place, base)]);
  const isIgnored = (path: string): boolean => options.isIgnored(pathFrom(place.cwd, prefix, path));
  const select: SelectOptions = { ...options, isIgnored, isInScope: () => true, submodules: 'skip' };
  const root = rootFrom(place.cwd, prefix);
  const paths = toRepositoryPaths(named, place.cwd, root);
  const { found, others, isNamed } = isPartOfChange(paths, changes, tree)
    ? { ...(await readStaged(place, changesBelow(changes, paths), tree, select)), isNamed: false }
    : { ...(await readNamed(place, root, paths, tree, select)), isNamed: true };
  return {
    found: { ...found, root },
    others,
    isNamed,
    readContext: () => readContext(place, tree, found.sources, select),
  };
}

/** A folder stands for what is staged in it; a file must be staged itself. */
function isPartOfChange(paths: readonly string[], changes: readonly Change[], { folders }: GitTree): boolean {
  const changed = new Set(changes.map(({ path }) => path));
  return paths.every((path) => path === '' || folders.has(path) || changed.has(path));
}

const changesBelow = (changes: readonly Change[], paths: readonly string[]): readonly Change[] =>
  paths.length === 0 ? changes : changes.filter(({ path }) => isBelow(path, paths));

async function readStaged(
  place: GitPlace,
  changes: readonly Change[],
  tree: GitTree,
  select: SelectOptions,
): Promise<Pick<StagedSources, 'found' | 'others'>> {
  const staged = changes.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const found = await readManifests(place, staged, tree, select);
  const explained = changes.filter(({ entry, path }) => entry === undefined && isCounted(path, select));
  return {
    found: { ...found, ...withGone(found, explained) },
    others: changes.filter(({ path }) => !isCounted(path, select)).length,
  };
}

interface Start {
  /** The commit that the next one follows, or the empty tree before the first. */
  readonly base: string;
  /** Where in the repository we are: empty, or `deploy/prod/`. */
  readonly prefix: string;
}

async function startOf(place: GitPlace): Promise<Start> {
  const [head, about] = await Promise.all([
    gitText(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { answers: [1] }),
    gitText(place, ['rev-parse', '--show-object-format', '--is-bare-repository', '--show-prefix']),
  ]);
  const [format, isBare, ...prefix] = about.replace(/\n$/, '').split('\n');
  if (isBare === 'true') {
    throw new SluiceError(
      'GIT_FAILED',
      `${place.cwd} is a bare repository: it has no index, so nothing is ever staged in it`,
    );
  }
  const base = head.trim() || (format === 'sha256' ? EMPTY_TREE.sha256 : EMPTY_TREE.sha1);
  return { base, prefix: prefix.join('\n') };
}

/** A path as a check of files shows it in the working directory: what ignore patterns are written for. */
function pathFrom(cwd: string, prefix: string, path: string): string {
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  return displayPath(cwd, nodePath.resolve(rootFrom(cwd, prefix), path));
}

/** The root of the working tree: what Git's paths are relative to. */
function rootFrom(cwd: string, prefix: string): string {
  const up = prefix
    .split('/')
    .slice(1)
    .map(() => '..');
  return nodePath.resolve(cwd, ...up);
}

/** Git knows these without having them. */
const EMPTY_TREE = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

/** `:/` is the whole index, from whatever folder of the repository. */
async function readIndex(place: GitPlace): Promise<GitTree> {
  return readTree(gitRecords(place, ['ls-files', '--stage', '--full-name', '-z', '--', ':/']));
}

interface Change {
  readonly path: string;
  readonly kind: 'staged' | 'deleted' | 'unmerged';
  /** What will be committed; absent when nothing will be. */
  readonly entry?: GitEntry;
}

/** A rename comes as a deletion and an addition: what is new is the new path, with all that it holds. */
const DIFF = [
  'diff-index',
  '--cached',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--ita-invisible-in-index',
  '--ignore-submodules=none',
];

async function readChanges(place: GitPlace, base: string): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let header: string | undefined;
  for await (const record of gitRecords(place, [...DIFF, base, '--'])) {
    if (header === undefined) header = record;
    else {
      changes.push(parseChange(header, record));
      header = undefined;
    }
  }
  return changes;
}

/** `:<old mode> <new mode> <old id> <new id> <status>` */
const CHANGE = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/;

function parseChange(header: string, path: string): Change {
  const [, mode, id, status] = CHANGE.exec(header) ?? [];
  if (mode === undefined || id === undefined || status === undefined) {
    throw new SluiceError(
      'GIT_FAILED',
      'Git described a staged change in a form that is not known; report this with "git --version"',
    );
  }
  if (status === 'D') return { path, kind: 'deleted' };
  // Unmerged, or a state that Git itself calls unknown: nothing of it can be committed yet.
  if (status === 'U' || status === 'X') return { path, kind: 'unmerged' };
  return { path, kind: 'staged', entry: { mode, id, path } };
}

function withGone(found: FoundSources, gone: readonly Change[]): Pick<FoundSources, 'skipped' | 'faults'> {
  const deleted = gone.filter(({ kind }) => kind === 'deleted');
  const unmerged = gone.filter(({ kind }) => kind === 'unmerged');
  return {
    skipped: [
      ...found.skipped,
      ...deleted.map(({ path }) => ({ file: path, reason: 'deleted, or moved away, by this commit' })),
    ],
    faults: [
      ...found.faults,
      ...unmerged.map(({ path }) => ({
        path,
        code: 'GIT_FAILED',
        message: `${path}: has merge conflicts; resolve them and stage the file with "git add"`,
      })),
    ],
  };
}

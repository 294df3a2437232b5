import nodePath from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { SOPS_CONFIG } from '../../core/secrets/structure/sops/sops-config-name.ts';
import type { FoundSources } from '../check/found-sources.ts';
import type { Source } from '../evaluation/source.ts';
import { CHART_FILE } from '../files/left-out.ts';
import { idsIn } from './commit-changes.ts';
import type { GitPlace } from './git-environment.ts';
import { gitRecords, gitText } from './git-process.ts';
import { isBelow, isFileMode, LINK_MODE, readTree, type GitTree } from './git-tree.ts';
import { isPlainRepository } from './is-plain-repository.ts';
import { readStagedChanges } from './plain/staged-changes.ts';
import { openFolder } from './plain/open-folder.ts';
import { readNamed } from './named-files.ts';
import { readPlainIndex } from './plain-index.ts';
import { RAW_DIFF, readChanges, toCandidate, withParent, type RawChange } from './raw-changes.ts';
import { startObjects, waitForObjects, type StartedObjects } from './read-blobs.ts';
import { readContext, readManifests } from './read-manifests.ts';
import { isKustomization } from './read-related.ts';
import { isCounted, type SelectOptions } from './select-manifests.ts';
import { pathFrom, rootFrom, toRepositoryPath } from './working-place.ts';

export type StagedOptions = Pick<SelectOptions, 'isIgnored' | 'extensions' | 'alsoCounts' | 'all'>;

/** What the next commit would change, or the files that were named. */
export interface StagedSources {
  readonly found: FoundSources;
  /** Files were named that the next commit leaves as they are: then each named file was read, and read whole. */
  readonly isNamed: boolean;
  /** Files that are not read, by their names. */
  readonly others: number;
  /** Manifests that the commit leaves as they are. */
  readonly readContext: () => Promise<readonly Source[]>;
}

/**
 * Reads the staged files, exactly as they are staged, with the lines that are new: what lies in the working tree is not looked
 * at.
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
  const isPlain = isPlainRepository(place);
  const index = isPlain ? readPlainIndex(place) : undefined;
  const folder = index === undefined ? undefined : openFolder(place);
  const objects = index === undefined ? startObjects(place) : waitForObjects(place, folder);
  try {
    return await findWith({ place, isPlain, index, folder, objects }, wanted, named);
  } finally {
    objects.close();
  }
}

/** What is asked, and how. */
interface Asked {
  readonly place: GitPlace;
  /** See isPlainRepository. */
  readonly isPlain: boolean;
  /** The file of the index; there when it is small, and then Git is waited for. */
  readonly index: Buffer | undefined;
  /** The repository's own folder, where Git need not be asked for all that is in it. */
  readonly folder: string | undefined;
  readonly objects: StartedObjects;
}

async function findWith(
  asked: Asked,
  wanted: StagedOptions | Promise<StagedOptions>,
  named: readonly string[],
): Promise<StagedSources> {
  const { place, isPlain, index, objects } = asked;
  // What files are named must be looked up among all.
  const first = Promise.all([named.length > 0 ? readIndex(place) : readMarks(place, index), readStaged(asked)]);
  // What is wrong with the repository itself is said first.
  first.catch(() => undefined);
  const { prefix, merged } = await readStart(place, isPlain);
  const [known, staged] = await first;
  const [options, changes] = await Promise.all([wanted, withMerged(place, staged, merged)]);
  const isPartial = named.length === 0 && (changes.some(leadsElsewhere) || holdsLink(known));
  const tree = isPartial ? await readIndex(place) : known;
  const isIgnored = (path: string): boolean => options.isIgnored(pathFrom(place.cwd, prefix, path));
  const select: SelectOptions = { ...options, isIgnored, isInScope: () => true, submodules: 'skip' };
  const root = rootFrom(place.cwd, prefix);
  const paths = [...new Set(named.map((one) => toRepositoryPath(place.cwd, prefix, one)))];
  const isNamed = !isPartOfChange(paths, changes, tree);
  const { found, others } = isNamed
    ? await readNamed(place, root, paths, tree, select)
    : await readChanged(place, changesBelow(changes, paths), tree, select, objects);
  return {
    found: { ...found, root },
    others,
    isNamed,
    readContext: async () => readContext(place, await readIndex(place), found.sources, select),
  };
}

/** A link leads to any file of the index, and a Kustomization names some. */
const leadsElsewhere = ({ path, entry }: RawChange): boolean =>
  entry !== undefined && (!isFileMode(entry.mode) || isKustomization(path));

/** What says what another file is may be a link itself. */
const holdsLink = ({ entries }: GitTree): boolean => [...entries.values()].some(({ mode }) => mode === LINK_MODE);

/** A folder stands for what is staged in it; a file must be staged itself. */
function isPartOfChange(paths: readonly string[], changes: readonly RawChange[], { folders }: GitTree): boolean {
  const changed = new Set(changes.map(({ path }) => path));
  return paths.every((path) => path === '' || folders.has(path) || changed.has(path));
}

const changesBelow = (changes: readonly RawChange[], paths: readonly string[]): readonly RawChange[] =>
  paths.length === 0 ? changes : changes.filter(({ path }) => isBelow(path, paths));

async function readChanged(
  place: GitPlace,
  changes: readonly RawChange[],
  tree: GitTree,
  select: SelectOptions,
  objects: StartedObjects,
): Promise<Pick<StagedSources, 'found' | 'others'>> {
  const counts = ({ path }: { readonly path: string }): boolean => select.all === true || isCounted(path, select);
  const found = await readManifests(place, changes.flatMap(toCandidate), tree, select, objects);
  return {
    found: { ...found, ...withGone(found, changes, counts) },
    others: changes.filter((change) => !counts(change)).length,
  };
}

interface Start {
  /** Where in the repository we are: empty, or `deploy/prod/`. */
  readonly prefix: string;
  /** Commits that the next one will merge. */
  readonly merged: readonly string[];
}

const MERGED = /(?:^|[\\/])MERGE_HEAD$/;

async function readStart(place: GitPlace, isPlain: boolean): Promise<Start> {
  if (isPlain) {
    return { prefix: '', merged: idsIn(nodePath.join(place.cwd, '.git', 'MERGE_HEAD')) };
  }
  const about = await gitText(place, [
    'rev-parse',
    '--is-bare-repository',
    '--git-path',
    'MERGE_HEAD',
    '--show-prefix',
  ]);
  const [isBare, ...paths] = about.replace(/\n$/, '').split('\n');
  if (isBare === 'true') {
    throw new SluiceError(
      'GIT_FAILED',
      `${place.cwd} is a bare repository: it has no index, so nothing is ever staged in it`,
    );
  }
  // Folders may have line feeds in their names.
  const end = paths.findIndex((line) => MERGED.test(line)) + 1;
  return {
    prefix: paths.slice(end).join('\n'),
    merged: idsIn(nodePath.resolve(place.cwd, paths.slice(0, end).join('\n'))),
  };
}

/** `:/` is the whole index, from whatever folder of the repository. */
async function readIndex(place: GitPlace): Promise<GitTree> {
  return readTree(gitRecords(place, ['ls-files', '--stage', '--full-name', '-z', '--', ':/']));
}

const MARKS = [CHART_FILE, SOPS_CONFIG] as const;

/**
 * The files of the index that say what another file is, wherever they lie: of a large repository the rest is not listed, unless
 * something asks for it.
 */
async function readMarks(place: GitPlace, index: Buffer | undefined): Promise<GitTree> {
  // Paths stand in it as they are: Git need not list what is nowhere in it.
  if (index !== undefined && !MARKS.some((name) => index.includes(name))) {
    return { entries: new Map(), folders: new Set() };
  }
  const marks = MARKS.map((name) => `:(top,glob)**/${name}`);
  return readTree(gitRecords(place, ['ls-files', '--stage', '--full-name', '-z', '--', ...marks]));
}

/** What is staged is compared with the commit that the next one follows; before the first there is nothing to compare with. */
async function readStaged({ place, index, folder }: Asked): Promise<readonly RawChange[]> {
  const read = index === undefined || folder === undefined ? undefined : readStagedChanges(folder, index);
  if (read !== undefined) return read;
  try {
    return await readChangesSince(place, 'HEAD', index !== undefined);
  } catch (error) {
    const head = await gitText(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { answers: [1] });
    if (head !== '') throw error;
    return readChangesSince(place, (await gitText(place, ['hash-object', '-t', 'tree', '--stdin'])).trim());
  }
}

const readChangesSince = (place: GitPlace, base: string, isShort = false): Promise<readonly RawChange[]> =>
  readChanges(
    gitRecords(place, ['diff-index', '--cached', '--ita-invisible-in-index', ...RAW_DIFF, base, '--'], { isShort }),
  );

/** Of a merge only what is in none of its parents is new: the rest was brought by the commits that are merged. */
async function withMerged(
  place: GitPlace,
  staged: readonly RawChange[],
  merged: readonly string[],
): Promise<readonly RawChange[]> {
  let changes = staged;
  for (const commit of merged) {
    const since = new Map((await readChangesSince(place, commit)).map((change) => [change.path, change]));
    changes = changes.map((change) => withParent(change, since.get(change.path)));
  }
  return changes;
}

/** What will not be in the commit, although its path was named. */
function withGone(
  found: FoundSources,
  changes: readonly RawChange[],
  counts: (change: { readonly path: string }) => boolean,
): Pick<FoundSources, 'skipped' | 'faults'> {
  const gone = changes
    .flatMap(({ status, path, from }) =>
      status === 'D' ? [{ path }] : from === undefined || status === 'C' ? [] : [{ path: from }],
    )
    .filter(counts);
  const unmerged = changes.filter(({ status }) => status === 'U' || status === 'X').filter(counts);
  return {
    skipped: [
      ...found.skipped,
      ...gone.map(({ path }) => ({ file: path, reason: 'deleted, or moved away, by this commit' })),
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

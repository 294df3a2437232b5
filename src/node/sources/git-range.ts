import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { FoundSources } from '../check/found-sources.ts';
import type { Source } from '../evaluation/source.ts';
import { changesBetween, listCommits, shallowCommits } from './commit-changes.ts';
import type { GitPlace } from './git-environment.ts';
import { gitLines, gitRecords, gitText } from './git-process.ts';
import { openGitRefs, type GitRefs, type Revision } from './git-refs.ts';
import { readTree, type GitEntry } from './git-tree.ts';
import { toCandidate, withParent, type RawChange } from './raw-changes.ts';
import { readContext, readManifests } from './read-manifests.ts';
import { isCounted, type SelectOptions } from './select-manifests.ts';
import { openScope, type PathScope } from './path-scope.ts';

/** Commits that one revision has and another does not. */
export interface GitRange {
  readonly from: Revision;
  readonly to: Revision;
  /** Parents before children. */
  readonly commits: readonly string[];
  /** The newest commits that both have; none when nothing connects them. */
  readonly bases: readonly string[];
}

/**
 * Finds the commits of `to` that `from` does not have.
 * @throws SluiceError GIT_FAILED when one of the two is not there, or the history between them is not
 */
export async function openRange(place: GitPlace, from: string, to: string): Promise<GitRange> {
  const refs = openGitRefs(place);
  const end = await resolveEnd(refs, place, to);
  const start = await resolveEnd(refs, place, from);
  const [commits, cut] = await Promise.all([
    listCommits(place, [end.commit, `^${start.commit}`]),
    shallowCommits(place),
  ]);
  const boundary = commits.find((commit) => cut.has(commit));
  if (boundary !== undefined) throw cutOff(start, end, boundary);
  return { from: start, to: end, commits, bases: await mergeBases(place, start.commit, end.commit) };
}

/** What hosts give as the commit before, when a branch is new. */
const NO_COMMIT = /^0{40,64}$/;

async function resolveEnd(refs: GitRefs, place: GitPlace, name: string): Promise<Revision> {
  if (NO_COMMIT.test(name)) {
    throw new SluiceError(
      'GIT_FAILED',
      'the revision is all zeros, as hosts say where a branch is new; name the branch that it will be merged into, such as --since origin/main',
    );
  }
  try {
    return await refs.resolve(name);
  } catch (error) {
    const hint = error instanceof SluiceError ? await hintAbout(refs, place) : undefined;
    throw hint === undefined
      ? error
      : new SluiceError('GIT_FAILED', `revision "${visible(name)}": ${hint}`, { cause: error });
  }
}

/** Why a revision may not be there, if the repository as a whole explains it. */
async function hintAbout(refs: GitRefs, place: GitPlace): Promise<string | undefined> {
  const tips = await gitText(place, ['rev-list', '--all', '--max-count=1']);
  if (tips === '') return 'this repository has no commits yet, so there is nothing to check';
  if (await refs.isShallow()) {
    return 'there is no such commit in this clone, which is shallow; run git fetch --unshallow, or let CI fetch all of the history (fetch-depth: 0)';
  }
  return undefined;
}

const cutOff = (from: Revision, to: Revision, boundary: string): SluiceError =>
  new SluiceError(
    'GIT_FAILED',
    `this clone is shallow, and its history ends at ${boundary}, between ${from.label} and ${to.label}: what came before cannot be checked; ` +
      'run git fetch --unshallow, or let CI fetch all of the history (fetch-depth: 0)',
  );

/** The newest commits that both have. */
export async function mergeBases(place: GitPlace, from: string, to: string): Promise<readonly string[]> {
  const bases: string[] = [];
  for await (const base of gitLines(place, ['merge-base', '--all', from, to], { answers: [1] })) bases.push(base);
  return bases;
}

export interface RangeOptions extends Pick<SelectOptions, 'isIgnored' | 'extensions' | 'alsoCounts' | 'all'> {
  /** Files and folders as the user gave them; none means the whole repository. */
  readonly paths: readonly string[];
}

/** What the commits of a range come to. */
export interface RangeSources {
  /** The files that they change, as they are at the end, with the lines that are new. */
  readonly found: FoundSources;
  /** Changed files that are not read, by their names. */
  readonly others: number;
  /** Manifests of the end that the commits leave as they were. */
  readonly readContext: () => Promise<readonly Source[]>;
  readonly scope: PathScope;
}

/**
 * Reads the files that a range changes as they are at its end, from the object store: the working tree and the index are not
 * looked at.
 * @throws SluiceError GIT_FAILED, USAGE
 */
export async function findInRange(place: GitPlace, range: GitRange, options: RangeOptions): Promise<RangeSources> {
  const [scope, tree, changed] = await Promise.all([
    openScope(place, options.paths, options.isIgnored),
    readTree(gitRecords(place, ['ls-tree', '-r', '-z', '--full-tree', range.to.commit])),
    changesSinceBases(place, range),
  ]);
  const { isInScope, isIgnored, root } = scope;
  const select: SelectOptions = { ...options, isIgnored, isInScope: () => true, submodules: 'skip' };
  const changes = (changed ?? [...tree.entries.values()].map(toAdded)).filter(({ path }) => isInScope(path));
  const counts = ({ path }: RawChange): boolean => options.all === true || isCounted(path, options);
  const found = await readManifests(place, changes.flatMap(toCandidate), tree, select);
  const gone = changes.filter((change) => change.status === 'D' && counts(change));
  return {
    found: {
      ...found,
      skipped: [...found.skipped, ...gone.map(({ path }) => ({ file: path, reason: 'deleted by these commits' }))],
      root,
      revision: range.to.label,
    },
    others: changes.filter((change) => !counts(change)).length,
    readContext: () => readContext(place, tree, found.sources, select),
    scope,
  };
}

const toAdded = (entry: GitEntry): RawChange => ({ status: 'A', path: entry.path, entry, befores: [] });

/**
 * What the end has otherwise than each of the bases. Two branches that were merged crosswise have several.
 * @returns undefined when there is no base: then everything is new
 */
async function changesSinceBases(place: GitPlace, { bases, to }: GitRange): Promise<readonly RawChange[] | undefined> {
  let changes: readonly RawChange[] | undefined;
  for (const base of bases) {
    const since = await changesBetween(place, base, to.commit);
    const byPath = new Map(since.map((change) => [change.path, change]));
    changes =
      changes === undefined
        ? since
        : changes.filter(({ path }) => byPath.has(path)).map((change) => withParent(change, byPath.get(change.path)));
  }
  return changes;
}

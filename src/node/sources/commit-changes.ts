import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GitPlace } from './git-environment.ts';
import { gitLines, gitRecords, gitText, idLines } from './git-process.ts';
import { RAW_DIFF, readChanges, readCommits, type CommitChanges, type RawChange } from './raw-changes.ts';

/**
 * The commits that `revisions` select, parents before children, and else the older first.
 * @param revisions as `git rev-list` takes them; ids and options that we write, no text of a user
 * @param input more of them, for `--stdin`
 * @throws SluiceError GIT_FAILED
 */
export async function listCommits(
  place: GitPlace,
  revisions: readonly string[],
  input: Iterable<string> = [],
): Promise<readonly string[]> {
  const commits: string[] = [];
  const args = ['rev-list', '--date-order', '--reverse', ...revisions];
  for await (const commit of gitLines(place, args, { input })) commits.push(commit);
  return commits;
}

/**
 * What each commit changes, in the order given. Of a merge it is what it has otherwise than all of its parents: the rest is
 * theirs. A first commit brings all that it has.
 * @throws SluiceError GIT_FAILED
 */
export function changesOf(
  place: GitPlace,
  commits: readonly string[],
  renames: 'find' | 'ignore',
): AsyncGenerator<CommitChanges, void, undefined> {
  const args = ['diff-tree', '--stdin', '-r', '-c', '--root', ...RAW_DIFF];
  const all = renames === 'find' ? args : [...args, '--no-renames'];
  return readCommits(gitRecords(place, all, { input: idLines(commits) }));
}

/** What a commit has otherwise than another. */
export const changesBetween = (place: GitPlace, from: string, to: string): Promise<readonly RawChange[]> =>
  readChanges(gitRecords(place, ['diff-tree', '-r', ...RAW_DIFF, from, to, '--']));

/** The commits at which the history of this clone is cut off; empty for a whole clone. */
export async function shallowCommits(place: GitPlace): Promise<ReadonlySet<string>> {
  const isShallow = await gitText(place, ['rev-parse', '--is-shallow-repository']);
  if (isShallow.trim() !== 'true') return new Set();
  const file = (await gitText(place, ['rev-parse', '--git-path', 'shallow'])).replace(/\n$/, '');
  return new Set(idsIn(path.resolve(place.cwd, file)));
}

/** The ids in a file of Git's own, one a line; none when it is not there. */
export const idsIn = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, 'latin1')
        .split('\n')
        .filter((line) => line !== '')
    : [];

import type { EarlierFile } from '../history/earlier-secrets.ts';
import { readCommitDates } from '../history/commit-dates.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import type { NamedCommit } from './judge-earlier.ts';

/**
 * The commit that brought each secret first, with its date: by file, and then by fingerprint.
 * @throws SluiceError GIT_FAILED
 */
export async function nameCommits(
  place: GitPlace,
  files: readonly EarlierFile[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, NamedCommit>>> {
  const ids = files.flatMap(({ facts }) => facts.flatMap(({ commit }) => commit ?? []));
  const dates = await readCommitDates(place, ids);
  return new Map(
    files.map(({ path, facts }) => [
      path,
      new Map(
        facts.flatMap(({ fingerprint, commit }) =>
          commit === undefined ? [] : [[fingerprint, nameOf(commit, dates)]],
        ),
      ),
    ]),
  );
}

function nameOf(id: string, dates: ReadonlyMap<string, string>): NamedCommit {
  const date = dates.get(id);
  return date === undefined ? { id } : { id, date };
}

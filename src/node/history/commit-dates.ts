import type { GitPlace } from '../sources/git-environment.ts';
import { readBlobs } from '../sources/read-blobs.ts';

const MEBIBYTE = 1024 * 1024;
const COMMITS = { each: MEBIBYTE, all: Number.POSITIVE_INFINITY } as const;

/**
 * The days on which commits were written, as their authors' clocks had it: `YYYY-MM-DD` in UTC. Those that say none have none.
 * @throws SluiceError GIT_FAILED
 */
export async function readCommitDates(
  place: GitPlace,
  commits: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const dates = new Map<string, string>();
  for (const [id, commit] of await readBlobs(place, commits, COMMITS, 'commit')) {
    const date = commit.kind === 'bytes' ? dateIn(Buffer.from(commit.bytes).toString('latin1')) : undefined;
    if (date !== undefined) dates.set(id, date);
  }
  return dates;
}

const MS_PER_SECOND = 1000;

function dateIn(commit: string): string | undefined {
  const [, seconds] = /^author .* (\d+) [+-]\d{4}$/m.exec(commit) ?? [];
  const time = new Date(Number(seconds) * MS_PER_SECOND);
  return seconds === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(0, 10);
}

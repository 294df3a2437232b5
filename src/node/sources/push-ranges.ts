import { visible } from '../../core/report/safe-text.ts';
import type { RefUpdate } from '../hooks/ref-updates.ts';
import type { GitPlace } from './git-environment.ts';
import { gitLines, gitText } from './git-process.ts';
import { mergeBases, type GitRange } from './git-range.ts';
import type { Revision } from './git-refs.ts';

/** What one ref of a push brings. */
export type PushedRange = { readonly ref: string } & (
  | { readonly kind: 'range'; readonly range: GitRange }
  /** Nothing of it can be judged, and that is no pass. */
  | { readonly kind: 'fault'; readonly message: string }
  /** There is nothing to judge. */
  | { readonly kind: 'nothing'; readonly reason: string }
);

/**
 * Says which commits each ref of a push brings, and what its files are compared with: what the ref stood at, or, where it is new, the
 * commits of the repository that the new ones build on. A commit that two refs bring belongs to the first.
 * @param known selects what the other side has already, as `git rev-list` takes it: `--all` where pushes arrive
 * @throws SluiceError GIT_FAILED
 */
export async function* pushedRanges(
  place: GitPlace,
  updates: readonly RefUpdate[],
  known: readonly string[],
): AsyncGenerator<PushedRange, void, undefined> {
  const judged: string[] = [];
  for (const { ref, from, to } of updates) {
    if (to === undefined) {
      yield { ref, kind: 'nothing', reason: 'is deleted, which brings nothing' };
      continue;
    }
    const tip = await commitOf(place, to);
    if (tip === undefined) {
      yield {
        ref,
        kind: 'fault',
        message: `${visible(ref)} stands at ${to}, which is no commit, so nobody can judge it`,
      };
      continue;
    }
    const start = from === undefined ? undefined : await commitOf(place, from);
    const others = [...known, ...judged];
    judged.push(tip);
    yield { ref, ...(await rangeOf(place, ref, { tip, start, others })) };
  }
}

interface Ends {
  readonly tip: string;
  /** What the ref stood at, when this repository has it. */
  readonly start: string | undefined;
  readonly others: readonly string[];
}

async function rangeOf(
  place: GitPlace,
  ref: string,
  { tip, start, others }: Ends,
): Promise<{ kind: 'range'; range: GitRange } | { kind: 'nothing'; reason: string }> {
  const { commits, boundary } = await newCommits(place, tip, start, others);
  if (start === undefined && commits.length === 0)
    return { kind: 'nothing', reason: 'brings no commit that is new here' };
  const bases = start === undefined ? boundary : await mergeBases(place, start, tip);
  const from = start === undefined ? { commit: tip, label: 'what is there already' } : labelled(ref, start);
  return { kind: 'range', range: { from, to: labelled(ref, tip), commits, bases } };
}

const labelled = (ref: string, commit: string): Revision => ({
  commit,
  label: `${visible(ref.replace(/^refs\/(?:heads|tags)\//, ''))}@${commit.length === 64 ? 'sha256' : 'sha1'}:${commit}`,
});

/** The commit behind a tag; undefined for what is none, or is not here. */
async function commitOf(place: GitPlace, id: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`];
  const commit = (await gitText(place, args, { answers: [1, 128] })).trim();
  return commit === '' ? undefined : commit;
}

interface NewCommits {
  /** Parents before children. */
  readonly commits: readonly string[];
  /** The commits of the other side that they build on. */
  readonly boundary: readonly string[];
}

/** The ref itself need not be among what the other side has: a clone may know less of it than it says. */
async function newCommits(
  place: GitPlace,
  tip: string,
  start: string | undefined,
  others: readonly string[],
): Promise<NewCommits> {
  const selected = [tip, '--not', ...(start === undefined ? [] : [start]), ...others];
  const commits: string[] = [];
  const boundary: string[] = [];
  for await (const line of gitLines(place, [
    'rev-list',
    '--date-order',
    '--reverse',
    '--boundary',
    ...selected,
    '--',
  ])) {
    if (line.startsWith('-')) boundary.push(line.slice(1));
    else commits.push(line);
  }
  return { commits, boundary };
}

/**
 * What selects the commits that a remote has, as far as this clone knows.
 * @param remote its name, or its address when it has none
 */
export function knownToRemote(remote: string | undefined): readonly string[] {
  // An address is no name of remote-tracking refs: then everything counts as new.
  if (remote === undefined || !/^[\w.][\w./-]*$/.test(remote)) return [];
  return [`--remotes=${remote}`];
}

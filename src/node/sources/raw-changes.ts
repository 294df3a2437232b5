import { SluiceError } from '../../core/errors.ts';
import { isFileMode, type GitEntry } from './git-tree.ts';
import type { Candidate } from './select-manifests.ts';

/** One path that a commit, or the index, has otherwise than the commits before it. */
export interface RawChange {
  /** Letter of Git for each earlier version: `A` added, `M` modified, `D` deleted, `R` renamed, `T` of another type, `U` unmerged. */
  readonly status: string;
  readonly path: string;
  /** Of a rename or copy that has one earlier version: its path. */
  readonly from?: string;
  /** What there is now; absent when nothing is. */
  readonly entry?: GitEntry;
  /** Ids of the files that it was made from, one for each parent that had one. */
  readonly befores: readonly string[];
}

/** The changes of one commit. */
export interface CommitChanges {
  readonly commit: string;
  readonly changes: readonly RawChange[];
}

/** So many candidates for renames are compared; beyond, only renames without a change are seen, and a new path is all new. */
const MAX_RENAMES = 1000;

/** Asks for changes in a form that no configuration alters. */
export const RAW_DIFF: readonly string[] = [
  '--raw',
  '-z',
  '--no-abbrev',
  '--find-renames',
  `-l${MAX_RENAMES}`,
  '--ignore-submodules=none',
];

/** Reads what `diff-index` and `diff-tree` print of one comparison. */
export async function readChanges(records: AsyncIterable<string>): Promise<readonly RawChange[]> {
  const changes: RawChange[] = [];
  for await (const one of parseRecords(records)) if (typeof one !== 'string') changes.push(one);
  return changes;
}

/** Reads what `diff-tree --stdin` prints: commits in the order that they were asked for, without those that change nothing. */
export async function* readCommits(records: AsyncIterable<string>): AsyncGenerator<CommitChanges, void, undefined> {
  let current: { commit: string; changes: RawChange[] } | undefined;
  for await (const one of parseRecords(records)) {
    if (typeof one !== 'string') current?.changes.push(one);
    else {
      if (current !== undefined) yield current;
      current = { commit: one, changes: [] };
    }
  }
  if (current !== undefined) yield current;
}

/** A change is a header and one path, or two; anything else is the id of the commit that the next changes are of. */
async function* parseRecords(records: AsyncIterable<string>): AsyncGenerator<RawChange | string, void, undefined> {
  let header: Header | undefined;
  let from: string | undefined;
  for await (const record of records) {
    if (header === undefined) {
      if (!record.startsWith(':')) yield record;
      else header = parseHeader(record);
    } else if (header.hasTwoPaths && from === undefined) from = record;
    else {
      yield toChange(header, record, from);
      header = undefined;
      from = undefined;
    }
  }
}

interface Header {
  readonly status: string;
  readonly hasTwoPaths: boolean;
  readonly before: readonly Version[];
  readonly after: Version;
}

interface Version {
  readonly mode: string;
  readonly id: string;
}

/**
 * `:<old mode> <new mode> <old id> <new id> <status><score>`; of a merge one colon, mode, id and letter for each parent, and
 * one path whatever the letters say.
 */
function parseHeader(record: string): Header {
  const parents = record.search(/[^:]/);
  const fields = record.slice(parents).split(' ');
  const modes = fields.slice(0, parents + 1);
  const ids = fields.slice(parents + 1, -1);
  const status = (fields.at(-1) ?? '').replace(/\d+$/, '');
  const versions = ids.map((id, index) => ({ mode: modes[index] ?? '', id }));
  const after = versions.at(-1);
  if (
    after === undefined ||
    versions.length !== parents + 1 ||
    status.length !== parents ||
    !versions.every(isVersion)
  ) {
    throw new SluiceError(
      'GIT_FAILED',
      'Git described a change in a form that is not known; report this with "git --version"',
    );
  }
  return { status, hasTwoPaths: /^[RC]$/.test(status), before: versions.slice(0, -1), after };
}

const isVersion = ({ mode, id }: Version): boolean =>
  /^\d{6}$/.test(mode) && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id);

function toChange({ status, before, after }: Header, path: string, from: string | undefined): RawChange {
  const isGone = after.mode === ABSENT_MODE || /[UX]/.test(status);
  return {
    status,
    path,
    ...(from === undefined ? {} : { from }),
    ...(isGone ? {} : { entry: { mode: after.mode, id: after.id, path } }),
    // A link or a submodule that became a file has nothing that its lines could be compared with.
    befores: before.filter(({ mode }) => isFileMode(mode)).map(({ id }) => id),
  };
}

const ABSENT_MODE = '000000';

/** The change beside one more parent. @param other the same path beside another parent; absent: there it is as it is here */
export function withParent(change: RawChange, other: RawChange | undefined): RawChange {
  if (change.entry === undefined) return change;
  return { ...change, befores: [...change.befores, ...(other?.befores ?? [change.entry.id])] };
}

/** The entry that is under review; none when nothing is left of it. */
export const toCandidate = ({ entry, befores }: RawChange): readonly Candidate[] =>
  entry === undefined ? [] : [{ ...entry, befores }];

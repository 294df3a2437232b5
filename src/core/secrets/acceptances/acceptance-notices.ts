import { compareText } from '../../compare-text.ts';
import type { AcceptanceList } from './acceptance-list.ts';
import type { AcceptanceUse, CommentRemark, RemarkKind } from './acceptance-use.ts';
import { baselineKey, distinctEntries, type BaselineEntry } from './baseline.ts';
import type { SecretIgnore } from './secret-ignore.ts';

/** What a run looked at, for saying what it did not need. */
export interface Coverage {
  /** All that the entries can be about: the whole repository, and not only what a change brings. */
  readonly isWhole: boolean;
  /** The files that were searched from beginning to end. */
  readonly files: ReadonlySet<string>;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** How many places a notice names before it counts the rest. */
const MOST_NAMED = 5;

/**
 * What a person should know about what was accepted: entries that ended, or that nothing needs any more, and comments that
 * lack something. A run that looked at a part says nothing about what the rest may need.
 */
export function acceptanceNotices(list: AcceptanceList, use: AcceptanceUse, coverage: Coverage): readonly string[] {
  return [
    ...expiredIgnores(list, coverage),
    ...(coverage.isWhole ? unneededIgnores(list, use, coverage) : []),
    ...expiredBaseline(list, coverage),
    ...unneededBaseline(list, use, coverage),
    ...remarkNotices(use.remarks),
  ];
}

const hasExpired = ({ expires }: { readonly expires: string }, { today }: Coverage): boolean => expires < today;

function expiredIgnores(list: AcceptanceList, coverage: Coverage): readonly string[] {
  return list.ignores.flatMap((ignore, index) =>
    hasExpired(ignore, coverage)
      ? [
          `secrets.ignores[${index}] (${aboutText(ignore)}: ${ignore.reason}) expired on ${ignore.expires} and no longer holds; ask ${ignore.owner}`,
        ]
      : [],
  );
}

function unneededIgnores(
  list: AcceptanceList,
  { ignores: needed }: AcceptanceUse,
  coverage: Coverage,
): readonly string[] {
  return list.ignores.flatMap((ignore, index) =>
    hasExpired(ignore, coverage) || needed.includes(index)
      ? []
      : [`secrets.ignores[${index}] (${aboutText(ignore)}) accepts nothing that is there; take it out`],
  );
}

const aboutText = ({ fingerprint, rule, paths }: SecretIgnore): string =>
  [fingerprint, rule, paths?.join(' ')].filter((part) => part !== undefined).join(' in ');

function expiredBaseline(list: AcceptanceList, coverage: Coverage): readonly string[] {
  const expired = distinctEntries(list.baseline).filter((entry) => hasExpired(entry, coverage));
  if (expired.length === 0) return [];
  const owners = [...new Set(expired.map(({ owner }) => owner))].toSorted(compareText);
  return [
    `${entriesText(expired)} expired and no longer ${expired.length === 1 ? 'holds' : 'hold'}; ask ${named(owners)}`,
  ];
}

function unneededBaseline(list: AcceptanceList, { baseline }: AcceptanceUse, coverage: Coverage): readonly string[] {
  const { isWhole, files } = coverage;
  const needed = new Set(baseline);
  const unneeded = distinctEntries(list.baseline).filter(
    (entry) => !hasExpired(entry, coverage) && !needed.has(baselineKey(entry)) && (isWhole || files.has(entry.path)),
  );
  if (unneeded.length === 0) return [];
  return [
    `${entriesText(unneeded)} ${unneeded.length === 1 ? 'accepts' : 'accept'} nothing that is there; "sluice baseline --prune" takes ${unneeded.length === 1 ? 'it' : 'them'} out`,
  ];
}

function entriesText(entries: readonly BaselineEntry[]): string {
  const places = entries.map(({ fingerprint, path }) => `${fingerprint} in ${path}`).toSorted(compareText);
  return `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} of the baseline (${named(places)})`;
}

/** One notice for each kind of remark: there may be thousands of comments. */
function remarkNotices(remarks: readonly CommentRemark[]): readonly string[] {
  return REMARK_KINDS.flatMap((kind) => {
    const places = new Set(remarks.filter((one) => one.kind === kind).map(({ file, line }) => `${file}:${line}`));
    return places.size === 0 ? [] : [`${REMARKS[kind]}: ${named([...places])}`];
  });
}

const REMARKS: Readonly<Record<RemarkKind, string>> = {
  'no-rule': 'allow comments that name no rule allow nothing; write "sluice:allow RULE -- reason"',
  'no-reason': 'allow comments without a reason allow nothing; write "sluice:allow RULE -- reason"',
  'holds-secret': 'allow comments whose reason holds a secret itself allow nothing; take it out of the reason',
  unneeded: 'allow comments that nothing needs; take them out',
  foreign: 'findings are accepted by comments for other scanners, which give no reason',
};

const REMARK_KINDS = [
  'no-rule',
  'no-reason',
  'holds-secret',
  'unneeded',
  'foreign',
] as const satisfies readonly RemarkKind[];

function named(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_NAMED).join(', ');
  return texts.length > MOST_NAMED ? `${shown} and ${texts.length - MOST_NAMED} more` : shown;
}

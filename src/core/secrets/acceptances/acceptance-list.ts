import { ignoreTest } from '../../ignore-pattern.ts';
import type { Acceptance } from '../finding.ts';
import type { AcceptableFinding } from './acceptable-finding.ts';
import { baselineKey, type BaselineEntry } from './baseline.ts';
import type { SecretIgnore } from './secret-ignore.ts';

/** Everything by which a run accepts findings, besides comments. Plain data: it crosses threads. */
export interface AcceptanceList {
  readonly ignores: readonly SecretIgnore[];
  /** Paths are as the run shows them. */
  readonly baseline: readonly OpenedEntry[];
  /** `file:rule:line` or `commit:file:rule:line` of a `.gitleaksignore`. */
  readonly positions?: readonly string[];
}

export interface OpenedEntry extends BaselineEntry {
  /** Its file is not there any more: what was in it may have moved. */
  readonly isGone?: boolean;
}

/** An acceptance, and the entry that it comes from. */
export interface Accepted<Entry> {
  readonly acceptance: Acceptance;
  readonly entry: Entry;
}

type Matcher<Entry> = (finding: AcceptableFinding) => Accepted<Entry> | undefined;

/** Finds the first ignore entry that holds today and fits a finding; `entry` is its place in the list. */
export function ignoreMatcher({ ignores }: AcceptanceList, today: string): Matcher<number> {
  const entries = ignores.map((ignore, entry) => ({ ignore, entry, fits: toTest(ignore) }));
  const holding = entries.filter(({ ignore }) => today <= ignore.expires);
  return (finding) => {
    const found = holding.find(({ fits }) => fits(finding));
    return found && { acceptance: toAcceptance('ignore', found.ignore), entry: found.entry };
  };
}

function toTest({ fingerprint, rule, paths }: SecretIgnore): (finding: AcceptableFinding) => boolean {
  const isInPaths = paths === undefined ? () => true : ignoreTest(paths);
  return (finding) =>
    (fingerprint === undefined || fingerprint === finding.fingerprint) &&
    (rule === undefined || rule === finding.rule) &&
    isInPaths(finding.file);
}

/**
 * Finds the baseline entry that holds today for a finding; `entry` is its key. It is one about the same file; about one that is
 * gone, for what was in it has moved; or about any, for a commit, whose files may have had other names.
 */
export function baselineMatcher({ baseline }: AcceptanceList, today: string): Matcher<string> {
  const byFingerprint = new Map<string, OpenedEntry[]>();
  for (const entry of baseline.filter(({ expires }) => today <= expires)) {
    const others = byFingerprint.get(entry.fingerprint);
    if (others === undefined) byFingerprint.set(entry.fingerprint, [entry]);
    else others.push(entry);
  }
  return ({ fingerprint, file, commit }) => {
    const entries = byFingerprint.get(fingerprint) ?? [];
    const found =
      entries.find(({ path }) => path === file) ??
      entries.find(({ isGone }) => isGone === true || commit !== undefined);
    return found && { acceptance: toAcceptance('baseline', found), entry: baselineKey(found) };
  };
}

const toAcceptance = (
  by: Acceptance['by'],
  { reason, owner, expires }: Pick<SecretIgnore, 'reason' | 'owner' | 'expires'>,
): Acceptance => ({ by, reason, owner, expires });

/** What a `.gitleaksignore` lists: it says neither why nor for how long. */
export function acceptByPosition(
  { commit, file, rule, line }: AcceptableFinding,
  positions: ReadonlySet<string>,
): Acceptance | undefined {
  const place = `${file}:${rule}:${line ?? 0}`;
  const isListed = positions.has(place) || (commit !== undefined && positions.has(`${commit}:${place}`));
  return isListed ? { by: 'ignore', reason: 'listed in .gitleaksignore, which gives no reason' } : undefined;
}

import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { Skipped } from '../../core/model/report.ts';
import { sha256Of } from '../digest.ts';
import { sluiceVersion } from '../sluice-version.ts';
import { listCommits, shallowCommits } from '../sources/commit-changes.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import { gitLines, gitText, idLines } from '../sources/git-process.ts';
import type { PathScope } from '../sources/path-scope.ts';
import type { FileVersion } from './file-version.ts';
import { forgetfulLedger, openHistoryLedger, type FinishedSearch, type HistoryLedger } from './history-ledger.ts';
import { listContents } from './list-versions.ts';
import { searchVersions, type VersionFindings, type VersionSearchOptions } from './search-versions.ts';

export interface HistorySearchOptions extends Omit<VersionSearchOptions, 'onClean'> {
  readonly scope: PathScope;
  /** Digest of what the scope depends on: paths and ignore patterns. */
  readonly scopeDigest: string;
  /** Digest of what findings depend on besides the versions: rules and limits. */
  readonly rulesDigest: string;
  /** Where progress is kept. Absent: nowhere. */
  readonly cacheDir?: string;
  readonly onNotice?: (message: string) => void;
}

/** What a history holds. */
export interface SearchedHistory extends VersionFindings {
  readonly commits: number;
  readonly versions: number;
  /** Versions that this run searched; the others were clean in an earlier one. */
  readonly searched: number;
  readonly paths: readonly string[];
}

/**
 * Searches everything that any ref leads to: each content under each path once, and the messages of commits. What an earlier
 * search under the same rules found nothing in is not searched again, also when that search was stopped before its end.
 * @throws SluiceError GIT_FAILED when there is no history, or not all of it
 */
export async function searchHistory(place: GitPlace, options: HistorySearchOptions): Promise<SearchedHistory> {
  const tips = await readTips(place);
  const ledger = await openLedger(place, options);
  const before = (await stillHolds(place, ledger.finished, options)) ?? NOTHING;
  const history = await listAll(place, before, options.scope);
  const unsure = history.versions.filter((version) => !ledger.isClean(version));
  const settled = history.versions.filter((version) => ledger.isClean(version));
  const findings = await searchUnsure(place, unsure, ledger, options);
  const { commits, known, paths } = history;
  const open = unsure.filter((version) => !ledger.isClean(version));
  const skipped = distinct([...history.skipped, ...skippedOf(settled, ledger), ...findings.skipped]);
  ledger.finish({ scope: options.scopeDigest, tips, commits, versions: known, paths, skipped, open });
  ledger.save();
  return { ...findings, skipped, commits, versions: known, searched: unsure.length, paths };
}

/** The commits that refs and working trees stand at. */
async function readTips(place: GitPlace): Promise<readonly string[]> {
  const tips: string[] = [];
  for await (const tip of gitLines(place, ['rev-list', '--all', '--no-walk=unsorted'])) tips.push(tip);
  if (tips.length === 0) throw noHistory('this repository has no commits yet, so there is no history to search');
  const cut = await shallowCommits(place);
  if (cut.size === 0) return tips.toSorted();
  throw noHistory(
    `this clone is shallow: its history is cut off at ${cut.size === 1 ? 'one commit' : `${cut.size} commits`}, and what came before cannot be searched; ` +
      'run git fetch --unshallow, let CI fetch all of the history (fetch-depth: 0), or check a range of it with --since',
  );
}

const noHistory = (message: string): SluiceError => new SluiceError('GIT_FAILED', message);

async function openLedger(
  place: GitPlace,
  { cacheDir, rulesDigest, onNotice = (): void => undefined }: HistorySearchOptions,
): Promise<HistoryLedger> {
  if (cacheDir === undefined) return forgetfulLedger();
  const shared = (await gitText(place, ['rev-parse', '--git-common-dir'])).replace(/\n$/, '');
  const repository = path.resolve(place.cwd, shared);
  return openHistoryLedger(cacheDir, sha256Of([sluiceVersion(), repository, rulesDigest]), onNotice);
}

const NOTHING: FinishedSearch = { scope: '', tips: [], commits: 0, versions: 0, paths: [], skipped: [], open: [] };

/** An earlier search counts as long as everything that it went through is still part of the history: branches are deleted. */
async function stillHolds(
  place: GitPlace,
  finished: FinishedSearch | undefined,
  { scopeDigest }: HistorySearchOptions,
): Promise<FinishedSearch | undefined> {
  if (finished?.scope !== scopeDigest) return undefined;
  try {
    const args = ['rev-list', '--max-count=1', '--stdin', '--not', '--all'];
    const gone = await gitText(place, args, { input: idLines(finished.tips) });
    return gone === '' ? finished : undefined;
  } catch (error) {
    // Commits that nothing leads to are taken out of the repository some day.
    if (error instanceof SluiceError && error.code === 'GIT_FAILED') return undefined;
    throw error;
  }
}

interface WholeHistory {
  readonly commits: number;
  /** How many versions there are, searched or not. */
  readonly known: number;
  /** Those that an earlier search has not settled. */
  readonly versions: readonly FileVersion[];
  readonly skipped: readonly Skipped[];
  readonly paths: readonly string[];
}

async function listAll(place: GitPlace, before: FinishedSearch, scope: PathScope): Promise<WholeHistory> {
  const commits = await listCommits(place, ['--all', '--stdin'], idLines(before.tips.map((tip) => `^${tip}`)));
  const { versions, skipped } = await listContents(place, commits, scope);
  const again = new Set(before.open.map(keyOf));
  const fresh = versions.filter((version) => !again.has(keyOf(version)));
  return {
    commits: before.commits + commits.length,
    known: before.versions + fresh.length,
    versions: [...before.open, ...fresh],
    skipped: [...before.skipped, ...skipped],
    paths: [...new Set([...before.paths, ...versions.map((version) => version.path)])],
  };
}

const skippedOf = (settled: readonly FileVersion[], ledger: HistoryLedger): readonly Skipped[] =>
  settled.flatMap((version) => {
    const reason = ledger.skippedBecause(version);
    return reason === undefined ? [] : [{ file: version.path, reason }];
  });

const distinct = (skipped: readonly Skipped[]): readonly Skipped[] => [
  ...new Map(skipped.map((one) => [`${one.file}\n${one.reason}`, one])).values(),
];

const keyOf = ({ id, path: file }: FileVersion): string => `${id} ${file}`;

const SAVED_EVERY_MS = 5000;

async function searchUnsure(
  place: GitPlace,
  versions: readonly FileVersion[],
  ledger: HistoryLedger,
  options: HistorySearchOptions,
): Promise<VersionFindings> {
  let savedAt = performance.now();
  const onClean = (version: FileVersion, skipped: string | undefined): void => {
    ledger.markClean(version, skipped);
    if (performance.now() - savedAt < SAVED_EVERY_MS) return;
    ledger.save();
    savedAt = performance.now();
  };
  try {
    return await searchVersions(place, versions, { ...options, onClean });
  } finally {
    ledger.save();
  }
}

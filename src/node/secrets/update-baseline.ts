import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import type { Result } from '../../core/model/result.ts';
import {
  baselineKey,
  baselineText,
  distinctEntries,
  type Baseline,
  type BaselineEntry,
} from '../../core/secrets/acceptances/baseline.ts';
import type { CheckRequest } from '../check/check-request.ts';
import { runCheck } from '../check/run-check.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { displayPath } from '../files/walk-files.ts';
import { closeEntry, openEntries, readBaseline } from './baseline-file.ts';
import { saltMark } from './salt-mark.ts';
import { saltOf } from './to-secrets-task.ts';

export interface BaselineUpdate {
  /** The baseline, absolute. */
  readonly file: string;
  /** Takes up what is found and not accepted. */
  readonly adds: boolean;
  /** Takes out what nothing needs any more. */
  readonly prunes: boolean;
  /** What new entries say. */
  readonly acceptance: Pick<BaselineEntry, 'reason' | 'owner' | 'expires'>;
}

export interface UpdatedBaseline {
  readonly text: string;
  readonly added: number;
  readonly kept: number;
  readonly pruned: number;
  /** What could not be searched; entries about it are kept. */
  readonly faults: readonly Result[];
}

/**
 * Searches for secrets as a check does, but for the baseline, and gives the baseline that accepts what is found.
 * @throws SluiceError when there is nothing to search, or nothing to search with
 */
export async function updateBaseline(request: CheckRequest, update: BaselineUpdate): Promise<UpdatedBaseline> {
  const { cwd } = request;
  const { file, adds, prunes, acceptance } = update;
  const before = openBaseline(readBaseline(file, cwd), file, cwd);
  await refuseWithoutSearch(request);
  const report = await runCheck({ ...request, withoutBaseline: true });
  const faults = report.results.filter(({ status }) => status === 'error');
  const found = findingsOf(report).map((finding) => ({ ...finding, ...acceptance }));
  const needed = new Set(found.map(baselineKey));
  const unsearched = new Set(faults.map(({ location }) => location.file));
  const isKept = (entry: BaselineEntry): boolean =>
    !prunes || needed.has(baselineKey(entry)) || unsearched.has(entry.path) || !isBelow(entry.path, request);
  const kept = before.filter(isKept);
  const holding = new Set(kept.filter(({ expires }) => request.today <= expires).map(baselineKey));
  const added = adds ? distinctEntries(found.filter((entry) => !holding.has(baselineKey(entry)))) : [];
  const entries = [...kept, ...added].map((entry) => closeEntry(entry, file, cwd));
  return {
    text: baselineText({ entries, salts: [saltMark(saltOf(request.config.secrets))] }),
    added: added.length,
    kept: kept.length,
    pruned: before.length - kept.length,
    faults,
  };
}

/**
 * Without a policy that reads what is found, nothing is searched, and nothing found says nothing.
 * @throws SluiceError NO_POLICIES
 */
export async function refuseWithoutSearch(request: CheckRequest): Promise<void> {
  const { policies } = await loadPolicySet(request, request.onNotice);
  if (policies.some(({ readsSecrets }) => readsSecrets)) return;
  throw new SluiceError(
    'NO_POLICIES',
    'no policy reads input.facts.secrets, so nothing is searched; add "no-secrets-in-git" to "shipped" in sluice.yaml, or -p sluice:no-secrets-in-git',
  );
}

const openBaseline = (baseline: Baseline | undefined, file: string, cwd: string): readonly BaselineEntry[] =>
  baseline === undefined ? [] : distinctEntries(openEntries(baseline, file, cwd));

/** What a policy says of secrets that nobody accepted: it names the finding by its fingerprint. */
export function findingsOf({ results }: Report): readonly Pick<BaselineEntry, 'fingerprint' | 'path'>[] {
  return results.flatMap(({ status, details, location }) => {
    const fingerprint = details?.['fingerprint'];
    const isOpen = status === 'fail' || status === 'warn';
    return isOpen && typeof fingerprint === 'string' ? [{ fingerprint, path: location.file }] : [];
  });
}

/** A run over a part of the repository says nothing about the rest. */
function isBelow(shown: string, { cwd, paths }: CheckRequest): boolean {
  const absolute = path.resolve(cwd, shown);
  return paths.some((one) => {
    const way = displayPath(path.resolve(cwd, one), absolute);
    return way === '.' || !path.isAbsolute(way);
  });
}

/** @throws SluiceError USAGE when a baseline would be written over another */
export function refuseToStartOver(file: string, cwd: string): void {
  if (readBaseline(file, cwd) === undefined) return;
  const shown = displayPath(cwd, file);
  throw new SluiceError(
    'USAGE',
    `${shown} is there already; --update adds what is new to it, --prune takes out what is mended, and both do both`,
  );
}

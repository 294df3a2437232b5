import { nothingEvaluated } from '../../core/model/decision.ts';
import type { Report } from '../../core/model/report.ts';
import { counted } from '../../core/report/result-text.ts';
import type { Source } from '../evaluation/source.ts';
import { firstFindings, type EarlierFile } from '../history/earlier-secrets.ts';
import { listChanges } from '../history/list-versions.ts';
import { searchVersions } from '../history/search-versions.ts';
import { createVersionSearcher, type VersionSearchTask } from '../history/version-searcher.ts';
import { loadPolicySet, needsContext, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';
import { gitPlace, type GitPlace } from '../sources/git-environment.ts';
import { findInRange, openRange, type GitRange, type RangeSources } from '../sources/git-range.ts';
import type { CheckRequest } from './check-request.ts';
import { countedFiles } from './counted-files.ts';
import { ignoredFiles } from './ignored-files.ts';
import type { EarlierSecrets } from './judge-earlier.ts';
import { nameCommits } from './name-commits.ts';
import { reviewSources } from './review-sources.ts';
import { versionSearchTask } from './version-search-task.ts';

/** The commits that `to` has and `from` does not. */
export interface RangeEnds {
  readonly from: string;
  readonly to: string;
}

/**
 * Judges the files that a range of commits changes, as they are at its end, and searches every version that any of the commits
 * brought for secrets: what a later commit took out again is in Git for ever. Paths in the report are relative to the root of
 * the repository. A range without commits, or without anything to judge, is idle.
 * @throws SluiceError when Git or the policies fail
 */
export async function runRangeCheck(
  request: CheckRequest,
  { from, to }: RangeEnds,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Report> {
  const place = gitPlace(request.cwd, env, true);
  const [set, range] = await Promise.all([loadPolicySet(request, request.onNotice), openRange(place, from, to)]);
  return judgeRange(request, set, place, range);
}

/** Judges a range that is known already. @throws SluiceError */
export async function judgeRange(
  request: CheckRequest,
  set: LoadedPolicySet,
  place: GitPlace,
  range: GitRange,
): Promise<Report> {
  const isIgnored = ignoredFiles(request);
  const changed = await findInRange(place, range, { isIgnored, paths: request.paths, ...countedFiles(set) });
  const report = await reviewSources(request, set, {
    ...changed.found,
    context: needsContext(set) ? await changed.readContext() : [],
    searchEarlier: (secrets) => searchRange({ place, range, changed, request }, secrets),
  });
  return nothingEvaluated(report) ? withReason(report, idleReason(range, changed)) : report;
}

interface RangeSearch {
  readonly place: GitPlace;
  readonly range: GitRange;
  readonly changed: RangeSources;
  readonly request: CheckRequest;
}

async function searchRange(search: RangeSearch, secrets: SecretsTask): Promise<EarlierSecrets> {
  const { place, range, changed, request } = search;
  const options = versionSearchTask(request, secrets);
  const { versions, skipped: ignored } = await listChanges(place, range.commits, changed.scope);
  const { found, faults, skipped } = await searchVersions(place, versions, options);
  const brought = firstFindings(found);
  const files = withoutPresent(options.task, brought, changed.found.sources);
  const paths = [...new Set(versions.map(({ path }) => path))];
  const judged = new Set([...files, ...changed.found.sources].map(({ path }) => path));
  const said = new Set(changed.found.skipped.map(({ file }) => file));
  return {
    files,
    clean: paths.filter((path) => !judged.has(path)),
    commits: await nameCommits(place, brought),
    faults,
    // Of what the range leaves there it is said already.
    skipped: [...ignored, ...skipped].filter(({ file }) => !judged.has(file) && !said.has(file)),
    notices: versions.length === 0 ? [] : [searchedText(range, versions.length)],
  };
}

const searchedText = ({ commits, from, to }: GitRange, versions: number): string =>
  `searched ${counted(versions, 'version')} of files and messages for secrets, in ${counted(commits.length, 'commit')} from ${from.label} to ${to.label}`;

/** What is still there is found where it is, and told there. */
function withoutPresent(
  task: VersionSearchTask,
  brought: readonly EarlierFile[],
  sources: readonly Source[],
): readonly EarlierFile[] {
  if (brought.length === 0) return [];
  const search = createVersionSearcher(task);
  const present = new Map(sources.map((source) => [source.path, source]));
  return brought.flatMap(({ path, facts }) => {
    const source = present.get(path);
    if (source === undefined || !('bytes' in source)) return [{ path, facts }];
    const { bytes, change = {} } = source;
    const there = new Set(
      search([{ path, bytes, change }]).flatMap((found) => found.facts.map(({ fingerprint }) => fingerprint)),
    );
    const gone = facts.filter(({ fingerprint }) => !there.has(fingerprint));
    return gone.length === 0 ? [] : [{ path, facts: gone }];
  });
}

const withReason = (report: Report, idle: string): Report => ({ ...report, idle, notices: [...report.notices, idle] });

function idleReason({ commits, from, to }: GitRange, { found, others }: RangeSources): string {
  if (commits.length === 0)
    return `${to.label} has no commit that ${from.label} does not have: there is nothing to judge`;
  const { sources, skipped } = found;
  return (
    `nothing in the changes of ${counted(commits.length, 'commit')} is judged by any policy: ` +
    `${counted(sources.length, 'file')} which no policy applies to, ${skipped.length} left out, ${others} not read`
  );
}

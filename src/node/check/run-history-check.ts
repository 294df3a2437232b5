import { SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import { counted } from '../../core/report/result-text.ts';
import { sha256Of } from '../digest.ts';
import { firstFindings } from '../history/earlier-secrets.ts';
import { searchHistory, type SearchedHistory } from '../history/search-history.ts';
import { loadPolicySet, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import { rulesDigest } from '../secrets/rules-digest.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';
import { gitPlace, type GitPlace } from '../sources/git-environment.ts';
import { openScope, type PathScope } from '../sources/path-scope.ts';
import type { CheckRequest } from './check-request.ts';
import { ignoredFiles } from './ignored-files.ts';
import type { EarlierSecrets } from './judge-earlier.ts';
import { nameCommits } from './name-commits.ts';
import { reviewSources } from './review-sources.ts';
import { versionSearchTask } from './version-search-task.ts';

/**
 * Searches everything that was ever committed for secrets, and judges what is found: nothing else of a history can be judged.
 * Paths in the report are relative to the root of the repository.
 * @throws SluiceError when Git or the policies fail, when there is no history or not all of it, when no policy reads secrets
 */
export async function runHistoryCheck(
  request: CheckRequest,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Report> {
  const place = gitPlace(request.cwd, env, true);
  const set = onlySecrets(await loadPolicySet(request, request.onNotice));
  const scope = await openScope(place, request.paths, ignoredFiles(request));
  return reviewSources(request, set, {
    sources: [],
    skipped: [],
    faults: [],
    root: scope.root,
    searchEarlier: (secrets) => searchAll(place, scope, request, secrets),
  });
}

function onlySecrets(set: LoadedPolicySet): LoadedPolicySet {
  const policies = set.policies.filter(({ readsSecrets }) => readsSecrets);
  if (policies.length > 0 || set.faults.length > 0) return { ...set, policies };
  throw new SluiceError(
    'NO_POLICIES',
    'a history is searched for secrets, and none of the policies reads what is found (input.facts.secrets); add -p sluice:no-secrets-in-git',
  );
}

async function searchAll(
  place: GitPlace,
  scope: PathScope,
  request: CheckRequest,
  secrets: SecretsTask,
): Promise<EarlierSecrets> {
  const { config, ignore, ignoreExpression = '', cacheDir, onNotice } = request;
  const history = await searchHistory(place, {
    ...versionSearchTask(request, secrets),
    scope,
    scopeDigest: sha256Of([...scope.folders, '', ...config.ignore, ...ignore, '', ignoreExpression]),
    rulesDigest: rulesDigest(secrets),
    ...(cacheDir === undefined ? {} : { cacheDir }),
    ...(onNotice === undefined ? {} : { onNotice }),
  });
  if (history.versions === 0) throw nothingThere(request.paths);
  const files = firstFindings(history.found);
  const found = new Set(files.map(({ path }) => path));
  return {
    files,
    clean: history.paths.filter((path) => !found.has(path)),
    commits: await nameCommits(place, files),
    faults: history.faults,
    skipped: history.skipped,
    notices: [searchedText(history)],
  };
}

const nothingThere = (paths: readonly string[]): SluiceError =>
  new SluiceError(
    'NO_FILES',
    `no commit ever had a file to search${paths.length === 0 ? '' : ` in ${paths.join(', ')}`}`,
  );

function searchedText({ commits, versions, searched, paths }: SearchedHistory): string {
  const known = versions - searched;
  const earlier = known === 0 ? '' : `; ${known} of them were searched by earlier runs under the same rules`;
  return `searched ${counted(versions, 'version')} of ${counted(paths.length, 'file')} for secrets, in ${counted(commits, 'commit')}${earlier}`;
}

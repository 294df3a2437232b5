import { nothingEvaluated } from '../../core/model/decision.ts';
import type { Report } from '../../core/model/report.ts';
import { nextTurn } from '../next-turn.ts';
import { loadPolicySet, needsContext, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import { gitPlace } from '../sources/git-environment.ts';
import { findStaged, type StagedSources } from '../sources/git-index.ts';
import type { CheckRequest } from './check-request.ts';
import { ignoredFiles } from './ignored-files.ts';
import { countedFiles } from './counted-files.ts';
import { reviewSources } from './review-sources.ts';

/**
 * Judges what the next commit would change, as it is staged; or, where `paths` name files that are not staged, these as they are
 * (see findStaged). Paths in the report are relative to the root of the repository.
 * A commit that brings no rule anything to judge is idle: nobody is kept from committing a README.
 * @param env the environment in which Git runs; in a hook, Git says there which index it commits
 * @throws SluiceError when Git or the policies fail
 */
export async function runStagedCheck(
  request: Omit<CheckRequest, 'paths'> & Partial<Pick<CheckRequest, 'paths'>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Report> {
  const isIgnored = ignoredFiles(request);
  const loading = loadPolicySet(request, request.onNotice);
  const wanted = loading.then((set) => ({ isIgnored, ...countedFiles(set) }));
  const place = gitPlace(request.cwd, env, true);
  const finding = findStaged(place, wanted, request.paths);
  const [set, staged] = await Promise.all([loading, finding, loading.then(loadAhead)]);
  const context = needsContext(set) ? await staged.readContext() : [];
  const report = await reviewSources({ ...request, point: 'commit' }, set, { ...staged.found, context });
  return nothingEvaluated(report) ? withReason(report, idleReason(staged)) : report;
}

/**
 * Git answers in processes of its own: what will judge is loaded meanwhile. Piece by piece, so that an answer is heard, and the
 * next question asked, between two of them.
 */
async function loadAhead({ wasm, policies }: LoadedPolicySet): Promise<void> {
  if (wasm === undefined) return;
  await nextTurn();
  await import('../evaluation/evaluator.ts');
  if (!policies.some(({ readsSecrets }) => readsSecrets)) return;
  await nextTurn();
  const { ownRules } = await import('../../core/secrets/rules/own-rules.ts');
  ownRules();
}

function withReason(report: Report, idle: string): Report {
  return { ...report, idle, notices: [...report.notices, idle] };
}

/** What was not judged, in numbers: the report lists the reasons. */
function idleReason({ found, others, isNamed }: StagedSources): string {
  const counts = [
    countedText(found.sources.length, 'which no policy applies to'),
    countedText(found.skipped.length, 'left out'),
    countedText(others, others === 1 ? 'that is no manifest' : 'that are no manifests'),
  ].filter((text) => text !== '');
  const what = isNamed ? 'named' : 'staged';
  return `nothing ${what} is judged by any policy: ${counts.length === 0 ? 'nothing is staged' : counts.join(', ')}`;
}

const countedText = (count: number, what: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? 'file' : 'files'} ${what}`;

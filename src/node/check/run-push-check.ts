import { combineReports } from '../../core/report/combine-reports.ts';
import type { Report } from '../../core/model/report.ts';
import type { PushHookName } from '../hooks/hook-name.ts';
import { readPush } from '../hooks/read-push.ts';
import { loadPolicySet, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import { gitPlace, type GitPlace } from '../sources/git-environment.ts';
import { pushedRanges, type PushedRange } from '../sources/push-ranges.ts';
import type { CheckRequest } from './check-request.ts';
import { reviewSources } from './review-sources.ts';
import { judgeRange } from './run-range-check.ts';

/** A hook that Git calls, and what it calls it with. */
export interface PushHook {
  readonly name: PushHookName;
  readonly remote?: string;
}

/**
 * Judges what a push brings, ref by ref: the files that it changes, as they will be, and every version on the way for secrets. Git
 * says on standard input what is pushed. A push that brings nothing to judge, such as one that deletes a branch, is idle.
 * @throws SluiceError when Git or the policies fail, or when nobody says what is pushed
 */
export async function runPushCheck(
  request: CheckRequest,
  { name, remote }: PushHook,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Report> {
  const place = gitPlace(request.cwd, env, true);
  const { readStdin } = request;
  const [set, push] = await Promise.all([
    loadPolicySet(request, request.onNotice),
    readPush(name, { env, readStdin, ...(remote === undefined ? {} : { remote }) }),
  ]);
  const reports: Report[] = [];
  for await (const pushed of pushedRanges(place, push.updates, push.known))
    reports.push(await judgePushed(request, set, place, pushed));
  if (reports.length === 0) reports.push(await judgeNothing(request, set, 'nothing is pushed'));
  return combineReports(reports);
}

async function judgePushed(
  request: CheckRequest,
  set: LoadedPolicySet,
  place: GitPlace,
  pushed: PushedRange,
): Promise<Report> {
  switch (pushed.kind) {
    case 'range':
      return judgeRange({ ...request, paths: [] }, set, place, pushed.range);
    case 'nothing':
      return judgeNothing(request, set, `${pushed.ref} ${pushed.reason}`);
    case 'fault': {
      const { ref, message } = pushed;
      return reviewSources(request, set, {
        sources: [],
        skipped: [],
        faults: [{ path: ref, code: 'GIT_FAILED', message }],
      });
    }
  }
}

/** A report like the others, also of policies that cannot run. */
async function judgeNothing(request: CheckRequest, set: LoadedPolicySet, idle: string): Promise<Report> {
  const report = await reviewSources(request, set, { sources: [], skipped: [], faults: [] });
  return { ...report, idle, notices: [...report.notices, idle] };
}

import { SluiceError } from '../src/core/errors.ts';
import { decide, type FailOn } from '../src/core/model/decision.ts';
import type { Report } from '../src/core/model/report.ts';
import type { CheckRequest } from '../src/node/check/check-request.ts';
import { reviewSources } from '../src/node/check/review-sources.ts';
import { countedFiles } from '../src/node/check/counted-files.ts';
import { ignoreTest } from '../src/core/ignore-pattern.ts';
import { loadPolicySet, needsContext } from '../src/node/policies/load-policy-set.ts';
import type { GitPlace } from '../src/node/sources/git-environment.ts';
import { openGitRefs, type GitRefs, type Revision } from '../src/node/sources/git-refs.ts';
import { findInRevision } from '../src/node/sources/git-revision.ts';

export interface GateOptions {
  /** The repository that holds the revision and the approved branches. */
  readonly place: GitPlace;
  readonly revision: string;
  /** The environment: its branch is `refs/heads/approved/<env>`. */
  readonly env: string;
  /** Folders of the revision to judge; none means all of it. */
  readonly paths: readonly string[];
  /** Policies, config and limits. They never come from the revision that is judged. */
  readonly request: Omit<CheckRequest, 'point' | 'paths' | 'readStdin'>;
  readonly failOn: FailOn;
}

/** What the gate did. Only `promoted` moved anything. */
export type GateOutcome =
  | { readonly kind: 'promoted' }
  | { readonly kind: 'already-approved' }
  /** Violations: the branch stays where it is, and what it holds goes on being deployed. */
  | { readonly kind: 'blocked'; readonly violations: number }
  /** Judged or not, the branch could not follow. */
  | { readonly kind: 'not-promoted'; readonly reason: string };

export interface GateRun {
  readonly report: Report;
  readonly revision: Revision;
  readonly ref: string;
  readonly outcome: GateOutcome;
}

/** Somebody else may promote at the same time; after so many lost races something is wrong. */
const MAX_RACES = 5;

/**
 * Judges one revision, and lets the approved branch of an environment follow if it is compliant. The branch only ever moves
 * forward, in one step, and only to a commit that was judged as a whole.
 * @throws SluiceError when the revision, the environment or the policies are not there
 */
export async function gateOnce(options: GateOptions): Promise<GateRun> {
  const refs = openGitRefs(options.place);
  const ref = await approvedRef(refs, options.env);
  const revision = await refs.resolve(options.revision);
  const report = await judge(options, revision);
  return { report, revision, ref, outcome: await act(refs, ref, revision, report, options.failOn) };
}

async function approvedRef(refs: GitRefs, env: string): Promise<string> {
  const ref = `refs/heads/approved/${env}`;
  if (await refs.isValid(ref)) return ref;
  throw new SluiceError(
    'USAGE',
    `--env ${JSON.stringify(env)} cannot be part of a branch name; use letters, digits, "-" and "/", such as prod or prod/eu`,
  );
}

async function judge({ place, paths, request }: GateOptions, { commit, label }: Revision): Promise<Report> {
  const isIgnored = ignoreTest([...request.config.ignore, ...request.ignore]);
  const set = await loadPolicySet(request, request.onNotice);
  const { found, readContext } = await findInRevision(place, commit, {
    paths,
    isIgnored,
    ...countedFiles(set),
  });
  const context = needsContext(set) ? await readContext() : [];
  return reviewSources({ ...request, point: 'sync' }, set, { ...found, revision: label, context });
}

async function act(
  refs: GitRefs,
  ref: string,
  { commit }: Revision,
  report: Report,
  failOn: FailOn,
): Promise<GateOutcome> {
  const decision = decide(report, failOn);
  switch (decision.kind) {
    case 'allow':
      return promote(refs, ref, commit, report.policySet);
    case 'deny':
      return { kind: 'blocked', violations: decision.violations };
    case 'unknown':
    case 'idle':
      return { kind: 'not-promoted', reason: `${decision.reason}; nothing is approved that was not judged` };
  }
}

async function promote(refs: GitRefs, ref: string, commit: string, policySet: string): Promise<GateOutcome> {
  for (let race = 0; race < MAX_RACES; race += 1) {
    const current = await refs.read(ref);
    if (current === commit) return { kind: 'already-approved' };
    if (current !== undefined && !(await refs.isAncestor(current, commit))) {
      return { kind: 'not-promoted', reason: await explainOrder(refs, ref, current, commit) };
    }
    const move = await refs.move(ref, current, commit, `sluice: approved by policy set ${policySet}`);
    if (move === 'moved') return { kind: 'promoted' };
  }
  return {
    kind: 'not-promoted',
    reason: `${ref} was moved by others ${MAX_RACES} times meanwhile; run one gate for each environment`,
  };
}

/** A gate never goes back: it cannot tell a rollback that was meant from an old commit that came late. */
async function explainOrder(refs: GitRefs, ref: string, current: string, commit: string): Promise<string> {
  if (await refs.isAncestor(commit, current)) {
    return (
      `${ref} is already further, at ${current}; to take changes back, revert them in Git and promote the revert, ` +
      `or move the branch yourself: git update-ref ${ref} ${commit} ${current}`
    );
  }
  const shallow = (await refs.isShallow())
    ? 'this clone is shallow, so it may only look like that: run git fetch --unshallow; '
    : '';
  return (
    `${ref} stands at ${current}, which is not an ancestor of ${commit}; ${shallow}` +
    `merge or rebase onto it, or move the branch yourself: git update-ref ${ref} ${commit} ${current}`
  );
}

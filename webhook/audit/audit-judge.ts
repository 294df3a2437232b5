import { inputFault } from '../../src/core/evaluate/file-outcome.ts';
import { toResults } from '../../src/core/evaluate/to-results.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { AuditSubject, Judgement } from '../../src/node/audit/audit-cluster.ts';
import { CLUSTER_PREFIX } from '../../src/node/cluster/cluster-object.ts';
import { pauseFor } from '../../src/node/kubernetes/backoff.ts';
import type { InTurn, LiveJudged, LiveJudges } from '../judging/live-judges.ts';

export interface AuditJudgeOptions {
  readonly judges: Pick<LiveJudges, 'judge' | 'policySet'>;
  /** Where requests wait that somebody waits for: an audit takes its turn among them. */
  readonly inTurn?: InTurn;
  readonly signal: AbortSignal;
}

/** An object that takes longer stops nobody but an audit. */
const LIMIT_MS = 30_000;
const BUSY_PAUSE_MS = 1000;

/**
 * Judges objects of a cluster in the threads that judge requests, as files are judged: created by an unnamed user. So the verdict is that
 * of the manifest.
 */
export function createAuditJudge(options: AuditJudgeOptions): (subject: AuditSubject) => Promise<Judgement> {
  return async (subject) => {
    for (;;) {
      options.signal.throwIfAborted();
      const judged = await judgeOnce(subject, options);
      if (judged.kind !== 'shed') return toJudgement(judged, subject.identity, options.judges.policySet);
      // Whoever waits at the door goes first.
      await pauseFor(BUSY_PAUSE_MS, options.signal);
    }
  };
}

function judgeOnce(
  { identity, object, json }: AuditSubject,
  { judges, inTurn }: AuditJudgeOptions,
): Promise<LiveJudged> {
  const resource = { identity, object, json, pathInDocument: [] };
  return judges.judge({ identity, file: '', resource, documentJson: json }, LIMIT_MS, inTurn);
}

function toJudgement(
  judged: Exclude<LiveJudged, { readonly kind: 'shed' }>,
  identity: ResourceIdentity,
  current: string,
): Judgement {
  const location = { file: placeOf(identity), line: 1, column: 1 };
  switch (judged.kind) {
    case 'verdict': {
      const { verdict, by } = judged;
      const results = toResults(verdict, identity, () => location);
      return { policySet: by?.policySet ?? current, passes: verdict.passes, results };
    }
    case 'fault':
      return { policySet: current, passes: 0, results: [faultOf(judged.message, identity)] };
  }
}

/** There is no verdict, which is no pass. */
function faultOf(message: string, resource: ResourceIdentity): Result {
  const fault = { code: 'POLICY_FAILED', message, line: 1, column: 1 };
  return { ...inputFault(placeOf(resource), fault), resource };
}

/** An object that is in no file is called by what it is: `cluster:Pod/shop/cart`. */
function placeOf({ kind, namespace, name }: ResourceIdentity): string {
  return `${CLUSTER_PREFIX}${[kind, namespace, name].filter((part) => part !== '').join('/')}`;
}

import type { AdmissionQueue } from './admission-queue.ts';
import {
  answerFault,
  answerInvalid,
  answerShed,
  answerUnjudged,
  answerVerdict,
  type Answered,
  type AnswerOptions,
} from './admission-response.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { toSubject, type AdmissionSubject } from './admission-subject.ts';
import { exemptionOf, type ExemptionRules } from './exemptions.ts';
import type { InTurn, LiveJudged } from '../judging/live-judges.ts';
import type { Guarded, PolicyGuard } from './policy-guard.ts';
import { safeMessageOf } from '../judging/safe-message.ts';
import { unjudgedChange } from './unjudged-change.ts';

export interface AdmissionDeps extends AnswerOptions {
  /** Answers within the limit, with a fault when there is no verdict. */
  readonly judge: (subject: AdmissionSubject, limitMs: number, inTurn: InTurn) => Promise<LiveJudged>;
  readonly exemptions: ExemptionRules;
  readonly queue: AdmissionQueue;
  /** Looks at objects that say what policies are. Absent: they are objects like all others. */
  readonly guardPolicies?: PolicyGuard;
}

/** An answer, and the milliseconds that its question waited for its turn. */
export interface TimelyAnswer {
  readonly answered: Answered;
  readonly waitedMs: number;
}

/** Answers a request, whatever happens: a call that fails might be taken for an allow. */
export async function answerAdmission(
  request: AdmissionRequest,
  limitMs: number,
  deps: AdmissionDeps,
): Promise<TimelyAnswer> {
  try {
    const harmless = unjudgedChange(request);
    const { guarded, leftMs } = await guard(request, limitMs, harmless === undefined ? deps.guardPolicies : undefined);
    if (guarded !== undefined) return atOnce(toRefusal(request, guarded, deps));
    const unjudged = exemptionOf(request, deps.exemptions) ?? harmless;
    if (unjudged !== undefined) return atOnce(answerUnjudged(request.uid, unjudged, deps));
    const subject = toSubject(request);
    if (subject !== undefined) return await judgeInTurn(request, subject, leftMs, deps);
    return atOnce(answerFault(request.uid, `the request brings no object to judge (${request.operation})`, deps));
  } catch (error) {
    return atOnce(answerFault(request.uid, safeMessageOf(error), deps));
  }
}

const atOnce = (answered: Answered): TimelyAnswer => ({ answered, waitedMs: 0 });

interface Guarding {
  readonly guarded?: Guarded | undefined;
  /** Milliseconds that are left for a verdict. */
  readonly leftMs: number;
}

async function guard(
  request: AdmissionRequest,
  limitMs: number,
  guardPolicies: PolicyGuard | undefined,
): Promise<Guarding> {
  if (guardPolicies === undefined) return { leftMs: limitMs };
  const begun = performance.now();
  const guarded = await guardPolicies(request, limitMs);
  return { guarded, leftMs: Math.max(1, Math.floor(limitMs - (performance.now() - begun))) };
}

function toRefusal({ uid }: AdmissionRequest, { kind, message }: Guarded, deps: AdmissionDeps): Answered {
  switch (kind) {
    case 'invalid':
      return answerInvalid(uid, message, deps);
    case 'unknown':
      return answerFault(uid, message, deps);
  }
}

async function judgeInTurn(
  request: AdmissionRequest,
  subject: AdmissionSubject,
  limitMs: number,
  deps: AdmissionDeps,
): Promise<TimelyAnswer> {
  let waitedMs = 0;
  const inTurn: InTurn = (turnMs, work) => {
    const asked = performance.now();
    return deps.queue.run({ key: lineOf(request), limitMs: turnMs }, (leftMs) => {
      waitedMs += performance.now() - asked;
      return work(leftMs);
    });
  };
  const judged = await deps.judge(subject, limitMs, inTurn);
  return { answered: toAnswer(request, subject, judged, deps), waitedMs };
}

/** Who waits in one line. What is in no Namespace waits with its user. */
const lineOf = ({ namespace, userName }: AdmissionRequest): string =>
  namespace === '' ? `user ${userName}` : `namespace ${namespace}`;

function toAnswer(
  { uid }: AdmissionRequest,
  { identity }: AdmissionSubject,
  judged: LiveJudged,
  deps: AdmissionDeps,
): Answered {
  switch (judged.kind) {
    case 'verdict':
      return answerVerdict(uid, judged.verdict, identity, judged.by ?? deps);
    case 'fault':
      return answerFault(uid, judged.message, deps);
    case 'shed':
      return answerShed(uid, judged.message, deps);
  }
}

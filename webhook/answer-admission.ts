import type { ImageFacts } from '../src/core/images/image-facts.ts';
import type { AdmissionImages } from './admission-images.ts';
import type { AdmissionQueue, Served } from './admission-queue.ts';
import {
  answerFault,
  answerShed,
  answerUnjudged,
  answerVerdict,
  type Answered,
  type AnswerOptions,
} from './admission-response.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { toSubject, type AdmissionSubject } from './admission-subject.ts';
import { exemptionOf, type ExemptionRules } from './exemptions.ts';
import type { Judged } from './judge-pool.ts';
import { safeMessageOf } from './safe-message.ts';
import { unjudgedChange } from './unjudged-change.ts';

export interface AdmissionDeps extends AnswerOptions {
  /** Answers within the limit, with a fault when there is no verdict. */
  readonly judge: (subject: AdmissionSubject, limitMs: number, images?: ImageFacts) => Promise<Judged>;
  /** Finds out about the images of an object first, within the limit. Absent when no policy asks. */
  readonly images?: AdmissionImages;
  readonly exemptions: ExemptionRules;
  readonly queue: AdmissionQueue;
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
    const unjudged = exemptionOf(request, deps.exemptions) ?? unjudgedChange(request);
    if (unjudged !== undefined) return atOnce(answerUnjudged(request.uid, unjudged, deps));
    const subject = toSubject(request);
    if (subject !== undefined) return await judgeInTurn(request, subject, limitMs, deps);
    return atOnce(answerFault(request.uid, `the request brings no object to judge (${request.operation})`, deps));
  } catch (error) {
    return atOnce(answerFault(request.uid, safeMessageOf(error), deps));
  }
}

const atOnce = (answered: Answered): TimelyAnswer => ({ answered, waitedMs: 0 });

async function judgeInTurn(
  request: AdmissionRequest,
  subject: AdmissionSubject,
  limitMs: number,
  deps: AdmissionDeps,
): Promise<TimelyAnswer> {
  const begun = performance.now();
  const images = await deps.images?.(subject, limitMs);
  const asked = performance.now();
  const turn = { key: lineOf(request), limitMs: Math.max(1, Math.ceil(limitMs - (asked - begun))) };
  let waitedMs = 0;
  const served = await deps.queue.run(turn, (leftMs) => {
    waitedMs = performance.now() - asked;
    return deps.judge(subject, leftMs, images);
  });
  return { answered: toAnswer(request, subject, served, deps), waitedMs };
}

/** Who waits in one line. What is in no Namespace waits with its user. */
const lineOf = ({ namespace, userName }: AdmissionRequest): string =>
  namespace === '' ? `user ${userName}` : `namespace ${namespace}`;

function toAnswer(
  { uid }: AdmissionRequest,
  { identity }: AdmissionSubject,
  served: Served<Judged>,
  deps: AdmissionDeps,
): Answered {
  if (served.kind === 'shed') return answerShed(uid, served.message, deps);
  switch (served.value.kind) {
    case 'verdict':
      return answerVerdict(uid, served.value.verdict, identity, deps);
    case 'fault':
      return answerFault(uid, served.value.message, deps);
  }
}

import { decide, type Decision, type FailOn } from '../../src/core/model/decision.ts';
import type { EnforcementAction } from '../../src/core/model/enforcement.ts';
import { EMPTY_SUMMARY } from '../../src/core/model/report.ts';
import type { Result, Status } from '../../src/core/model/result.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import { toResults } from '../../src/core/evaluate/to-results.ts';
import type { Verdict } from '../../src/core/evaluate/verdict.ts';
import { safeMessage, toMessage, toWarnings } from './admission-message.ts';

/** `response` of an AdmissionReview. */
export interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: AdmissionStatus;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/**
 * Never 409, for which Argo CD retries for ever; and 422 only with the reason Forbidden, as a code without a known reason, or the reason
 * Invalid, may make Flux delete the live object (apimachinery's IsInvalid, fluxcd/pkg ssa). 299 says that there are
 * warnings, as Gatekeeper does; the API server reads no code of an answer that allows. With 429 it tells clients when to try again.
 */
export interface AdmissionStatus {
  readonly code: 200 | 299 | 403 | 422 | 429 | 500;
  readonly reason?: 'Forbidden' | 'TooManyRequests' | 'InternalError';
  readonly message?: string;
  readonly details?: { readonly retryAfterSeconds: number };
}

/**
 * What became of a request. Beside the decisions:
 * - `unjudged`: let through without a look, by rule
 * - `shed`: refused without a look, because there was no time for one
 */
export const OUTCOMES = ['allow', 'deny', 'unknown', 'idle', 'unjudged', 'shed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An answer, with what the log and the metrics make of it. */
export interface Answered {
  readonly outcome: Outcome;
  readonly response: AdmissionResponse;
  /** Violations by what they do here. */
  readonly violations?: ReadonlyMap<EnforcementAction, number>;
  /** Of a verdict. */
  readonly found?: readonly Result[];
}

export interface AnswerOptions {
  readonly failOn: FailOn;
  readonly policySet: string;
}

/** The answer that a verdict amounts to. What could not be evaluated is refused: nobody has checked it. */
export function answerVerdict(
  uid: string,
  verdict: Verdict,
  identity: ResourceIdentity,
  options: AnswerOptions,
): Answered {
  const results = toResults(verdict, identity, () => NOWHERE);
  const decision = decideVerdict(verdict, results, options.failOn);
  const auditAnnotations = { verdict: decision.kind, 'verdict-id': verdict.id, 'policy-set': options.policySet };
  const warnings = toWarnings(results.filter(({ status }) => status === 'warn'));
  return {
    outcome: decision.kind,
    response: {
      uid,
      ...(warnings.length === 0 ? {} : { warnings }),
      auditAnnotations,
      ...ruling(decision, results, options.failOn, warnings.length > 0),
    },
    violations: countViolations(verdict),
    found: results,
  };
}

function ruling(
  decision: Decision,
  results: readonly Result[],
  failOn: FailOn,
  hasWarnings: boolean,
): Pick<AdmissionResponse, 'allowed' | 'status'> & { readonly status: AdmissionStatus } {
  switch (decision.kind) {
    case 'allow':
    case 'idle':
      return { allowed: true, status: { code: hasWarnings ? 299 : 200 } };
    case 'deny': {
      const blocking = results.filter(({ status }) => status === 'fail' || (failOn === 'warn' && status === 'warn'));
      return { allowed: false, status: { code: 403, reason: 'Forbidden', message: toMessage(blocking) } };
    }
    case 'unknown': {
      const stopping = results.filter(({ status }) => status === 'error' || status === 'fail');
      return { allowed: false, status: { code: 500, reason: 'InternalError', message: toMessage(stopping) } };
    }
  }
}

/** The answer when there is no verdict. It refuses, whatever the webhook's failurePolicy says. */
export function answerFault(uid: string, message: string, options: AnswerOptions): Answered {
  const status = { code: 500, reason: 'InternalError', message: safeMessage(message) } as const;
  return answer('unknown', { uid, allowed: false, status }, options);
}

/** The answer when there is no time for a verdict. Clients that understand it try again by themselves. */
export function answerShed(uid: string, message: string, options: AnswerOptions): Answered {
  const details = { retryAfterSeconds: 1 };
  const status = { code: 429, reason: 'TooManyRequests', message: safeMessage(message), details } as const;
  return answer('shed', { uid, allowed: false, status }, options);
}

/** The answer to what is not judged, by rule. It vouches for nothing, and says so. */
export function answerUnjudged(uid: string, reason: string, options: AnswerOptions): Answered {
  const message = safeMessage(reason);
  const answered = answer('unjudged', { uid, allowed: true, status: { code: 200, message } }, options);
  const auditAnnotations = { ...answered.response.auditAnnotations, unjudged: cutTo(message, 256) };
  return { ...answered, response: { ...answered.response, auditAnnotations } };
}

/** The answer to what a rule of the webhook itself forbids. */
export function answerRefused(uid: string, message: string, options: AnswerOptions): Answered {
  const status = { code: 403, reason: 'Forbidden', message: safeMessage(message) } as const;
  return answer('deny', { uid, allowed: false, status }, options);
}

/** The answer to an object that says what policies are, and does not hold. The code is Gatekeeper's. */
export function answerInvalid(uid: string, message: string, options: AnswerOptions): Answered {
  const status = { code: 422, reason: 'Forbidden', message: safeMessage(message) } as const;
  return answer('deny', { uid, allowed: false, status }, options);
}

function answer(outcome: Outcome, response: AdmissionResponse, { policySet }: AnswerOptions): Answered {
  return { outcome, response: { ...response, auditAnnotations: { verdict: outcome, 'policy-set': policySet } } };
}

/** Annotations stand in every line of the audit log. */
const cutTo = (text: string, most: number): string => [...text].slice(0, most).join('');

const NOWHERE = { file: '', line: 1, column: 1 };

/** An object that no policy selects is let through: the webhook is asked about all there is, and policies about some. */
function decideVerdict({ passes }: Verdict, results: readonly Result[], failOn: FailOn): Decision {
  const count = (status: Status): number => results.filter((result) => result.status === status).length;
  const counts = { fail: count('fail'), warn: count('warn'), error: count('error'), skip: count('skip'), pass: passes };
  return decide({ summary: { ...EMPTY_SUMMARY, ...counts }, idle: 'no policy selects the object' }, failOn);
}

function countViolations({ answers }: Verdict): ReadonlyMap<EnforcementAction, number> {
  const counts = new Map<EnforcementAction, number>();
  for (const { action, ruling: found } of answers) {
    if (found.kind === 'violations') counts.set(action, (counts.get(action) ?? 0) + found.violations.length);
  }
  return counts;
}

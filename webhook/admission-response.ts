import { decide, type Decision, type FailOn } from '../src/core/model/decision.ts';
import { EMPTY_SUMMARY } from '../src/core/model/report.ts';
import type { Result, Status } from '../src/core/model/result.ts';
import type { ResourceIdentity } from '../src/core/model/resource.ts';
import { toResults } from '../src/core/evaluate/to-results.ts';
import type { Verdict } from '../src/core/evaluate/verdict.ts';
import { oneLine } from '../src/core/report/safe-text.ts';
import { avoidEngineTraps } from './engine-traps.ts';

/** `response` of an AdmissionReview. */
export interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: AdmissionStatus;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/** Never 409 or 422: Argo CD retries the first for ever, and Flux may delete the live object on either. */
export interface AdmissionStatus {
  readonly code: 200 | 403 | 500;
  readonly reason?: 'Forbidden' | 'InternalError';
  readonly message?: string;
}

/** An answer, with the decision in it for the log. */
export interface Answered {
  readonly decision: Decision;
  readonly response: AdmissionResponse;
}

export interface AnswerOptions {
  readonly failOn: FailOn;
  readonly policySet: string;
}

/** Lines of a denial; what is beyond is counted. */
const MAX_LINES = 40;
/** The API server cuts a warning at 256 characters, and all of them together at 4096. */
const MAX_WARNING = 256;
const MAX_WARNINGS = 15;

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
  const common = { uid, ...(warnings.length === 0 ? {} : { warnings }), auditAnnotations };
  switch (decision.kind) {
    case 'allow':
    case 'idle':
      return { decision, response: { ...common, allowed: true, status: { code: 200 } } };
    case 'deny': {
      const blocking = results.filter(
        ({ status }) => status === 'fail' || (options.failOn === 'warn' && status === 'warn'),
      );
      return {
        decision,
        response: {
          ...common,
          allowed: false,
          status: { code: 403, reason: 'Forbidden', message: toMessage(blocking) },
        },
      };
    }
    case 'unknown': {
      const stopping = results.filter(({ status }) => status === 'error' || status === 'fail');
      return { decision, response: { ...common, allowed: false, status: internalError(toMessage(stopping)) } };
    }
  }
}

/** The answer when there is no verdict. It refuses, whatever the webhook's failurePolicy says. */
export function answerFault(uid: string, message: string, { policySet }: AnswerOptions): Answered {
  const response = {
    uid,
    allowed: false,
    status: internalError(avoidEngineTraps(oneLine(message))),
    auditAnnotations: { verdict: 'unknown', 'policy-set': policySet },
  };
  return { decision: { kind: 'unknown', reason: message }, response };
}

const NOWHERE = { file: '', line: 1, column: 1 };

const internalError = (message: string): AdmissionStatus => ({ code: 500, reason: 'InternalError', message });

/** An object that no policy selects is let through: the webhook is asked about all there is, and policies about some. */
function decideVerdict({ passes }: Verdict, results: readonly Result[], failOn: FailOn): Decision {
  const count = (status: Status): number => results.filter((result) => result.status === status).length;
  const counts = { fail: count('fail'), warn: count('warn'), error: count('error'), skip: count('skip'), pass: passes };
  return decide({ summary: { ...EMPTY_SUMMARY, ...counts }, idle: 'no policy selects the object' }, failOn);
}

function toMessage(results: readonly Result[]): string {
  const lines = results.slice(0, MAX_LINES).map(toLine);
  const more = results.length - lines.length;
  return [...lines, ...(more > 0 ? [andMore(more)] : [])].join('\n');
}

function toLine(result: Result): string {
  const { message, fix } = result;
  return avoidEngineTraps(oneLine(`[${sourceOf(result)}] ${message}${fix === undefined ? '' : ` (fix: ${fix})`}`));
}

/** As in Gatekeeper, the constraint: of one policy there may be many, and the constraint is what to look at, or to change. */
const sourceOf = ({ constraint, policy }: Result): string => constraint ?? policy;

const andMore = (count: number): string => `… and ${count} more`;

function toWarnings(results: readonly Result[]): readonly string[] {
  const shown = results.length > MAX_WARNINGS ? results.slice(0, MAX_WARNINGS - 1) : results;
  const more = results.length - shown.length;
  return [
    ...shown.map((result) => cut(oneLine(`[${sourceOf(result)}] ${result.message}`))),
    ...(more > 0 ? [andMore(more)] : []),
  ];
}

/** Whole characters, with a mark that there was more. */
function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_WARNING ? text : `${characters.slice(0, MAX_WARNING - 1).join('')}…`;
}

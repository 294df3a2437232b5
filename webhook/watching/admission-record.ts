import type { EnforcementAction } from '../../src/core/model/enforcement.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { Answered, Outcome } from '../admission/admission-response.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';

export const ENDPOINTS = ['/v1/admit', '/v1/admitlabel'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** What is kept of a request and its answer: for the log, the metrics, the traces. Of the object it has the name and nothing else. */
export interface AdmissionRecord {
  readonly endpoint: Endpoint;
  readonly uid: string;
  readonly operation: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly subResource: string;
  readonly namespace: string;
  readonly name: string;
  readonly userName: string;
  readonly isDryRun: boolean;
  readonly outcome: Outcome;
  readonly verdictId?: string;
  /** What the user is told. */
  readonly message?: string;
  readonly violations: ReadonlyMap<EnforcementAction, number>;
  /** What rules said. */
  readonly found: readonly Result[];
  /** Milliseconds from the last byte of the question to the answer, and those of them in which it waited for its turn. */
  readonly durationMs: number;
  readonly waitedMs: number;
  /** The header by which the API server says what trace the call belongs to. */
  readonly traceparent?: string;
}

export interface Timing {
  readonly durationMs: number;
  readonly waitedMs: number;
}

export function toRecord(
  endpoint: Endpoint,
  request: AdmissionRequest,
  { outcome, response, violations, found }: Answered,
  { durationMs, waitedMs }: Timing,
  traceparent: string | undefined,
): AdmissionRecord {
  const { uid, operation, kind, subResource, namespace, name, userName, dryRun } = request;
  const verdictId = response.auditAnnotations?.['verdict-id'];
  const message = response.status?.message;
  return {
    endpoint,
    uid,
    operation,
    ...kind,
    subResource,
    namespace,
    name,
    userName,
    isDryRun: dryRun === true,
    outcome,
    ...(verdictId === undefined ? {} : { verdictId }),
    ...(message === undefined ? {} : { message }),
    violations: violations ?? new Map(),
    found: found ?? [],
    durationMs,
    waitedMs,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

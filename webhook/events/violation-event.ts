import { violationAction } from '../../src/core/audit/judged-object.ts';
import type { EnforcementAction } from '../../src/core/model/enforcement.ts';
import { splitApiVersion } from '../../src/core/model/resource.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { JudgedPage } from '../../src/node/audit/audit-cluster.ts';
import type { AdmissionRecord } from '../watching/admission-record.ts';

/** Reasons as Gatekeeper words them. Source: gatekeeper pkg/webhook/policy.go, pkg/audit/manager.go */
export type EventReason = 'FailedAdmission' | 'WarningAdmission' | 'DryrunViolation' | 'AuditViolation';

/** One violation, as an event tells of it: names, and what the user is told. Nothing else of the object. */
export interface ViolationEvent {
  readonly process: 'admission' | 'audit';
  readonly reason: EventReason;
  readonly policy: string;
  /** The constraint; of a policy that has none, the policy. */
  readonly constraint: string;
  readonly action: EnforcementAction;
  readonly message: string;
  readonly verdictId: string;
  readonly resource: EventResource;
  /** Of admission: whose request it was. */
  readonly userName?: string;
}

export interface EventResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of an object that is stored. */
  readonly uid?: string;
}

/** The events of a request: none of a dry run, which must leave no trace. */
export function eventsOfAdmission(record: AdmissionRecord): readonly ViolationEvent[] {
  const { isDryRun, found, outcome, group, version, kind, namespace, name, userName } = record;
  if (isDryRun) return [];
  // With --fail-on warn it may be a warning that refuses.
  const isRefusedByWarning = outcome === 'deny' && found.every(({ status }) => status !== 'fail');
  return found.flatMap((result) => {
    const event = toEvent(result, { group, version, kind, namespace, name });
    if (event === undefined) return [];
    const reason = isRefusedByWarning && event.action === 'warn' ? 'FailedAdmission' : REASONS[event.action];
    return [{ ...event, process: 'admission', reason, userName }];
  });
}

/** The events of a page of an audit. */
export function eventsOfPage({ judged }: JudgedPage): readonly ViolationEvent[] {
  return judged.flatMap(({ identity: { apiVersion, kind, namespace, name }, uid, results }) =>
    results.flatMap((result) => {
      const event = toEvent(result, { ...splitApiVersion(apiVersion), kind, namespace, name, uid });
      return event === undefined ? [] : [{ ...event, process: 'audit', reason: 'AuditViolation' } as const];
    }),
  );
}

const REASONS = {
  deny: 'FailedAdmission',
  warn: 'WarningAdmission',
  dryrun: 'DryrunViolation',
} as const satisfies Readonly<Record<EnforcementAction, EventReason>>;

function toEvent(
  result: Result,
  resource: EventResource,
): Omit<ViolationEvent, 'process' | 'reason' | 'userName'> | undefined {
  const action = violationAction(result);
  if (action === undefined) return undefined;
  const { policy, constraint = policy, message, verdictId = '' } = result;
  return { policy, constraint, action, message, verdictId, resource };
}

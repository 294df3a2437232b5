import { constraintKey, type AuditTally, type ConstraintTally } from '../../core/audit/audit-tally.ts';
import { messageOf } from '../../core/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { constraintResource } from '../cluster/constraint-kinds.ts';
import type { KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { inParallel } from './in-parallel.ts';

/** A constraint of the cluster. */
export interface AuditedConstraint {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface ConstraintStatusOptions {
  readonly client: KubeClient;
  readonly constraints: readonly AuditedConstraint[];
  readonly tally: AuditTally;
  /** When the audit began. */
  readonly time: Date;
  readonly signal: AbortSignal;
}

const AT_ONCE = 4;
const NOTHING: ConstraintTally = { total: 0, violations: [] };

/** Writes to the status of constraints what an audit found, in Gatekeeper's words. @returns what could not be written */
export async function writeConstraintStatus(options: ConstraintStatusOptions): Promise<readonly string[]> {
  const { client, constraints, tally, time, signal } = options;
  const problems: string[] = [];
  await inParallel(constraints, AT_ONCE, async ({ kind, name, uid }) => {
    const address = { resource: constraintResource(kind), name, subresource: 'status' };
    const found = tally.constraints[constraintKey(kind, name)] ?? NOTHING;
    try {
      await client.patch(address, { type: 'merge', body: toPatch(uid, found, time) }, { signal });
    } catch (error) {
      if (signal.aborted) throw error;
      // It is gone, or another one of its name has come.
      if (!hasStatus(error, 404) && !hasStatus(error, 409)) problems.push(messageOf(error));
    }
  });
  return problems;
}

/** The uid makes sure that it is the one that was asked; `null` takes away what an earlier audit said. */
function toPatch(uid: string, { total, violations }: ConstraintTally, time: Date): JsonObject {
  return {
    metadata: { uid },
    status: {
      auditTimestamp: time.toISOString().replace(/\.\d+Z$/, 'Z'),
      totalViolations: total,
      violations: violations.length === 0 ? null : violations.map((violation) => ({ ...violation })),
    },
  };
}

import { objectAt, textAt, valueAt } from '../../core/gatekeeper/read-fields.ts';
import type { LeaseRecord } from '../../core/lease/lease-decision.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { ApiResource, KubeClient, ObjectAddress, WithSignal } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';

const LEASES: ApiResource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  isNamespaced: true,
};

/** What is written of a lease. */
export interface LeaseClaim {
  /** Empty: it is given back. */
  readonly holder: string;
  readonly durationMs: number;
  readonly time: Date;
  /** It was somebody else's before. */
  readonly isNew: boolean;
}

/** Where replicas agree on one of them. */
export interface LeaseStore {
  /** Undefined when nobody ever held it. @throws KubeError */
  readonly read: (options?: WithSignal) => Promise<LeaseRecord | undefined>;
  /** @returns the version that was written; undefined when somebody was faster. @throws KubeError */
  readonly write: (
    claim: LeaseClaim,
    over: LeaseRecord | undefined,
    options?: WithSignal,
  ) => Promise<string | undefined>;
}

/** A Lease of `coordination.k8s.io`, as other controllers keep theirs. */
export function createLeaseStore(
  client: KubeClient,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): LeaseStore {
  const address: ObjectAddress = { resource: LEASES, namespace, name };
  let last: JsonObject = {};
  return {
    read: async (options) => {
      try {
        last = objectAt(await client.get(address, options), []);
        return toRecord(last);
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    write: async (claim, over, options) => {
      const lease = toLease(claim, address, over, objectAt(last, ['spec']));
      try {
        const written =
          over === undefined
            ? await client.create({ resource: LEASES, namespace }, lease, options)
            : await client.update(address, lease, options);
        return textAt(written, ['metadata', 'resourceVersion']);
      } catch (error) {
        if (hasStatus(error, 409) || hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
  };
}

const DEFAULT_SECONDS = 15;

function toRecord(lease: JsonObject): LeaseRecord {
  const seconds = valueAt(lease, ['spec', 'leaseDurationSeconds']);
  return {
    holder: textAt(lease, ['spec', 'holderIdentity']),
    version: textAt(lease, ['metadata', 'resourceVersion']),
    durationMs: (typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_SECONDS) * 1000,
  };
}

/** Carries the version that was read: nobody's sign of life is overwritten that was not seen. */
function toLease(
  { holder, durationMs, time, isNew }: LeaseClaim,
  { namespace = '', name }: ObjectAddress,
  over: LeaseRecord | undefined,
  before: JsonObject,
): JsonObject {
  const micro = time.toISOString().replace(/Z$/, '000Z');
  const transitions = before['leaseTransitions'];
  const count = typeof transitions === 'number' ? transitions : 0;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace, ...(over === undefined ? {} : { resourceVersion: over.version }) },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: Math.max(1, Math.round(durationMs / 1000)),
      acquireTime: isNew ? micro : (before['acquireTime'] ?? micro),
      renewTime: micro,
      leaseTransitions: isNew && over !== undefined ? count + 1 : count,
    },
  };
}

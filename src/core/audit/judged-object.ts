import type { EnforcementAction } from '../model/enforcement.ts';
import type { Result } from '../model/result.ts';
import type { ResourceIdentity } from '../model/resource.ts';

/** An object of a cluster, and what was said of it. Nothing of its content is kept beside messages. */
export interface JudgedObject {
  readonly identity: ResourceIdentity;
  readonly uid: string;
  /** Digest of the policy set that judged. */
  readonly policySet: string;
  readonly passes: number;
  readonly results: readonly Result[];
}

/** What a violation does; undefined of what is none, or is accepted by a waiver or an exception. */
export function violationAction({ status, skipReason }: Result): EnforcementAction | undefined {
  switch (status) {
    case 'fail':
      return 'deny';
    case 'warn':
      return 'warn';
    case 'skip':
      return skipReason?.kind === 'dryrun' ? 'dryrun' : undefined;
    case 'pass':
    case 'error':
      return undefined;
  }
}

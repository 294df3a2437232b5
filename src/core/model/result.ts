import type { Severity } from './enforcement.ts';
import type { JsonObject } from './json.ts';
import type { Location } from './location.ts';
import type { ResourceIdentity } from './resource.ts';

/**
 * - `pass`: checked, nothing found
 * - `fail`: a violation that blocks
 * - `warn`: a violation that does not block
 * - `error`: could not be checked; never a pass
 * - `skip`: a violation that is not enforced: waived, or a dry run
 */
export const STATUSES = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
export type Status = (typeof STATUSES)[number];

/** One line of a report: what one rule said of one object, or why it could not be asked. */
export interface Result {
  readonly status: Status;
  /** The policy's name; `sluice` for faults of the input itself. */
  readonly policy: string;
  /** The rule inside the policy; for faults of the input, the error code. */
  readonly rule: string;
  /** The constraint that applied the policy, when it is not the policy's own default. */
  readonly constraint?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  readonly details?: JsonObject;
  readonly resource?: ResourceIdentity;
  readonly location: Location;
  readonly verdictId?: string;
}

import type { Severity } from './enforcement.ts';
import type { JsonObject } from './json.ts';
import type { Location } from './location.ts';
import type { ResourceIdentity } from './resource.ts';

/**
 * - `pass`: checked, nothing found
 * - `fail`: a violation that blocks
 * - `warn`: a violation that does not block
 * - `error`: could not be checked; never a pass
 * - `skip`: a violation that is not enforced: waived, exempted by the policy itself, or a dry run
 */
export const STATUSES = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
export type Status = (typeof STATUSES)[number];

/** Why a violation is not enforced. */
export type SkipReason =
  | { readonly kind: 'waived'; readonly by: string }
  /** An `exception` rule of the policy itself exempts the input; `query` is the question that found it. */
  | { readonly kind: 'exception'; readonly query: string }
  | { readonly kind: 'dryrun' };

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
  /** The file that was judged, where the policy says that another is at fault; `Combined` for all files as one. */
  readonly judged?: string;
  readonly verdictId?: string;
  /** Of a `skip`. The message ends with the same in words. */
  readonly skipReason?: SkipReason;
  /** What a `document` policy returned, word for word, where it was more than a message. Only conftest's own schema shows it. */
  readonly said?: JsonObject;
}

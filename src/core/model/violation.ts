import type { JsonObject } from './json.ts';
import type { FieldPath } from './location.ts';

/** One message of a policy about one object. */
export interface Violation {
  readonly message: string;
  readonly details?: JsonObject;
  /** The field at fault, from the object's root. */
  readonly path?: FieldPath;
  readonly fix?: string;
  /** A place that the policy itself knows: conftest's `_loc`. */
  readonly location?: { readonly file?: string; readonly line: number; readonly column?: number };
  /** Who lets the finding stay that the violation is about, and for how long. */
  readonly acceptedBy?: string;
  /** The whole object that the policy returned; absent when it said no more than the message. */
  readonly said?: JsonObject;
}

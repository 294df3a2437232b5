import type { JsonValue } from './json.ts';
import type { FieldPath } from './location.ts';

/** What names a Kubernetes object. `namespace` is empty for cluster-scoped objects and for those that do not say. */
export interface ResourceIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  /** `metadata.name`, or `metadata.generateName` when the server will choose the name. */
  readonly name: string;
}

/** A Kubernetes object, as it would reach the API server. */
export interface Resource {
  readonly identity: ResourceIdentity;
  readonly object: JsonValue;
  /** What names and labels the object, where that was read without the rest: `headOf`. */
  readonly head?: JsonValue;
  /** The object as compact JSON text: what the engine reads. Numbers keep their digits. */
  readonly json: string;
  /** Where the object sits in its document: empty, or `['items', 3]` when it came out of a List. */
  readonly pathInDocument: FieldPath;
}

/** Splits `apps/v1` into its group and version; the core group is the empty string. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

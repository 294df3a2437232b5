import type { JsonObject } from '../../core/model/json.ts';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { listAt, objectAt, textAt } from '../../core/gatekeeper/read-fields.ts';

/** What a replica says of one object, as Gatekeeper's tools read it. */
export interface StatusError {
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

/** What should be in the status of an object. */
export interface StatusWish {
  readonly podId: string;
  readonly entry: JsonObject;
  /** Of templates: the kind of their constraints is there. */
  readonly created?: boolean;
}

/**
 * The status with this replica's entry in it. Those of other replicas stay as they are; those of replicas that are no more go.
 * @returns undefined when that is what it is already
 */
export function withEntry(
  object: JsonObject,
  { podId, entry, created }: StatusWish,
  isStale: (id: string) => boolean,
): JsonObject | undefined {
  const status = objectAt(object, ['status']);
  const others = listAt(status, ['byPod']).filter((one) => {
    const id = textAt(one, ['id']);
    return id !== podId && !isStale(id);
  });
  const byPod = [...others, entry].sort((a, b) => (textAt(a, ['id']) < textAt(b, ['id']) ? -1 : 1));
  const next = { ...status, ...(created === undefined ? {} : { created }), byPod };
  return canonicalJson(next) === canonicalJson(status) ? undefined : { ...object, status: next };
}

import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import { objectAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { withoutManagedFields } from './inventory-store.ts';

/** A Namespace of the cluster, as policies see it. */
export function toDeclaredNamespace(object: JsonObject): DeclaredNamespace {
  const json = withoutManagedFields(object);
  const kept: JsonObject = JSON.parse(json);
  return { labels: objectAt(kept, ['metadata', 'labels']), json };
}

import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { GatekeeperSource } from './gatekeeper-source.ts';
import { listAt, textAt } from './read-fields.ts';

/** A kind whose objects Gatekeeper keeps in `data.inventory`. */
export interface SyncedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What a Config or SyncSet says should be in `data.inventory`. */
export function syncedKinds({ object, resource }: GatekeeperSource): readonly SyncedKind[] {
  const path = resource.identity.kind === 'Config' ? ['spec', 'sync', 'syncOnly'] : ['spec', 'gvks'];
  return listAt(object, path).filter(isJsonObject).map(toKind);
}

const toKind = (entry: JsonValue): SyncedKind => ({
  group: textAt(entry, ['group']),
  version: textAt(entry, ['version']),
  kind: textAt(entry, ['kind']),
});

/** Patterns of the Namespaces that a Config keeps from being reviewed at admission, from being audited, or from being synced. */
export function excludedNamespaces(
  { object }: GatekeeperSource,
  process: 'webhook' | 'audit' | 'sync',
): readonly string[] {
  return listAt(object, ['spec', 'match']).flatMap((entry) => {
    const processes = listAt(entry, ['processes']);
    if (!processes.some((one) => one === process || one === '*')) return [];
    return listAt(entry, ['excludedNamespaces']).filter((one): one is string => typeof one === 'string');
  });
}

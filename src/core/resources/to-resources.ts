import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Resource, ResourceIdentity } from '../model/resource.ts';

/** What this step needs of a document: its value and the JSON text it was read as. */
export interface DocumentContent {
  readonly value: JsonValue;
  readonly json: string;
}

/**
 * The Kubernetes objects that a document holds: one, the items of a `List`, or none when the document is something else
 * (Helm values, a workflow). A List inside a List is expanded too, as kubectl does.
 */
export function toResources(document: DocumentContent): readonly Resource[] {
  const { value, json } = document;
  const identity = identityOf(value);
  if (identity === undefined || !isJsonObject(value)) return [];
  if (!isList(identity, value)) return [{ identity, object: value, json, pathInDocument: [] }];
  return listItems(value).flatMap((item, index) => itemResources(item, index));
}

function itemResources(item: JsonValue, index: number): readonly Resource[] {
  return toResources({ value: item, json: JSON.stringify(item) }).map((resource) => ({
    ...resource,
    pathInDocument: ['items', index, ...resource.pathInDocument],
  }));
}

/** `List` and typed lists such as `RoleBindingList`: kubectl sends their items one by one. */
function isList({ kind }: ResourceIdentity, value: JsonObject): boolean {
  return kind.endsWith('List') && Array.isArray(value['items']);
}

function listItems(value: JsonObject): readonly JsonValue[] {
  const items = value['items'];
  return Array.isArray(items) ? items : [];
}

/** The identity of an object, or undefined when it does not say its apiVersion and kind. */
export function identityOf(value: JsonValue): ResourceIdentity | undefined {
  if (!isJsonObject(value)) return undefined;
  const apiVersion = value['apiVersion'];
  const kind = value['kind'];
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') return undefined;
  const metadata = metadataOf(value);
  return {
    apiVersion,
    kind,
    namespace: text(metadata['namespace']),
    name: text(metadata['name']) || text(metadata['generateName']),
  };
}

/** `metadata`, or an empty object where it is missing or malformed. */
export function metadataOf(value: JsonValue): JsonObject {
  const metadata = isJsonObject(value) ? value['metadata'] : undefined;
  return isJsonObject(metadata) ? metadata : {};
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

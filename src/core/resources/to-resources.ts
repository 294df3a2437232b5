import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Resource, ResourceIdentity } from '../model/resource.ts';
import { createResource } from './create-resource.ts';

/** What this step needs of a document: its value and the JSON text it was read as. */
export interface DocumentContent {
  readonly value: JsonValue;
  readonly json: string;
  /** Of an object at least what names and labels it. */
  readonly head?: JsonValue;
}

/**
 * The Kubernetes objects that a document holds: one, the items of a `List`, or none when the document is something else
 * (Helm values, a workflow). A List inside a List is expanded too, as kubectl does.
 */
export function toResources(document: DocumentContent): readonly Resource[] {
  const head = document.head ?? document.value;
  const identity = identityOf(head);
  if (identity === undefined) return [];
  if (!isList(identity, document)) return [createResource(identity, head, document)];
  return listItems(document.value).flatMap((item, index) => itemResources(item, index));
}

function itemResources(item: JsonValue, index: number): readonly Resource[] {
  return toResources({ value: item, json: JSON.stringify(item) }).map(({ identity, object, json, pathInDocument }) => ({
    identity,
    object,
    json,
    pathInDocument: ['items', index, ...pathInDocument],
  }));
}

/** `List` and typed lists such as `RoleBindingList`: kubectl sends their items one by one. */
function isList({ kind }: ResourceIdentity, document: DocumentContent): boolean {
  return kind.endsWith('List') && itemsOf(document.value) !== undefined;
}

const listItems = (value: JsonValue): readonly JsonValue[] => itemsOf(value) ?? [];

function itemsOf(value: JsonValue): readonly JsonValue[] | undefined {
  const items = isJsonObject(value) ? value['items'] : undefined;
  return Array.isArray(items) ? items : undefined;
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

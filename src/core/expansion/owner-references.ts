import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** Who an implied object belongs to. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * The owner references of an implied object: those that it has, and its parent's. Undefined when nothing is to be changed:
 * the parent is among them already, or has no name to be referred to by. Source: gatekeeper pkg/expansion ensureOwnerReference.
 */
export function withOwner(references: JsonValue | undefined, owner: Owner): readonly JsonObject[] | undefined {
  if (owner.name === '') return undefined;
  const known = readReferences(references);
  const isKnown = known.some(
    ({ apiVersion, kind, name }) => apiVersion === owner.apiVersion && kind === owner.kind && name === owner.name,
  );
  return isKnown ? undefined : [...known, { ...owner, uid: '' }];
}

/** A list with anything else in it than references counts as none. */
function readReferences(references: JsonValue | undefined): readonly JsonObject[] {
  if (!Array.isArray(references) || !references.every(isJsonObject)) return [];
  return references.map(toReference);
}

/** The fields that references have; others are lost when the list is written again. Source: apimachinery extractOwnerReference. */
function toReference(reference: JsonObject): JsonObject {
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = reference;
  return {
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    name: textOf(name),
    uid: textOf(uid),
    ...(typeof controller === 'boolean' ? { controller } : {}),
    ...(typeof blockOwnerDeletion === 'boolean' ? { blockOwnerDeletion } : {}),
  };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

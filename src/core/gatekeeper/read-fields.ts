import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';

/** The value at a path of an object; undefined where any step is missing. */
export function valueAt(root: JsonValue | undefined, path: FieldPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value[step] as JsonValue | undefined) : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The object at a path, or an empty one. */
export function objectAt(root: JsonValue | undefined, path: FieldPath): JsonObject {
  const value = valueAt(root, path);
  return isJsonObject(value) ? value : {};
}

/** The list at a path, or an empty one. */
export function listAt(root: JsonValue | undefined, path: FieldPath): readonly JsonValue[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value : [];
}

/** The text at a path, or an empty one. */
export function textAt(root: JsonValue | undefined, path: FieldPath): string {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : '';
}

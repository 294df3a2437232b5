import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import type { SchemaProblem } from './validate-value.ts';

/**
 * Why a schema is not structural, which the API server demands of one that drops unknown fields: each part must say its type,
 * and an object has either named fields or arbitrary ones.
 */
export function structuralProblems(schema: JsonObject, path: FieldPath): readonly SchemaProblem[] {
  const { type, properties, additionalProperties, items } = schema;
  const problems: SchemaProblem[] = [];
  const isOpen =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if ((typeof type !== 'string' || type === '') && !isOpen) problems.push({ path, message: 'must have a type' });
  if (type === 'array' && !isJsonObject(items))
    problems.push({ path, message: 'is an array and must say what its items are' });
  if (isJsonObject(properties) && additionalProperties !== undefined && additionalProperties !== false) {
    problems.push({ path, message: 'must not have both properties and additionalProperties' });
  }
  const parts: readonly (readonly [FieldPath, JsonValue | undefined])[] = [
    ...(isJsonObject(properties) ? Object.entries(properties) : []).map(
      ([name, part]) => [[...path, 'properties', name], part] as const,
    ),
    [[...path, 'items'], items],
    [[...path, 'additionalProperties'], additionalProperties],
  ];
  return [...problems, ...parts.flatMap(([at, part]) => (isJsonObject(part) ? structuralProblems(part, at) : []))];
}

/** The schema, open to unknown fields at every level: what `legacySchema` of a ConstraintTemplate means. */
export function preservingUnknown(schema: JsonObject): JsonObject {
  const { type, properties, additionalProperties, items } = schema;
  const isObject = type === undefined || type === '' || type === 'object';
  return {
    ...schema,
    ...(isObject ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
    ...(isJsonObject(properties) ? { properties: mapMembers(properties) } : {}),
    ...(isJsonObject(additionalProperties) ? { additionalProperties: preservingUnknown(additionalProperties) } : {}),
    ...(isJsonObject(items) ? { items: preservingUnknown(items) } : type === 'array' ? { items: OPEN } : {}),
  };
}

const OPEN: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };

const mapMembers = (schemas: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, part]) => [name, isJsonObject(part) ? preservingUnknown(part) : part]),
  );

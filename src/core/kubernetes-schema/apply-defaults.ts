import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { fieldSchema } from './validate-value.ts';

/**
 * The value with the defaults of a structural schema, as the API server fills them in: only in objects that are there, and in
 * place of a null that the schema does not allow.
 */
export function applyDefaults(schema: JsonObject, value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const { items } = schema;
    return isJsonObject(items) ? value.map((item: JsonValue) => applyDefaults(items, item)) : value;
  }
  return isJsonObject(value) ? fillObject(schema, value) : value;
}

function fillObject(schema: JsonObject, value: JsonObject): JsonObject {
  const filled = new Map(Object.entries(value));
  const { properties } = schema;
  for (const [name, property] of isJsonObject(properties) ? Object.entries(properties) : []) {
    const given = filled.get(name);
    if (!isJsonObject(property) || property['default'] === undefined) continue;
    if (given === undefined || (given === null && property['nullable'] !== true)) filled.set(name, property['default']);
  }
  for (const [name, member] of filled) {
    const own = fieldSchema(schema, name);
    if (own !== undefined) filled.set(name, applyDefaults(own, member));
  }
  return Object.fromEntries(filled);
}

import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** Fills `value` with the defaults of a JSON Schema, as the API server fills a constraint from its CRD. The value wins. */
export function withDefaults(schema: JsonObject, value: JsonObject): JsonObject {
  const properties = schema['properties'];
  if (!isJsonObject(properties)) return value;
  const filled: Record<string, JsonValue> = { ...value };
  for (const [name, property] of Object.entries(properties)) {
    const result = fill(property, value[name]);
    if (result !== undefined) filled[name] = result;
  }
  return filled;
}

function fill(schema: JsonValue, value: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(schema)) return value;
  const given = value === undefined ? schema['default'] : value;
  return isJsonObject(given) ? withDefaults(schema, given) : given;
}

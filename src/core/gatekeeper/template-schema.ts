import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/**
 * The JSON Schema that a template's parameters must fit, from its openAPIV3Schema as Kubernetes reads one: a field that no schema
 * knows is an error, unless the schema says `x-kubernetes-preserve-unknown-fields`, and `nullable` lets null through.
 * Without a schema no parameter is known.
 * @param preservesUnknown `legacySchema`: fields that the schema does not know are let through
 */
export function toParameterSchema(schema: JsonObject | undefined, preservesUnknown: boolean): JsonObject {
  if (schema === undefined) return preservesUnknown ? {} : { type: 'object', additionalProperties: false };
  return strict(schema, preservesUnknown);
}

function strict(schema: JsonObject, preservesUnknown: boolean): JsonObject {
  const { properties, additionalProperties, items, ...rest } = schema;
  const keepsUnknown = preservesUnknown || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...withoutNulls(rest, schema),
    ...(isJsonObject(properties) ? { properties: eachStrict(properties, preservesUnknown) } : {}),
    ...(items === undefined ? {} : { items: strictValue(items, preservesUnknown) }),
    ...unknownFields(schema, additionalProperties, keepsUnknown, preservesUnknown),
  };
}

const eachStrict = (schemas: JsonObject, preservesUnknown: boolean): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strictValue(schema, preservesUnknown)]));

const strictValue = (schema: JsonValue, preservesUnknown: boolean): JsonValue =>
  isJsonObject(schema) ? strict(schema, preservesUnknown) : schema;

function unknownFields(
  schema: JsonObject,
  additionalProperties: JsonValue | undefined,
  keepsUnknown: boolean,
  preservesUnknown: boolean,
): JsonObject {
  if (additionalProperties !== undefined) {
    return { additionalProperties: strictValue(additionalProperties, preservesUnknown) };
  }
  const isObject = schema['type'] === 'object' || isJsonObject(schema['properties']);
  return isObject ? { additionalProperties: keepsUnknown } : {};
}

/** `nullable` and int-or-string are not JSON Schema: they become the types that they stand for. */
function withoutNulls(rest: JsonObject, schema: JsonObject): JsonObject {
  const { type, nullable, ...others } = rest;
  const types =
    schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : type === undefined ? [] : [type];
  if (types.length === 0) return others;
  const all = nullable === true ? [...types, 'null'] : types;
  return { ...others, type: all.length === 1 ? (all[0] ?? 'object') : all };
}

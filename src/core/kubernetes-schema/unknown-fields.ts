import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import { fieldSchema } from './validate-value.ts';

/**
 * The fields that a structural schema does not know, which the API server would drop. A schema with
 * `x-kubernetes-preserve-unknown-fields` keeps what it does not know, and its known fields are looked into all the same.
 * @param schema undefined where no schema speaks of the value: whatever it holds is unknown
 */
export function unknownFields(
  schema: JsonObject | undefined,
  value: JsonValue,
  path: FieldPath = [],
): readonly FieldPath[] {
  if (Array.isArray(value)) {
    const items = schema?.['items'];
    const own = isJsonObject(items) ? items : undefined;
    if (own === undefined && preservesUnknown(schema)) return [];
    return value.flatMap((item: JsonValue, index) => unknownFields(own, item, [...path, index]));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = schema === undefined ? undefined : fieldSchema(schema, name);
    if (own !== undefined) return unknownFields(own, member, [...path, name]);
    return preservesUnknown(schema) || schema?.['additionalProperties'] === true ? [] : [[...path, name]];
  });
}

const preservesUnknown = (schema: JsonObject | undefined): boolean =>
  schema?.['x-kubernetes-preserve-unknown-fields'] === true;

import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** The text of a field; empty when there is none. */
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** An object, empty when it is none. */
export const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The objects of a list. What is none of them keeps its place, so that places stay those of the text. */
export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map((one) => objectOf(one)) : [];

export const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((one) => textOf(one)) : [];

/** Whether a field says something: neither absent nor null nor empty. */
export function isSaid(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

import type { JsonObject, JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';

/** Tells what is wrong with the field at `at`. */
export type Say = (at: FieldPath, problem: string) => void;

/** The field when it is there. A null is as good as none: the API server prunes it. */
export function optional<K extends string, T>(
  key: K,
  object: JsonObject,
  at: FieldPath,
  parse: (part: JsonValue, at: FieldPath) => T,
): { readonly [P in K]?: T } {
  const part = object[key] ?? null;
  // A computed key widens to an index signature; the type of this function states what it really is.
  return part === null ? {} : ({ [key]: parse(part, [...at, key]) } as { readonly [P in K]?: T });
}

/** A misspelt field would select everything that it was meant to leave out. */
export function refuseUnknown(object: JsonObject, known: readonly string[], at: FieldPath, say: Say): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) say([...at, key], `is not a match field; there are ${known.join(', ')}`);
  }
}

export function textList(value: JsonValue, at: FieldPath, say: Say): readonly string[] {
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  say(at, 'must be a list of strings');
  return [];
}

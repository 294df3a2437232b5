import type { JsonValue } from '../model/json.ts';
import { compareStrings } from './compare.ts';
import { toUnicode } from './go-string.ts';
import { numberText, toDouble } from './number.ts';
import { isArray, type RegoEntry, RegoObject, RegoSet, type RegoValue } from './value.ts';

/**
 * The value as plain JSON: a set becomes an array in OPA's order, a key that is not a string becomes its JSON text, a
 * number the nearest double. `toJsonText` keeps every digit.
 */
export function toJson(value: RegoValue): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return toUnicode(value);
  if (isArray(value)) return value.map(toJson);
  if (value instanceof RegoSet) return value.members.map(toJson);
  // fromEntries defines own properties: a key named __proto__ stays a key.
  if (value instanceof RegoObject)
    return Object.fromEntries(value.entries.map((entry) => [keyText(entry), toJson(entry[1])]));
  return finite(toDouble(value));
}

/** The value as JSON text like `opa eval` writes it, but for spaces: keys sorted, numbers with the digits they came with. */
export function toJsonText(value: RegoValue): string {
  if (typeof value === 'string') return JSON.stringify(toUnicode(value));
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(toJsonText).join(',')}]`;
  if (value instanceof RegoSet) return `[${value.members.map(toJsonText).join(',')}]`;
  if (value instanceof RegoObject) return `{${members(value).join(',')}}`;
  return numberText(value);
}

/** The value as Go's encoder writes it, which `json.marshal` does: with the characters escaped that HTML could mistake. */
export const toGoJson = (value: RegoValue): string => escapeForHtml(toJsonText(value));

function members(object: RegoObject): readonly string[] {
  // A number and its text can both be keys: {1: "a", "1": "b"}. The later one holds, as in OPA.
  const byName = new Map(object.entries.map((entry) => [keyText(entry), entry[1]]));
  return [...byName]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([name, value]) => `${JSON.stringify(name)}:${toJsonText(value)}`);
}

function keyText([key]: RegoEntry): string {
  return typeof key === 'string' ? toUnicode(key) : escapeForHtml(toJsonText(key));
}

// Go's encoder escapes these inside the text of a key that is not a string.
function escapeForHtml(text: string): string {
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// JSON has no infinity; the largest double keeps the order.
function finite(value: number): number {
  return Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_VALUE;
}

import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { visible } from '../../report/safe-text.ts';

/**
 * Reads JSON that somebody else wrote: what has another type than expected is as if it were not there. Nothing here throws, and
 * texts come out printable and short.
 */

type Loose = JsonValue | undefined;

/** Most characters that are kept of a text. A longer one ends in `…`, so that it equals nothing that is looked for. */
const LONGEST_TEXT = 512;

export const objectIn = (value: Loose): JsonObject => (isJsonObject(value) ? value : {});

export const listIn = (value: Loose): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** The objects of a list. */
export const objectsIn = (value: Loose): readonly JsonObject[] => listIn(value).filter(isJsonObject);

/**
 * The objects of a list that must hold nothing else; one that is not there is empty. Undefined where something else stands: what was
 * found must not become less because nobody can read it.
 */
export function recordsIn(value: Loose): readonly JsonObject[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every(isJsonObject) ? value : undefined;
}

/** The same for the lists of several objects, one after the other. */
export function recordsOf(objects: readonly JsonObject[], field: string): readonly JsonObject[] | undefined {
  const lists = objects.map((object) => recordsIn(object[field]));
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** A text with something in it. */
export function textIn(value: Loose): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '') return undefined;
  return visible(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}

/** The texts of a list, at most `most`, in its order and each once. */
export function textsIn(value: Loose, most: number): readonly string[] {
  const texts = new Set<string>();
  for (const one of listIn(value)) {
    if (texts.size >= most) break;
    const text = textIn(one);
    if (text !== undefined) texts.add(text);
  }
  return [...texts];
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A moment as ISO 8601 in UTC. One that is no RFC 3339, or that no calendar has, is none. */
export function momentIn(value: Loose): string | undefined {
  if (typeof value !== 'string' || value.length > 40 || !RFC3339.test(value)) return undefined;
  // Go writes nanoseconds; JavaScript reads three digits everywhere.
  const at = Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** `{ [name]: value }`, or nothing for what is not there: fields of facts are absent rather than empty. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  // A computed key widens to `string`; the one key is `Name`.
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value });
}

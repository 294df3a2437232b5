import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { fieldNamed } from './field-readings.ts';
import { FORM_KEYS, formOf } from './forms/object-forms.ts';
import { pairOf, VALUE_KEYS } from './name-value-pair.ts';
import { nameOf, type Place, stepInto } from './place.ts';
import { inSilence, namedValue, readNumber, readText } from './read-leaf.ts';
import { readObject } from './read-object.ts';
import { type Reading, type Search, sortedKeys } from './search.ts';
import { readScalar } from './sops/read-scalar.ts';

/** Reads a value of which nothing is known but what it looks like: Kubernetes objects, parts of pods and named texts wherever they stand. */
export const readAnything: Reading = (value, place, search) => {
  if (typeof value === 'string') readText(value, place, search);
  else if (Array.isArray(value)) readItems(value, place, search);
  else if (isJsonObject(value)) readMembers(value, place, search);
  else if (typeof value === 'number') readNumber(value, nameOf(place), place, search);
  else readScalar(value, place, search);
};

function readItems(items: readonly JsonValue[], place: Place, search: Search): void {
  if (!search.enter(place)) return;
  items.forEach((item, at) => readAnything(item, stepInto(place, at), search));
}

function readMembers(object: JsonObject, place: Place, search: Search): void {
  if (readObject(object, place, search)) return;
  const keys = sortedKeys(object);
  const isMarked = keys.some((key) => MARKS.has(key));
  const form = isMarked ? formOf(object) : undefined;
  if (form !== undefined) return form(object, place, search);
  if (!search.enter(place)) return;
  const pair = isMarked ? pairOf(object) : undefined;
  for (const key of keys) {
    const { reading = readAnything, isReference } = fieldNamed(key);
    const value = object[key] ?? null;
    const chosen = key === pair?.valueKey ? namedValue(pair.name) : reading;
    chosen(value, stepInto(place, key), isReference || pointsToSecret(key, value) ? inSilence(search) : search);
  }
}

/** `passwordSecret: { secretName: kafka, password: user-password }`, as Strimzi has it: what stands there are names of keys. */
const pointsToSecret = (key: string, value: JsonValue): boolean =>
  key.endsWith('Secret') &&
  isJsonObject(value) &&
  typeof value['secretName'] === 'string' &&
  value['secretName'] !== '';

/** Without one of these keys, an object has no form of its own: most have none. */
const MARKS: ReadonlySet<string> = new Set([...FORM_KEYS, ...VALUE_KEYS]);

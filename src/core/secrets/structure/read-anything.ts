import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { FIELD_READINGS, isReferenceName } from './field-readings.ts';
import { formOf } from './forms/object-forms.ts';
import { pairOf } from './name-value-pair.ts';
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
  const form = formOf(object);
  if (form !== undefined) return form(object, place, search);
  if (!search.enter(place)) return;
  const pair = pairOf(object);
  for (const key of sortedKeys(object)) {
    const reading = key === pair?.valueKey ? namedValue(pair.name) : (FIELD_READINGS.get(key) ?? readAnything);
    reading(object[key] ?? null, stepInto(place, key), isReferenceName(key) ? inSilence(search) : search);
  }
}

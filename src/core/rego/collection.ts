import { compareValues } from './compare.ts';
import { createNumber } from './number.ts';
import { type RegoEntry, RegoObject, RegoSet, type RegoValue } from './value.ts';

/** A set of the values given, sorted and without duplicates. */
export function createSet(values: readonly RegoValue[]): RegoSet {
  if (values.length < 2) return new RegoSet(values);
  const sorted = [...values].sort(compareValues);
  return new RegoSet(sorted.filter((value, i) => i === 0 || compareValues(sorted[i - 1] ?? null, value) !== 0));
}

/**
 * An object of the entries given, sorted by key. Of equal keys the first stays, with the last value: OPA inserts 1.0 into
 * {1: "a"} that way.
 */
export function createObject(entries: readonly RegoEntry[]): RegoObject {
  const unique: RegoEntry[] = [];
  for (const entry of entries.length < 2 ? entries : [...entries].sort(compareKeys)) {
    const previous = unique.at(-1);
    if (previous === undefined || compareKeys(previous, entry) !== 0) unique.push(entry);
    else unique[unique.length - 1] = [previous[0], entry[1]];
  }
  return new RegoObject(unique);
}

/** An object with string keys. */
export function createRecord(record: Readonly<Record<string, RegoValue>>): RegoObject {
  return createObject(Object.entries(record));
}

/** What the object holds under the key; undefined when it has no such key. */
export function lookUp(object: RegoObject, key: RegoValue): RegoValue | undefined {
  return object.entries[search(object.entries.length, (i) => compareValues(object.entries[i]?.[0] ?? null, key))]?.[1];
}

/** Whether the set has the value. */
export function hasMember(set: RegoSet, value: RegoValue): boolean {
  return search(set.members.length, (i) => compareValues(set.members[i] ?? null, value)) >= 0;
}

/** The value of what `JSON.parse` returned, with the digits that JSON.parse kept. `parseTerm` reads text exactly. */
export function fromJson(json: unknown): RegoValue {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return createNumber(JSON.stringify(json));
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json === 'object') return createObject(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
  throw new TypeError(`not a JSON value: ${typeof json}`);
}

// Binary search in sorted positions; -1 when none compares as equal.
function search(length: number, orderAt: (position: number) => number): number {
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = orderAt(middle);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function compareKeys(a: RegoEntry, b: RegoEntry): number {
  return compareValues(a[0], b[0]);
}

import { compareValues } from './compare.ts';
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

/** What the object holds under the key; undefined when it has no such key. */
export function lookUp(object: RegoObject, key: RegoValue): RegoValue | undefined {
  return object.entries[search(object.entries.length, (i) => compareValues(object.entries[i]?.[0] ?? null, key))]?.[1];
}

/** Whether the set has the value. */
export function hasMember(set: RegoSet, value: RegoValue): boolean {
  return search(set.members.length, (i) => compareValues(set.members[i] ?? null, value)) >= 0;
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

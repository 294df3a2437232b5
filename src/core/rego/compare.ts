import { compareNumbers, RegoNumber } from './number.ts';
import { isArray, RegoObject, type RegoValue, RegoSet } from './value.ts';

/**
 * OPA's total order: null < boolean < number < string < array < object < set; negative, 0 or positive. Numbers compare
 * exactly, strings by code point as Go compares UTF-8, objects by their pairs in key order.
 */
export function compareValues(a: RegoValue, b: RegoValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof RegoObject && b instanceof RegoObject) return compareObjects(a, b);
  if (a instanceof RegoSet && b instanceof RegoSet) return compareLists(a.members, b.members);
  if (a !== null && b !== null && isArray(a) && isArray(b)) return compareLists(a, b);
  return rank(a) - rank(b);
}

/** Whether two values are the same value: 1 and 1.0 are. */
export function equalValues(a: RegoValue, b: RegoValue): boolean {
  return compareValues(a, b) === 0;
}

/** Whether a value is a number, plain or with its own text. */
export function isNumber(value: RegoValue): value is number | RegoNumber {
  return typeof value === 'number' || value instanceof RegoNumber;
}

/** Orders strings by code point, where `<` would order UTF-16 units: U+E000 comes before U+10000. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return byCodePoint(x) - byCodePoint(y);
  }
  return a.length - b.length;
}

// The usual trick of collations in UTF-16: lift the surrogates above the rest of the plane.
function byCodePoint(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}

function compareLists(a: readonly RegoValue[], b: readonly RegoValue[]): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareObjects(a: RegoObject, b: RegoObject): number {
  const end = Math.min(a.entries.length, b.entries.length);
  for (let i = 0; i < end; i++) {
    const [keyA, valueA] = a.entries[i] ?? [null, null];
    const [keyB, valueB] = b.entries[i] ?? [null, null];
    const order = compareValues(keyA, keyB) || compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return a.entries.length - b.entries.length;
}

function rank(value: RegoValue): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  if (isNumber(value)) return 2;
  if (typeof value === 'string') return 3;
  if (value instanceof RegoObject) return 5;
  return value instanceof RegoSet ? 6 : 4;
}

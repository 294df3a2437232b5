import type { RegoNumber } from './number.ts';

/**
 * One Rego value. Arrays are plain arrays; a plain `number` is one whose JSON text is `String(n)`, every other number keeps
 * its text in a RegoNumber. A byte of a Rego string that is not UTF-8 is a lone surrogate U+DC80..U+DCFF here, so no two
 * different Rego strings become the same JavaScript string.
 */
export type RegoValue = null | boolean | number | RegoNumber | string | readonly RegoValue[] | RegoObject | RegoSet;

/** A set: members are unique and in OPA's order. Build it with `createSet`. */
export class RegoSet {
  readonly members: readonly RegoValue[];
  constructor(members: readonly RegoValue[]) {
    this.members = members;
  }
}

/** One key of an object and what it holds. */
export type RegoEntry = readonly [key: RegoValue, value: RegoValue];

/** An object: keys are any value, unique and in OPA's order. Build it with `createObject`. */
export class RegoObject {
  readonly entries: readonly RegoEntry[];
  constructor(entries: readonly RegoEntry[]) {
    this.entries = entries;
  }
}

/** Narrows to an array. `Array.isArray` alone would let `any` in. */
export function isArray(value: RegoValue): value is readonly RegoValue[] {
  return Array.isArray(value);
}

/** OPA's name for the type of a value, as its messages use it. */
export function typeName(value: RegoValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') return typeof value;
  if (isArray(value)) return 'array';
  if (value instanceof RegoObject) return 'object';
  return value instanceof RegoSet ? 'set' : 'number';
}

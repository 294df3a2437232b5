import type { FieldPath } from '../../model/location.ts';
import { skipBlanks, stringEnd } from './json-text.ts';

/** A member of an object, or an item of an array. */
interface Child {
  /** Offset of the key, or of the item. */
  readonly at: number;
  /** Offset of the value: the same as `at` for an item. */
  readonly valueAt: number;
}

/** Offset of the deepest part of a path in the well-formed JSON value at `start`. */
export function locateInJson(text: string, start: number, path: FieldPath): { at: number; exact: boolean } {
  let found: Child = { at: start, valueAt: start };
  for (const segment of path) {
    const child = childOf(text, found.valueAt, segment);
    if (child === undefined) return { at: found.at, exact: false };
    found = child;
  }
  return { at: found.at, exact: true };
}

/** The first child of that name or index, in the object or array at an offset. */
export function childOf(text: string, start: number, segment: string | number): Child | undefined {
  const code = text.charCodeAt(start);
  if (code === 0x7b)
    return find(text, start, (at) => JSON.parse(text.slice(at, stringEnd(text, at))) === String(segment));
  let index = -1;
  if (code === 0x5b) return find(text, start, () => String(++index) === String(segment));
  return undefined;
}

/** Walks the children of a collection until one is wanted. */
function find(text: string, start: number, isWanted: (at: number) => boolean): Child | undefined {
  const isObject = text.charCodeAt(start) === 0x7b;
  let at = skipBlanks(text, start + 1);
  while (text.charCodeAt(at) !== (isObject ? 0x7d : 0x5d)) {
    // Behind the key stand blanks, a colon and blanks.
    const valueAt = isObject ? skipBlanks(text, skipBlanks(text, stringEnd(text, at)) + 1) : at;
    if (isWanted(at)) return { at, valueAt };
    at = skipBlanks(text, valueEnd(text, valueAt));
    if (text.charCodeAt(at) === 0x2c) at = skipBlanks(text, at + 1);
  }
  return undefined;
}

/** Offset behind the well-formed value at `start`. */
function valueEnd(text: string, start: number): number {
  let at = start;
  let depth = 0;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      at += 1;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      at += 1;
    } else at = depth > 0 ? at + 1 : wordEnd(text, at);
    if (depth === 0) return at;
  }
}

/** Offset behind a number, `true`, `false` or `null`. */
function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !',]}'.includes(text.charAt(at))) at += 1;
  return at;
}

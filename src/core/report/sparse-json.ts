import { safeJson } from './safe-text.ts';

/**
 * JSON data in which a member that is absent may also be present as `undefined`, as `JSON.stringify` has it. Building such
 * an object costs a third of spreading the members that are there, and a report has a hundred thousand of them.
 */
export type SparseJson = null | boolean | number | string | readonly SparseJson[] | SparseJsonObject;

export interface SparseJsonObject {
  readonly [key: string]: SparseJson | undefined;
}

/** JSON text on one line, safe to print; it reads back as the same data. */
export function jsonText(value: SparseJson): string {
  return safeJson(JSON.stringify(value));
}

/** How many items are serialised by one call. A call an item costs twice as much; one call for all makes one huge string. */
const BATCH = 64;

/**
 * The items of a JSON array, one a line, without the brackets. Every item must be an object whose first member is
 * `firstKey`, by which the seams are found.
 */
export function* jsonItems<T>(
  items: readonly T[],
  firstKey: string,
  toDocument: (item: T) => SparseJsonObject,
): Generator<string, void, undefined> {
  for (let start = 0; start < items.length; start += BATCH) {
    const text = jsonText(items.slice(start, start + BATCH).map(toDocument));
    yield (start === 0 ? '\n' : ',\n') + splitItems(text, firstKey);
  }
  if (items.length > 0) yield '\n';
}

/** Quotes inside a JSON string are escaped, so the seam is found between objects only, where a line break is welcome. */
function splitItems(arrayText: string, firstKey: string): string {
  return arrayText.slice(1, -1).replaceAll(`},{"${firstKey}":`, `},\n{"${firstKey}":`);
}

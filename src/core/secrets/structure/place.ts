import type { FieldPath } from '../../model/location.ts';

/** Where a value stands in its document, as a chain up to the root: nothing is copied on the way down. */
export interface Place {
  readonly parent: Place | undefined;
  /** Of the root: empty. */
  readonly key: string | number;
  /** Steps from the root. */
  readonly depth: number;
}

export const ROOT: Place = { parent: undefined, key: '', depth: 0 };

export const stepInto = (parent: Place, key: string | number): Place => ({ parent, key, depth: parent.depth + 1 });

export function pathOf(place: Place): FieldPath {
  const path: (string | number)[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The name of the field: of an item, that of its list. */
export function nameOf(place: Place): string {
  let at = place;
  while (typeof at.key === 'number' && at.parent !== undefined) at = at.parent;
  return String(at.key);
}

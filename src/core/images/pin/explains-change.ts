import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';

export type AllowedChange =
  /** A text that is this one becomes that one, wherever it stands: an anchor stands in many places. */
  | { readonly kind: 'text'; readonly before: string; readonly after: string }
  /** A member gets a value, or comes into being. */
  | { readonly kind: 'member'; readonly path: FieldPath; readonly value: string };

/** Whether one value is the other but for changes that are allowed. */
export function explainsChange(
  before: JsonValue,
  after: JsonValue | undefined,
  changes: readonly AllowedChange[],
  path: FieldPath = [],
): boolean {
  if (after === undefined) return false;
  if (typeof before === 'string' && typeof after === 'string')
    return before === after || changes.some((change) => isTextChange(change, before, after));
  if (Array.isArray(before))
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item: JsonValue, index) => explainsChange(item, after[index], changes, [...path, index]))
    );
  if (!isJsonObject(before)) return before === after;
  if (!isJsonObject(after)) return false;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((key) => {
    const member = changes.find((change) => change.kind === 'member' && isSame(change.path, [...path, key]));
    const [was, is] = [before[key], after[key]];
    if (member?.kind === 'member' && is === member.value) return true;
    return was !== undefined && explainsChange(was, is, changes, [...path, key]);
  });
}

const isTextChange = (change: AllowedChange, before: string, after: string): boolean =>
  change.kind === 'text' && change.before === before && change.after === after;

const isSame = (a: FieldPath, b: FieldPath): boolean =>
  a.length === b.length && a.every((part, index) => String(part) === String(b[index]));

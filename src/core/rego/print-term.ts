import { numberText } from './number.ts';
import { quote } from './quote.ts';
import { isArray, RegoObject, RegoSet, type RegoValue } from './value.ts';

/** The value as OPA prints a term: `{"a", "b"}`, `set()`, `{"k": [1, null]}`; members and keys in order. */
export function printTerm(value: RegoValue): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(printTerm).join(', ')}]`;
  if (value instanceof RegoSet)
    return value.members.length === 0 ? 'set()' : `{${value.members.map(printTerm).join(', ')}}`;
  if (value instanceof RegoObject) return `{${value.entries.map(printEntry).join(', ')}}`;
  return numberText(value);
}

function printEntry([key, value]: readonly [RegoValue, RegoValue]): string {
  return `${printTerm(key)}: ${printTerm(value)}`;
}

import type { JsonObject } from '../../model/json.ts';

/** An object that gives a value a name: `{name: A, value: b}` and its many spellings. */
export interface NameValuePair {
  readonly name: string;
  readonly valueKey: string;
}

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['name', 'value'],
  ['Name', 'Value'],
  ['key', 'value'],
  ['Key', 'Value'],
  ['ParameterKey', 'ParameterValue'],
  ['parameterKey', 'parameterValue'],
  ['OptionName', 'Value'],
  ['name', 'default'],
];

/** The keys under which the value stands. */
export const VALUE_KEYS: readonly string[] = SPELLINGS.map(([, valueKey]) => valueKey);

export function pairOf(object: JsonObject): NameValuePair | undefined {
  for (const [nameKey, valueKey] of SPELLINGS) {
    const name = object[nameKey];
    const value = object[valueKey];
    if (typeof name === 'string' && (typeof value === 'string' || typeof value === 'number')) return { name, valueKey };
  }
  return undefined;
}

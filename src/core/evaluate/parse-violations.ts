import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import type { Violation } from '../model/violation.ts';

export type ParsedViolations =
  | { readonly kind: 'violations'; readonly violations: readonly Violation[] }
  /** The rule returned something that is not a violation. Dropping it would be a silent pass. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Reads what a `violation`, `deny` or `warn` rule returned: a set (or array) of messages or of objects with `msg`. */
export function parseViolations(value: JsonValue): ParsedViolations {
  // A complete rule `deny := true` or `deny := "message"` is one violation; `false` is none.
  const elements = Array.isArray(value) ? value : value === false ? [] : [value];
  const violations: Violation[] = [];
  for (const element of elements) {
    const violation = parseViolation(element);
    if (typeof violation === 'string') return { kind: 'invalid', message: violation };
    violations.push(violation);
  }
  return { kind: 'violations', violations };
}

function parseViolation(element: JsonValue): Violation | string {
  if (typeof element === 'string') return { message: element };
  if (!isJsonObject(element))
    return `returned ${describeValue(element)} where a message, or an object with "msg", is expected`;
  const message = element['msg'];
  if (message === undefined) return 'returned an object without "msg"';
  if (typeof message !== 'string') return `returned a "msg" that is ${describeValue(message)}, not a string`;
  return {
    message,
    ...detailsOf(element),
    ...pathOf(element),
    ...fixOf(element),
    ...locationOf(element),
    ...saidBy(element),
  };
}

/** `details` where the policy gives it; else, as conftest does, every key that is not reserved. */
function detailsOf(element: JsonObject): { details?: JsonObject } {
  const details = element['details'];
  if (isJsonObject(details)) return Object.keys(details).length > 0 ? { details } : {};
  const rest = Object.entries(element).filter(([key]) => !RESERVED.has(key));
  return rest.length > 0 ? { details: Object.fromEntries(rest) } : {};
}

const RESERVED: ReadonlySet<string> = new Set(['msg', 'path', 'fix', '_loc']);

function pathOf(element: JsonObject): { path?: FieldPath } {
  const path = element['path'];
  if (!Array.isArray(path)) return {};
  const steps = path.filter((step): step is string | number => typeof step === 'string' || typeof step === 'number');
  return steps.length === path.length ? { path: steps } : {};
}

function fixOf(element: JsonObject): { fix?: string } {
  const fix = element['fix'];
  return typeof fix === 'string' && fix !== '' ? { fix } : {};
}

function locationOf(element: JsonObject): Pick<Violation, 'location'> {
  const loc = element['_loc'];
  if (!isJsonObject(loc)) return {};
  const file = typeof loc['file'] === 'string' && loc['file'] !== '' ? loc['file'] : undefined;
  const line = Number(loc['line']);
  if (Number.isInteger(line) && line > 0) {
    return { location: { line, ...(file === undefined ? {} : { file }), ...columnOf(loc) } };
  }
  return file === undefined ? {} : { location: { file, line: 1 } };
}

function columnOf({ column }: JsonObject): { column?: number } {
  return typeof column === 'number' && Number.isInteger(column) && column > 0 ? { column } : {};
}

const saidBy = (element: JsonObject): { said?: JsonObject } =>
  Object.keys(element).length > 1 ? { said: element } : {};

/** What kind of value something is, for a message that must not quote it. */
export function describeValue(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

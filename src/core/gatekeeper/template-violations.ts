import { canonicalJson } from '../evaluate/canonical-json.ts';
import { describeValue, type ParsedViolations } from '../evaluate/parse-violations.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Violation } from '../model/violation.ts';

/**
 * Reads what a template's `violation` rule returned: a set of `{"msg": text, "details": anything}`; two that say the same are one.
 * Gatekeeper drops whatever is no object or has no `msg`, so that nobody hears of it; here it is invalid.
 */
export function parseTemplateViolations(value: JsonValue): ParsedViolations {
  const violations = new Map<string, Violation>();
  const elements = elementsOf(value);
  for (const element of elements) {
    const message = isJsonObject(element) ? element['msg'] : undefined;
    if (!isJsonObject(element)) return { kind: 'invalid', message: `returned ${describeValue(element)}${DROPPED}` };
    if (message === undefined) return { kind: 'invalid', message: `returned an object without "msg"${DROPPED}` };
    if (typeof message !== 'string') {
      return { kind: 'invalid', message: `returned a "msg" that is ${describeValue(message)}, not a string` };
    }
    const details = toDetails(element['details']);
    const key = elements.length === 1 ? message : canonicalJson([message, details ?? {}]);
    violations.set(key, { message, ...(details === undefined ? {} : { details }) });
  }
  return { kind: 'violations', violations: [...violations.values()] };
}

const DROPPED = ', which Gatekeeper drops without a word; give it a "msg"';

const elementsOf = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);

function toDetails(details: JsonValue | undefined): JsonObject | undefined {
  if (details === undefined) return undefined;
  if (!isJsonObject(details)) return { details };
  return Object.keys(details).length === 0 ? undefined : details;
}

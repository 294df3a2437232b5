import { compareText } from '../compare-text.ts';
import type { JsonObject } from '../model/json.ts';

/** One object under one constraint, and what must be said of it. Paths are relative to the suite. */
export interface SuiteCase {
  readonly name: string;
  readonly object: string;
  /** Objects that Gatekeeper must know of, such as the Namespace. */
  readonly inventory: readonly string[];
  readonly messages: readonly string[];
}

export interface SuiteTest {
  readonly name: string;
  readonly template: string;
  readonly constraint: string;
  readonly cases: readonly SuiteCase[];
}

/** A suite for `gator verify`: how many violations there are, and how many have each message, to the letter. */
export function toSuiteDocument(tests: readonly SuiteTest[]): JsonObject {
  return {
    apiVersion: 'test.gatekeeper.sh/v1alpha1',
    kind: 'Suite',
    metadata: { name: 'sluice' },
    tests: tests.map(({ cases, ...test }) => ({ ...test, cases: cases.map(toCase) })),
  };
}

function toCase({ name, object, inventory, messages }: SuiteCase): JsonObject {
  const counts = new Map<string, number>();
  for (const message of messages) counts.set(message, (counts.get(message) ?? 0) + 1);
  const each = [...counts].toSorted(([a], [b]) => compareText(a, b));
  return {
    name,
    object,
    ...(inventory.length === 0 ? {} : { inventory }),
    assertions: [
      { violations: messages.length },
      ...each.map(([message, violations]) => ({ violations, message: `^${escapePattern(message)}$` })),
    ],
  };
}

/** A pattern of Go's that only this text matches. */
const escapePattern = (text: string): string => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');

import { compareText } from '../compare-text.ts';
import { lookUp } from '../rego/collection.ts';
import { toTermText } from '../rego/term-text.ts';
import { toUnicode } from '../rego/go-string.ts';
import { isArray, RegoObject, RegoSet, typeName, type RegoValue } from '../rego/value.ts';

/** What Gatekeeper makes of the value of a template's rule `violation`. */
export type ViolationMessages =
  | {
      readonly kind: 'messages';
      /** One for each violation, in order. */
      readonly messages: readonly string[];
      /** Results without a message: Gatekeeper drops them without a word. */
      readonly dropped: number;
    }
  /** A message is no text: Gatekeeper's whole review fails. */
  | { readonly kind: 'invalid'; readonly message: string };

/**
 * Collects violations as Gatekeeper's hook does, which iterates over whatever the rule is and builds a set of
 * {msg, details}: two results with one message and equal details are one violation.
 * Source: frameworks constraint/pkg/client/drivers/rego/rego.go and drivers/to_result.go.
 */
export function violationMessages(value: RegoValue | undefined): ViolationMessages {
  const seen = new Map<string, string>();
  let dropped = 0;
  for (const result of iterate(value)) {
    const message = result instanceof RegoObject ? lookUp(result, 'msg') : undefined;
    if (message === undefined || !(result instanceof RegoObject)) dropped += 1;
    else if (typeof message !== 'string')
      return { kind: 'invalid', message: `a violation has a msg that is ${withArticle(message)}` };
    else seen.set(toTermText([message, lookUp(result, 'details') ?? new RegoObject([])]), toUnicode(message));
  }
  return { kind: 'messages', messages: [...seen.values()].sort(compareText), dropped };
}

/** `violation[r]`: members of a set, keys of an object, indexes of an array; nothing of any other value. */
function iterate(value: RegoValue | undefined): readonly RegoValue[] {
  if (value instanceof RegoSet) return value.members;
  if (value instanceof RegoObject) return value.entries.map(([key]) => key);
  return value !== undefined && isArray(value) ? value.map((_, index) => index) : [];
}

function withArticle(value: RegoValue): string {
  const name = typeName(value);
  if (name === 'null') return name;
  return `${/^[ao]/.test(name) ? 'an' : 'a'} ${name}, not a string`;
}

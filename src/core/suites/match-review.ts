import { textAt } from '../gatekeeper/read-fields.ts';
import type { JsonObject } from '../model/json.ts';
import type { Match } from '../model/match.ts';
import type { Labels } from '../policies/label-selector.ts';
import { toMatchObject, type MatchSubject } from '../policies/match-subject.ts';
import { matchesConstraint } from '../policies/matches-constraint.ts';
import type { SuiteReview } from './suite-review.ts';

/** Labels of the Namespaces of a case's inventory, by name. */
export type KnownNamespaces = ReadonlyMap<string, Labels>;

export type ReviewMatch =
  | { readonly kind: 'matches' }
  | { readonly kind: 'differs' }
  /** Gatekeeper cannot tell, and makes a violation of it. */
  | { readonly kind: 'violation'; readonly message: string };

/** Whether a constraint applies; without a match it does to everything. Source: gatekeeper pkg/target/matcher.go. */
export function matchReview(match: Match | undefined, review: SuiteReview, known: KnownNamespaces): ReviewMatch {
  if (match === undefined) return { kind: 'matches' };
  for (const object of review.objects) {
    const outcome = matchesConstraint(match, toSubject(object, review, known));
    if (outcome === 'unknown') return { kind: 'violation', message: missingNamespace(object) };
    if (outcome === 'matches') return { kind: 'matches' };
  }
  return { kind: 'differs' };
}

/** Gatekeeper's own words: suites look for them. */
const missingNamespace = (object: JsonObject): string =>
  `unable to match constraints: error matching the requested object: ${textAt(object, ['metadata', 'name'])} ` +
  ':failed to run Match criteria: namespace selector for namespace-scoped object but missing Namespace';

/** The Namespace is that of the request; an object that alone says where it is has none that is known. */
function toSubject(object: JsonObject, { namespace, origin }: SuiteReview, known: KnownNamespaces): MatchSubject {
  const labels = namespace === '' ? undefined : known.get(namespace);
  const identity = {
    apiVersion: textAt(object, ['apiVersion']),
    kind: textAt(object, ['kind']),
    namespace: '',
    name: '',
  };
  return {
    objects: [toMatchObject(object, identity)],
    ...(labels === undefined ? {} : { namespace: { name: namespace, labels } }),
    source: origin,
  };
}

import { objectAt, textAt } from '../gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Match } from '../model/match.ts';
import { splitApiVersion } from '../model/resource.ts';
import { matchesConstraint, type MatchSubject } from '../policies/matches-constraint.ts';
import type { Labels } from '../policies/label-selector.ts';
import type { SuiteReview } from './suite-review.ts';

/** Labels of the Namespaces of a case's inventory, by name. */
export type KnownNamespaces = ReadonlyMap<string, Labels>;

/** `source` limits a constraint to objects as they are written, or to those that an ExpansionTemplate makes of them. */
export interface SuiteMatch {
  readonly match: Match;
  readonly source: string;
}

export type ReviewMatch =
  | { readonly kind: 'matches' }
  | { readonly kind: 'differs' }
  /** Gatekeeper cannot tell, and makes a violation of it. */
  | { readonly kind: 'violation'; readonly message: string };

/**
 * Whether a constraint applies: it does if it matches the object or the old one, in this order.
 * Source: gatekeeper pkg/target/matcher.go.
 */
export function matchReview(match: SuiteMatch | undefined, review: SuiteReview, known: KnownNamespaces): ReviewMatch {
  if (match === undefined) return { kind: 'matches' };
  for (const object of review.objects) {
    const outcome = matchesConstraint(match.match, toSubject(object, review.namespace, known));
    if (outcome === 'unknown') return { kind: 'violation', message: missingNamespace(object) };
    if (outcome === 'matches' && matchesSource(match.source, review)) return { kind: 'matches' };
  }
  return { kind: 'differs' };
}

const matchesSource = (source: string, { origin }: SuiteReview): boolean =>
  source === '' || source === 'All' || source === origin;

/** Gatekeeper's own words: suites look for them. */
const missingNamespace = (object: JsonObject): string =>
  `unable to match constraints: error matching the requested object: ${textAt(object, ['metadata', 'name'])} ` +
  ':failed to run Match criteria: namespace selector for namespace-scoped object but missing Namespace';

/** A Namespace that is known by the request counts for more than what the object says of itself. */
function toSubject(object: JsonObject, requestNamespace: string, known: KnownNamespaces): MatchSubject {
  const metadata = objectAt(object, ['metadata']);
  const namespaceLabels = requestNamespace === '' ? undefined : known.get(requestNamespace);
  const namespace = namespaceLabels === undefined ? textAt(metadata, ['namespace']) : requestNamespace;
  return {
    group: splitApiVersion(textAt(object, ['apiVersion'])).group,
    kind: textAt(object, ['kind']),
    name: textAt(metadata, ['name']),
    generateName: textAt(metadata, ['generateName']),
    labels: labelsOf(object),
    ...(namespace === '' ? {} : { namespace }),
    ...(namespaceLabels === undefined ? {} : { namespaceLabels }),
  };
}

/** Labels one of which is no string are none to Kubernetes' accessor. */
export function labelsOf(object: JsonObject): Labels {
  const labels = objectAt(object, ['metadata', 'labels']);
  return isJsonObject(labels) && Object.values(labels).every((value) => typeof value === 'string') ? labels : {};
}

import type { KindSelector, Match } from '../model/match.ts';
import { matchesLabels, type Labels } from './label-selector.ts';
import { matchesGenerateName, matchesWildcard } from './wildcard.ts';

/** What matching looks at. `namespace` is absent for cluster-scoped objects. */
export interface MatchSubject {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly generateName: string;
  readonly namespace?: string;
  readonly labels: Labels;
  /** Labels of the object's Namespace; absent when nobody declared that Namespace. */
  readonly namespaceLabels?: Labels;
}

/** `unknown`: the answer hangs on a Namespace that nobody declared. It is never guessed. */
export type MatchOutcome = 'matches' | 'differs' | 'unknown';

/**
 * Gatekeeper's match rules, in its order; every part must hold.
 * Source: gatekeeper pkg/mutation/match; the cases are in test/core/policies.
 */
export function matchesConstraint(match: Match, subject: MatchSubject): MatchOutcome {
  const decided =
    matchesKinds(match.kinds, subject) &&
    matchesScope(match.scope, subject) &&
    matchesNamespaces(match.namespaces, subject) &&
    !isExcluded(match.excludedNamespaces, subject) &&
    matchesLabels(match.labelSelector ?? {}, subject.labels) &&
    matchesName(match.name, subject);
  if (!decided) return 'differs';
  return matchesNamespaceSelector(match, subject);
}

function matchesKinds(selectors: readonly KindSelector[] | undefined, subject: MatchSubject): boolean {
  if (selectors === undefined || selectors.length === 0) return true;
  return selectors.some(
    ({ apiGroups, kinds }) => listMatches(kinds, subject.kind) && listMatches(apiGroups, subject.group),
  );
}

function listMatches(list: readonly string[] | undefined, value: string): boolean {
  return list === undefined || list.length === 0 || list.includes('*') || list.includes(value);
}

const isNamespace = ({ group, kind }: MatchSubject): boolean => kind === 'Namespace' && group === '';

function matchesScope(scope: Match['scope'], subject: MatchSubject): boolean {
  const clusterScoped = isNamespace(subject) || subject.namespace === undefined;
  if (scope === 'Cluster') return clusterScoped;
  if (scope === 'Namespaced') return !clusterScoped;
  return true;
}

/** The namespace that name lists speak of: a Namespace object is in itself; a cluster-scoped object is in none. */
function namespaceName(subject: MatchSubject): string | undefined {
  return isNamespace(subject) ? subject.name : subject.namespace;
}

function matchesNamespaces(patterns: readonly string[] | undefined, subject: MatchSubject): boolean {
  if (patterns === undefined || patterns.length === 0) return true;
  const name = namespaceName(subject);
  // A cluster-scoped object cannot be disqualified by a list of namespaces.
  return name === undefined || patterns.some((pattern) => matchesWildcard(pattern, name));
}

function isExcluded(patterns: readonly string[] | undefined, subject: MatchSubject): boolean {
  const name = namespaceName(subject);
  if (patterns === undefined || name === undefined) return false;
  return patterns.some((pattern) => matchesWildcard(pattern, name));
}

function matchesName(pattern: string | undefined, subject: MatchSubject): boolean {
  if (pattern === undefined || pattern === '') return true;
  return (
    (subject.name !== '' && matchesWildcard(pattern, subject.name)) ||
    (subject.generateName !== '' && matchesGenerateName(pattern, subject.generateName))
  );
}

function matchesNamespaceSelector({ namespaceSelector }: Match, subject: MatchSubject): MatchOutcome {
  if (namespaceSelector === undefined) return 'matches';
  if (isNamespace(subject)) return matchesLabels(namespaceSelector, subject.labels) ? 'matches' : 'differs';
  if (subject.namespace === undefined) return 'matches';
  if (subject.namespaceLabels === undefined) return 'unknown';
  return matchesLabels(namespaceSelector, subject.namespaceLabels) ? 'matches' : 'differs';
}

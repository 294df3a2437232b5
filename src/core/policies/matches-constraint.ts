import type { KindSelector, Match, ObjectSource } from '../model/match.ts';
import { matchesLabels } from './label-selector.ts';
import type { MatchNamespace, MatchObject, MatchSubject } from './match-subject.ts';
import { matchesGenerateName, matchesWildcard } from './wildcard.ts';

/** `unknown`: the answer hangs on a Namespace that nobody declared. It is never guessed. */
export type MatchOutcome = 'matches' | 'differs' | 'unknown';

/**
 * Gatekeeper's match rules: an object is selected when it, or the object that it replaces, fits every part.
 * Source: gatekeeper pkg/target matchAny, pkg/mutation/match. The cases are in test/core/policies.
 */
export function matchesConstraint(match: Match, subject: MatchSubject): MatchOutcome {
  for (const object of subject.objects) {
    const outcome = matchesObject(match, object, subject);
    if (outcome !== 'differs') return outcome;
  }
  return 'differs';
}

/** The order is Gatekeeper's: whether an unknown Namespace is reported hangs on what is asked before it. */
function matchesObject(match: Match, object: MatchObject, { namespace, source }: MatchSubject): MatchOutcome {
  const isCandidate =
    matchesKinds(match.kinds, object) &&
    matchesScope(match.scope, object, namespace) &&
    matchesNamespaces(match.namespaces, object, namespace) &&
    !isExcluded(match.excludedNamespaces, object, namespace) &&
    matchesLabels(match.labelSelector ?? {}, object.labels);
  if (!isCandidate) return 'differs';
  const outcome = matchesNamespaceSelector(match, object, namespace);
  if (outcome !== 'matches') return outcome;
  return matchesName(match.name, object) && matchesSource(match.source, source) ? 'matches' : 'differs';
}

/** Whether a kind is among those selected; without any selector all are. */
export function matchesKinds(
  selectors: readonly KindSelector[] | undefined,
  { group, kind }: Pick<MatchObject, 'group' | 'kind'>,
): boolean {
  if (selectors === undefined || selectors.length === 0) return true;
  return selectors.some(({ apiGroups, kinds }) => listMatches(kinds, kind) && listMatches(apiGroups, group));
}

function listMatches(list: readonly string[] | undefined, value: string): boolean {
  return list === undefined || list.length === 0 || list.includes('*') || list.includes(value);
}

const isNamespace = ({ group, kind }: MatchObject): boolean => kind === 'Namespace' && group === '';

function matchesScope(scope: Match['scope'], object: MatchObject, namespace: MatchNamespace | undefined): boolean {
  const clusterScoped = isNamespace(object) || (object.namespace === '' && namespace === undefined);
  if (scope === 'Cluster') return clusterScoped;
  if (scope === 'Namespaced') return !clusterScoped;
  return true;
}

function matchesNamespaces(
  patterns: readonly string[] | undefined,
  object: MatchObject,
  namespace: MatchNamespace | undefined,
): boolean {
  if (patterns === undefined || patterns.length === 0) return true;
  const name = namespaceName(object, namespace);
  // A cluster-scoped object cannot be disqualified by a list of namespaces.
  return name === undefined || patterns.some((pattern) => matchesWildcard(pattern, name));
}

function isExcluded(
  patterns: readonly string[] | undefined,
  object: MatchObject,
  namespace: MatchNamespace | undefined,
): boolean {
  if (patterns === undefined || patterns.length === 0) return false;
  const name = namespaceName(object, namespace);
  return name !== undefined && patterns.some((pattern) => matchesWildcard(pattern, name));
}

/** The namespace that name lists speak of: a Namespace object is in itself; a cluster-scoped object is in none. */
export function namespaceName(object: MatchObject, namespace: MatchNamespace | undefined): string | undefined {
  if (isNamespace(object)) return object.name;
  if (namespace !== undefined) return namespace.name;
  return object.namespace === '' ? undefined : object.namespace;
}

function matchesNamespaceSelector(
  { namespaceSelector }: Match,
  object: MatchObject,
  namespace: MatchNamespace | undefined,
): MatchOutcome {
  if (namespaceSelector === undefined) return 'matches';
  if (isNamespace(object)) return matchesLabels(namespaceSelector, object.labels) ? 'matches' : 'differs';
  if (namespace !== undefined) return matchesLabels(namespaceSelector, namespace.labels) ? 'matches' : 'differs';
  return object.namespace === '' ? 'matches' : 'unknown';
}

function matchesName(pattern: string | undefined, { name, generateName }: MatchObject): boolean {
  if (pattern === undefined || pattern === '') return true;
  return matchesWildcard(pattern, name) || matchesGenerateName(pattern, generateName);
}

function matchesSource(wanted: Match['source'], source: ObjectSource): boolean {
  return wanted === undefined || wanted === 'All' || wanted === source;
}

import { SluiceError } from '../../core/errors.ts';
import type { Policy } from '../../core/model/policy.ts';
import { matchesPackage } from '../../core/policies/package-glob.ts';

const SHIPPED_FILE = 'sluice:';

/**
 * Leaves out the shipped policies that were not asked for, by name or by set, and of those asked for by a set the ones that
 * another of them supersedes. A user's own policies all stay.
 * @param constrained names of policies that constraints apply: that asks for one that nobody gets unasked
 * @throws SluiceError POLICY_NOT_FOUND when a name selects nothing: it would pass without a check
 */
export function selectPolicies(
  policies: readonly Policy[],
  shipped: readonly string[],
  constrained: readonly string[] = [],
): readonly Policy[] {
  for (const name of shipped) requireShipped(policies, name);
  const named = shipped.includes('all') ? [...shipped, ...constrained] : shipped;
  const chosen = policies.filter((policy) => !isShipped(policy) || named.some((name) => isNamed(policy, name)));
  return chosen.filter(
    (policy) => !isShipped(policy) || shipped.includes(policy.name) || !isSuperseded(policy, chosen),
  );
}

const isSuperseded = ({ supersededBy }: Policy, chosen: readonly Policy[]): boolean =>
  chosen.some((policy) => policy.name === supersededBy && isShipped(policy));

/**
 * Narrows a set to packages, as `-n` asks; without any, every policy stays.
 * @param isWhole false when some policies do not compile: the namespace may be theirs, and the run fails by their faults
 * @param isUnasked true when nobody named a policy, so that those that ship apply
 * @throws SluiceError NAMESPACE_UNKNOWN when a name selects nothing
 */
export function selectNamespaces(
  policies: readonly Policy[],
  namespaces: readonly string[],
  isWhole: boolean,
  isUnasked = false,
): readonly Policy[] {
  if (namespaces.length === 0) return policies;
  if (isWhole) for (const namespace of namespaces) requireNamespace(policies, namespace, isUnasked);
  return policies.filter((policy) => namespaces.some((namespace) => matchesPackage(namespace, policy.package)));
}

const isShipped = ({ file }: Policy): boolean => file.startsWith(SHIPPED_FILE);

const isNamed = (policy: Policy, name: string): boolean =>
  (name === 'all' && policy.optIn !== true) || policy.name === name || policy.sets.includes(name);

function requireShipped(policies: readonly Policy[], name: string): void {
  const own = policies.filter(isShipped);
  if (own.some((policy) => isNamed(policy, name))) return;
  const sets = [...new Set(own.flatMap((policy) => policy.sets))].sort();
  throw new SluiceError(
    'POLICY_NOT_FOUND',
    `no shipped policy or set is called "${name}"; sets are all, ${sets.join(', ')}; run "sluice explain" for the policies`,
  );
}

function requireNamespace(policies: readonly Policy[], namespace: string, isUnasked: boolean): void {
  if (policies.some((policy) => matchesPackage(namespace, policy.package))) return;
  if (isUnasked) {
    throw new SluiceError(
      'NAMESPACE_UNKNOWN',
      `no policy that ships is in namespace "${namespace}", and no other was named; name yours, for example with -p policy`,
    );
  }
  const known = [...new Set(policies.map((policy) => policy.package))].sort().join(', ');
  throw new SluiceError('NAMESPACE_UNKNOWN', `no policy is in namespace "${namespace}"; there are: ${known || 'none'}`);
}

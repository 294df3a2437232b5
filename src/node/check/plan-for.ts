import { SluiceError } from '../../core/errors.ts';
import { planChecks, type Plan } from '../../core/evaluate/plan-checks.ts';
import { withExpansions } from '../../core/evaluate/plan-expansions.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import type { ReviewRequest } from './found-sources.ts';

/**
 * What is asked at the point of the request.
 * @throws SluiceError NO_POLICIES when that is nothing
 */
export function planFor(
  { config, point, showPassed }: Pick<ReviewRequest, 'config' | 'point' | 'showPassed'>,
  set: LoadedPolicySet,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Plan {
  const checks = planChecks(set.policies, set.constraints, config.waivers, point, showPassed);
  const { expansions, exemptNamespaces } = set;
  const plan = withExpansions(
    { ...checks, ...(exemptNamespaces.length === 0 ? {} : { exemptNamespaces }) },
    expansions,
  );
  if (mayBeEmpty || countPolicies(plan) > 0 || set.faults.length > 0) return plan;
  throw new SluiceError('NO_POLICIES', nothingApplies(set, point));
}

function nothingApplies({ policies, constraints }: LoadedPolicySet, point: string): string {
  const templates = policies.filter(({ input }) => input === 'template').length;
  if (templates === policies.length && constraints.length === 0) {
    return `no constraint applies any of the ${templates} ConstraintTemplates; name the folder of the constraints as well, with another -p`;
  }
  return `none of the ${policies.length} policies applies at the point "${point}"; see their custom.points and the enforcement points of constraints`;
}

/** How many policies are asked. */
export function countPolicies({ documentChecks, reviewGroups }: Plan): number {
  const checks = [...documentChecks, ...reviewGroups.flatMap((group) => group.checks)];
  return new Set(checks.map(({ policy }) => policy.name)).size;
}

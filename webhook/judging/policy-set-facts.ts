import { ENFORCEMENT_ACTIONS, type EnforcementAction } from '../../src/core/model/enforcement.ts';
import type { LoadedPolicySet } from '../../src/node/policies/load-policy-set.ts';

/** What the metrics say of a policy set. */
export interface PolicySetFacts {
  readonly templates: number;
  /** Constraints that hold at admission, by what they do there. */
  readonly constraints: ReadonlyMap<EnforcementAction, number>;
}

export function factsOf({ policies, constraints }: Pick<LoadedPolicySet, 'policies' | 'constraints'>): PolicySetFacts {
  const counts = new Map<EnforcementAction, number>(ENFORCEMENT_ACTIONS.map((action) => [action, 0]));
  for (const { points, pointActions, enforcementAction } of constraints) {
    if (!points.includes('admission')) continue;
    const action = pointActions.admission ?? enforcementAction;
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return { templates: policies.filter(({ input }) => input === 'template').length, constraints: counts };
}

import type { Check, Plan } from '../evaluate/plan-checks.ts';
import { kindKey, type GroupVersionKind } from '../expansion/expansion-template.ts';
import { matchesKinds } from '../policies/matches-constraint.ts';

/** Whether any policy of a plan may say something about objects of this kind, or about what they imply. */
export function selectsKind(plan: Plan, kind: GroupVersionKind): boolean {
  if (plan.expansions?.has(kindKey(kind)) === true) return true;
  const selects = ({ match }: Check): boolean => matchesKinds(match.kinds, kind);
  return plan.documentChecks.some(selects) || plan.reviewGroups.some(({ checks }) => checks.some(selects));
}

/** Groups whose objects are measurements, or reports such as an audit writes. */
const LEFT_OUT_GROUPS: readonly string[] = [
  'events.k8s.io',
  'metrics.k8s.io',
  'custom.metrics.k8s.io',
  'external.metrics.k8s.io',
  'wgpolicyk8s.io',
  'openreports.io',
  'reports.kyverno.io',
  'status.gatekeeper.sh',
];

/** Kinds, with their groups, that come and go by themselves all the time. */
const LEFT_OUT_KINDS: readonly string[] = [
  '/Event',
  '/Endpoints',
  '/ComponentStatus',
  'coordination.k8s.io/Lease',
  'coordination.k8s.io/LeaseCandidate',
  'discovery.k8s.io/EndpointSlice',
];

/** Whether objects of a kind are gone before anybody could mend them, or are reports about others. */
export const isEphemeralKind = ({ group, kind }: Pick<GroupVersionKind, 'group' | 'kind'>): boolean =>
  LEFT_OUT_GROUPS.includes(group) || LEFT_OUT_KINDS.includes(`${group}/${kind}`);

import type { LabelRequirement, LabelSelector } from '../model/match.ts';

export type Labels = Readonly<Record<string, unknown>>;

/** Kubernetes' label selector: every label and every expression must hold. An empty selector selects everything. */
export function matchesLabels(selector: LabelSelector, labels: Labels): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every((requirement) => holds(requirement, labels))
  );
}

function holds({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const present = Object.hasOwn(labels, key);
  const value = labels[key];
  const listed = present && typeof value === 'string' && (values ?? []).includes(value);
  switch (operator) {
    case 'In':
      return listed;
    // Kubernetes: an absent label is "not in" any list.
    case 'NotIn':
      return !listed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
  }
}

import type { LabelRequirement, LabelSelector } from '../model/match.ts';
import { isJsonObject } from '../model/json.ts';

export type Labels = Readonly<Record<string, unknown>>;

/**
 * Labels as Kubernetes reads them from an object: a null value is an empty one, and when any value is no text there are none.
 * Source: apimachinery unstructured.GetLabels.
 */
export function toLabels(value: unknown): Labels {
  if (!isJsonObject(value)) return {};
  const values = Object.values(value);
  if (values.every((label) => typeof label === 'string')) return value;
  if (values.some((label) => label !== null && typeof label !== 'string')) return {};
  return Object.fromEntries(Object.entries(value).map(([key, label]) => [key, label ?? '']));
}

/** Kubernetes' label selector: every label and every expression must hold. An empty selector selects everything. */
export function matchesLabels(selector: LabelSelector, labels: Labels): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return (
    wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
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

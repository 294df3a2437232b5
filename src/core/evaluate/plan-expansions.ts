import { BUILT_IN_EXPANSIONS } from '../expansion/built-in-expansions.ts';
import {
  kindKey,
  type ExpansionIndex,
  type ExpansionTemplate,
  type GroupVersionKind,
} from '../expansion/expansion-template.ts';
import { indexExpansions } from '../expansion/index-expansions.ts';
import { matchesKinds } from '../policies/matches-constraint.ts';
import type { Check, Plan } from './plan-checks.ts';
import { reachable } from '../reachable.ts';

/** What makes implied objects: the set's own ExpansionTemplates, or else those that are built in; the own alone; nothing. */
export type ExpansionMode = 'auto' | 'templates' | 'off';

/** The templates that expand under a mode. */
export function chooseExpansions(mode: ExpansionMode, own: readonly ExpansionTemplate[]): readonly ExpansionTemplate[] {
  switch (mode) {
    case 'auto':
      return own.length === 0 ? BUILT_IN_EXPANSIONS : own;
    case 'templates':
      return own;
    case 'off':
      return [];
  }
}

/**
 * Lets templates see what objects imply: a Deployment is judged as the Pods that it makes. Expansions whose objects no check
 * would select are left out: making them is work.
 */
export function withExpansions(plan: Plan, templates: readonly ExpansionTemplate[]): Plan {
  const checks = plan.reviewGroups.flatMap((group) => group.checks).filter(isAskedAboutImplied);
  const expansions = relevant(templates, checks);
  return expansions.size === 0 ? plan : { ...plan, expansions };
}

/** Sluice's own policies look into workloads themselves, and would say everything twice. */
export const isAskedAboutImplied = ({ policy, match }: Check): boolean =>
  policy.input === 'template' && match.source !== 'Original';

function relevant(templates: readonly ExpansionTemplate[], checks: readonly Check[]): ExpansionIndex {
  const asked = templates.filter(({ generates }) => checks.some((check) => selects(check, generates)));
  // What implies something that implies something.
  const kept = reachable(asked, ({ appliesTo }) => {
    const kinds = new Set(appliesTo.map(kindKey));
    return templates.filter(({ generates }) => kinds.has(kindKey(generates)));
  });
  return indexExpansions([...kept]);
}

const selects = ({ match }: Check, { group, kind }: GroupVersionKind): boolean =>
  matchesKinds(match.kinds, { group, kind });

import type { ExpansionIndex } from '../expansion/expansion-template.ts';
import type { Constraint, Waiver } from '../model/constraint.ts';
import type { EnforcementAction, EnforcementPoint } from '../model/enforcement.ts';
import type { Match } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** A policy as it is asked at one enforcement point. */
export interface Check {
  readonly policy: Policy;
  /** Present when a constraint applies the policy; absent when it applies by its own defaults. */
  readonly constraint?: string;
  readonly match: Match;
  readonly action: EnforcementAction;
}

/** Checks that share one input text, so that the engine parses it once for all of them. */
export interface CheckGroup {
  readonly input: ReviewInput;
  readonly parametersJson: string;
  readonly checks: readonly Check[];
}

/** What is shown of an object: to policies in Sluice's form more than to templates, which see what Gatekeeper shows them. */
export type ReviewInput = Exclude<Policy['input'], 'document'>;

/** Everything that will be asked at one point, in a fixed order. */
export interface Plan {
  readonly point: EnforcementPoint;
  /** Policies that read the document itself. */
  readonly documentChecks: readonly Check[];
  /** Policies that read a review, then templates, grouped by their parameters. */
  readonly reviewGroups: readonly CheckGroup[];
  readonly waivers: readonly Waiver[];
  /** What objects imply that templates are asked about, too; absent when nothing is. */
  readonly expansions?: ExpansionIndex;
  /** Namespaces whose objects templates are not asked about: Gatekeeper's Config takes them from its webhook. */
  readonly exemptNamespaces?: readonly string[];
  /** Passes are named one by one, not only counted. */
  readonly listPasses: boolean;
  /** Documents are judged elsewhere, all of them as one: that nobody asks about a single one is no reason to mention it. */
  readonly combined?: boolean;
}

/**
 * Decides which policies are asked at `point`. A policy with constraints is applied by these alone; one without is applied
 * once, by the defaults in its own metadata.
 */
export function planChecks(
  policies: readonly Policy[],
  constraints: readonly Constraint[],
  waivers: readonly Waiver[],
  point: EnforcementPoint,
  listPasses: boolean = false,
): Plan {
  const byPolicy = new Map<string, Constraint[]>();
  for (const constraint of constraints) push(byPolicy, constraint.policy, constraint);
  const documentChecks: Check[] = [];
  const groups = { review: new Map<string, Check[]>(), template: new Map<string, Check[]>() };
  for (const policy of policies) {
    for (const { check, parametersJson } of checksOf(policy, byPolicy.get(policy.name), point)) {
      if (policy.input === 'document') documentChecks.push(check);
      else push(groups[policy.input], parametersJson, check);
    }
  }
  const reviewGroups = (['review', 'template'] as const).flatMap((input) =>
    [...groups[input]].map(([parametersJson, checks]) => ({ input, parametersJson, checks })),
  );
  return { point, documentChecks, reviewGroups, waivers, listPasses };
}

/** Whether a policy is asked that reads what was found of secrets. */
export const readsSecrets = (plan: Plan): boolean => asksPolicy(plan, (policy) => policy.readsSecrets);

/** Whether a policy is asked that reads what is known of images. */
export const readsImages = (plan: Plan): boolean => asksPolicy(plan, (policy) => policy.readsImages);

const asksPolicy = ({ reviewGroups }: Plan, isMeant: (policy: Policy) => boolean): boolean =>
  reviewGroups.some(({ checks }) => checks.some(({ policy }) => isMeant(policy)));

/** Takes a plan apart for a run that judges all documents as one: what is asked about each object, and what about all at once. */
export function splitForCombining(plan: Plan): { readonly singly: Plan; readonly together: Plan } {
  return { singly: { ...plan, documentChecks: [], combined: true }, together: { ...plan, reviewGroups: [] } };
}

interface PlannedCheck {
  readonly check: Check;
  readonly parametersJson: string;
}

function checksOf(
  policy: Policy,
  constraints: readonly Constraint[] | undefined,
  point: EnforcementPoint,
): readonly PlannedCheck[] {
  if (constraints !== undefined) {
    return constraints.filter(({ points }) => points.includes(point)).map((one) => constraintCheck(policy, one, point));
  }
  // A template says how to look for something, and only its constraints what to look for, and where.
  if (policy.input === 'template' || !policy.points.includes(point)) return [];
  const check = { policy, match: policy.match, action: policy.enforcementAction };
  return [{ check, parametersJson: canonicalJson(policy.defaultParameters) }];
}

function constraintCheck(policy: Policy, constraint: Constraint, point: EnforcementPoint): PlannedCheck {
  const action = constraint.pointActions[point] ?? constraint.enforcementAction;
  return {
    check: { policy, constraint: constraint.name, match: constraint.match, action },
    parametersJson: canonicalJson(constraint.parameters),
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

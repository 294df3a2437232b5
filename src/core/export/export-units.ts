import type { Constraint } from '../model/constraint.ts';
import type { EnforcementAction } from '../model/enforcement.ts';
import type { Policy, PolicyRule } from '../model/policy.ts';
import { toKindName } from './kind-name.ts';

/** What becomes one ConstraintTemplate: a policy, or the part of it that denies or warns. */
export interface ExportUnit {
  readonly policy: Policy;
  readonly rules: readonly PolicyRule[];
  readonly kind: string;
  /** What its files are called. */
  readonly fileName: string;
  /** How it is applied: by the constraints of the config, or once by the policy's own defaults. */
  readonly constraints: readonly Constraint[];
}

/** A policy that is not exported, and why. */
export interface LeftOut {
  readonly policy: string;
  readonly reason: string;
}

export interface ExportUnits {
  readonly units: readonly ExportUnit[];
  readonly leftOut: readonly LeftOut[];
}

/** Divides policies into templates. In Gatekeeper a constraint has one action, so rules that warn get a template of their own. */
export function toExportUnits(policies: readonly Policy[], constraints: readonly Constraint[]): ExportUnits {
  const units: ExportUnit[] = [];
  const leftOut: LeftOut[] = [];
  const kinds = new Map<string, string>();
  for (const policy of policies) {
    if (policy.input === 'template') {
      leftOut.push({ policy: policy.name, reason: `${policy.file} is a ConstraintTemplate already` });
      continue;
    }
    const missing = missingFacts(policy);
    if (missing !== undefined) {
      leftOut.push({ policy: policy.name, reason: missing });
      continue;
    }
    for (const unit of unitsOf(policy, constraints)) {
      const kind = toKindName(policy.name, unit.suffix);
      const reason = kind === undefined ? NO_KIND : takenReason(kinds.get(kind.toLowerCase()));
      if (kind === undefined || reason !== undefined) leftOut.push({ policy: policy.name, reason: reason ?? NO_KIND });
      else {
        kinds.set(kind.toLowerCase(), policy.name);
        units.push({
          policy,
          rules: unit.rules,
          kind,
          fileName: fileNameOf(policy, unit.suffix),
          constraints: unit.constraints,
        });
      }
    }
  }
  return { units, leftOut };
}

/** Why a policy that reads facts would find nothing in Gatekeeper, and so allow everything. */
function missingFacts({ readsSecrets, readsImages }: Policy): string | undefined {
  if (readsSecrets) return `${NO_FACTS}; no-plaintext-secrets and no-inline-secrets look into objects themselves`;
  if (readsImages) return `${NO_FACTS}; run the webhook of Sluice beside it for what depends on registries`;
  return undefined;
}

const NO_FACTS = 'it reads what was found before it was asked (input.facts), and Gatekeeper finds nothing for it';

const NO_KIND = 'its name gives no kind: it needs letters or digits, and not more than 57 of them';

const takenReason = (other: string | undefined): string | undefined =>
  other === undefined ? undefined : `its kind is that of "${other}"; rename one of them`;

const fileNameOf = ({ name }: Policy, suffix: string): string =>
  `${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}${suffix === '' ? '' : `-${suffix.toLowerCase()}`}`;

interface UnitPart {
  readonly suffix: string;
  readonly rules: readonly PolicyRule[];
  readonly constraints: readonly Constraint[];
}

function unitsOf(policy: Policy, constraints: readonly Constraint[]): readonly UnitPart[] {
  const own = constraints.filter((one) => one.policy === policy.name);
  const applied = own.length === 0 ? [byDefault(policy)] : own;
  const denying = policy.rules.filter(({ action }) => action === 'deny');
  const warning = policy.rules.filter(({ action }) => action === 'warn');
  const milder = applied.map(warnOnly);
  if (warning.length === 0) return [{ suffix: '', rules: denying, constraints: applied }];
  if (denying.length === 0) return [{ suffix: '', rules: warning, constraints: milder }];
  return [
    { suffix: '', rules: denying, constraints: applied },
    { suffix: 'Warn', rules: warning, constraints: milder },
  ];
}

const byDefault = ({ name, match, defaultParameters, enforcementAction, points }: Policy): Constraint => ({
  name: name.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase(),
  policy: name,
  match,
  parameters: defaultParameters,
  enforcementAction,
  pointActions: {},
  points,
});

/** A rule that warns never blocks, whatever the constraint says. */
function warnOnly(constraint: Constraint): Constraint {
  const milder = (action: EnforcementAction): EnforcementAction => (action === 'deny' ? 'warn' : action);
  const pointActions = Object.entries(constraint.pointActions).map(([point, action]) => [point, milder(action)]);
  return {
    ...constraint,
    enforcementAction: milder(constraint.enforcementAction),
    pointActions: Object.fromEntries(pointActions),
  };
}

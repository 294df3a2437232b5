import type { Constraint } from '../model/constraint.ts';
import type { EnforcementAction, EnforcementPoint } from '../model/enforcement.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Match } from '../model/match.ts';

/** A constraint of Gatekeeper, or why there can be none. Notes say what it does not carry over. */
export type ConstraintDocument =
  | { readonly kind: 'document'; readonly document: JsonObject; readonly notes: readonly string[] }
  | { readonly kind: 'obstacle'; readonly message: string };

/** Gatekeeper's names for where a constraint is enforced. A commit and a sync are none of its business. */
const GATEKEEPER_POINTS: Readonly<Partial<Record<EnforcementPoint, readonly string[]>>> = {
  admission: ['validation.gatekeeper.sh', 'audit.gatekeeper.sh'],
  ci: ['gator.gatekeeper.sh'],
};

/** Writes a constraint for the kind of its template. One that Gatekeeper enforces nowhere is an obstacle. */
export function toConstraintDocument(kind: string, constraint: Constraint): ConstraintDocument {
  const { name, match, parameters } = constraint;
  if (!CONSTRAINT_NAME.test(name)) {
    return {
      kind: 'obstacle',
      message: `"${name}" is no name for a constraint: use lower-case letters, digits, "-" and ".", at most 63`,
    };
  }
  const enforcement = enforcementOf(constraint);
  if (enforcement === undefined) {
    return {
      kind: 'obstacle',
      message: `applies at ${constraint.points.join(' and ')} only, which Gatekeeper does not know`,
    };
  }
  return {
    kind: 'document',
    document: {
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind,
      metadata: { name },
      spec: {
        ...enforcement,
        match: writtenMatch(match),
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      },
    },
    notes: pointNotes(constraint),
  };
}

const CONSTRAINT_NAME = /^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$/;

const actionAt = (
  { enforcementAction, pointActions, points }: Constraint,
  point: EnforcementPoint,
): EnforcementAction | undefined => (points.includes(point) ? (pointActions[point] ?? enforcementAction) : undefined);

/** One action for all, where admission and CI have the same; else each with the points of its own. */
function enforcementOf(constraint: Constraint): JsonObject | undefined {
  const admission = actionAt(constraint, 'admission');
  const ci = actionAt(constraint, 'ci');
  if (admission === undefined && ci === undefined) return undefined;
  if (admission === ci && admission !== undefined) return { enforcementAction: admission };
  const scoped = [scopedAction(admission, 'admission'), scopedAction(ci, 'ci')].flat();
  return { enforcementAction: 'scoped', scopedEnforcementActions: scoped };
}

function scopedAction(action: EnforcementAction | undefined, point: EnforcementPoint): readonly JsonValue[] {
  const names = GATEKEEPER_POINTS[point] ?? [];
  return action === undefined ? [] : [{ action, enforcementPoints: names.map((name) => ({ name })) }];
}

/** A commit is held to what gator is held to, and a sync to what the webhook is. */
function pointNotes(constraint: Constraint): readonly string[] {
  const counterparts = [
    ['commit', 'ci'],
    ['sync', 'admission'],
  ] as const;
  return counterparts.flatMap(([point, counterpart]) => {
    const action = actionAt(constraint, point) ?? 'nothing';
    return action === (actionAt(constraint, counterpart) ?? 'nothing')
      ? []
      : [`what it does at ${point} (${action}) is not exported: Gatekeeper has no such point`];
  });
}

/**
 * The grammar is Gatekeeper's already. Only templates are asked about what an object implies, and a policy that is none must not be
 * either: it looks into workloads by itself, or was written for what is sent.
 */
function writtenMatch(match: Match): JsonObject {
  const written: JsonObject = JSON.parse(JSON.stringify(match));
  return { ...written, source: match.source ?? 'Original' };
}

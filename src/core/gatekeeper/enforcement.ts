import {
  ENFORCEMENT_ACTIONS,
  ENFORCEMENT_POINTS,
  type EnforcementAction,
  type EnforcementPoint,
} from '../model/enforcement.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import { listAt, textAt } from './read-fields.ts';

/** What a constraint does where. No point: it is nowhere enforced that Sluice knows of. */
export interface Enforcement {
  readonly enforcementAction: EnforcementAction;
  readonly pointActions: Readonly<Partial<Record<EnforcementPoint, EnforcementAction>>>;
  readonly points: readonly EnforcementPoint[];
}

/**
 * Gatekeeper's enforcement points and what they are here. Its webhook decides about what reaches the cluster, which a sync does too;
 * gator is what runs before. The audit of a running cluster and generated ValidatingAdmissionPolicies are no points of ours.
 */
const POINTS: Readonly<Record<string, readonly EnforcementPoint[]>> = {
  'validation.gatekeeper.sh': ['admission', 'sync'],
  'gator.gatekeeper.sh': ['commit', 'ci'],
  'audit.gatekeeper.sh': [],
  'vap.k8s.io': [],
  '*': ENFORCEMENT_POINTS,
};

type Complain = (path: FieldPath, message: string) => void;

/**
 * Reads `spec.enforcementAction` and `spec.scopedEnforcementActions`. An action that is empty or unknown is complained about:
 * Gatekeeper skips such a constraint, which enforces nothing and says so to nobody.
 */
export function readEnforcement(spec: JsonObject, complain: Complain): Enforcement {
  const action = spec['enforcementAction'] ?? 'deny';
  if (action === 'scoped') return readScoped(spec, complain);
  return {
    enforcementAction: toAction(action, ['spec', 'enforcementAction'], [...ENFORCEMENT_ACTIONS, 'scoped'], complain),
    pointActions: {},
    points: ENFORCEMENT_POINTS,
  };
}

function toAction(value: JsonValue, path: FieldPath, known: readonly string[], complain: Complain): EnforcementAction {
  const found = ENFORCEMENT_ACTIONS.find((one) => one === value);
  if (found === undefined) {
    complain(path, `${path.join('.')} is ${JSON.stringify(value)}; it must be one of ${known.join(', ')}`);
  }
  return found ?? 'deny';
}

function readScoped(spec: JsonObject, complain: Complain): Enforcement {
  const pointActions: Partial<Record<EnforcementPoint, EnforcementAction>> = {};
  const scoped = listAt(spec, ['scopedEnforcementActions']);
  if (scoped.length === 0) {
    complain(
      ['spec', 'enforcementAction'],
      'spec.enforcementAction is scoped, and spec.scopedEnforcementActions is empty',
    );
  }
  for (const [index, entry] of scoped.entries()) {
    const at: FieldPath = ['spec', 'scopedEnforcementActions', index];
    const action = toAction(textAt(entry, ['action']), [...at, 'action'], ENFORCEMENT_ACTIONS, complain);
    for (const point of pointsOf(entry, at, complain)) pointActions[point] = strictest(pointActions[point], action);
  }
  const points = ENFORCEMENT_POINTS.filter((point) => pointActions[point] !== undefined);
  return { enforcementAction: 'dryrun', pointActions, points };
}

function pointsOf(entry: JsonValue, at: FieldPath, complain: Complain): readonly EnforcementPoint[] {
  return listAt(entry, ['enforcementPoints']).flatMap((point, index) => {
    const name = textAt(point, ['name']);
    const own = POINTS[name] ?? ENFORCEMENT_POINTS.filter((one) => name === `${one}.sluice.dev`);
    if (own.length === 0 && POINTS[name] === undefined) {
      complain([...at, 'enforcementPoints', index], `enforcement point "${name}" is not known; there are ${KNOWN}`);
    }
    return own;
  });
}

const KNOWN = [...Object.keys(POINTS), ...ENFORCEMENT_POINTS.map((point) => `${point}.sluice.dev`)].join(', ');

/** Gatekeeper gives both answers where two actions meet; the one that blocks decides. */
function strictest(a: EnforcementAction | undefined, b: EnforcementAction): EnforcementAction {
  if (a === undefined) return b;
  return ENFORCEMENT_ACTIONS.indexOf(a) < ENFORCEMENT_ACTIONS.indexOf(b) ? a : b;
}

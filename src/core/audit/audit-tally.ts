import type { EnforcementAction } from '../model/enforcement.ts';
import { splitApiVersion } from '../model/resource.ts';
import type { Result } from '../model/result.ts';
import { cutText } from '../report/cut-text.ts';
import { violationAction, type JudgedObject } from './judged-object.ts';

/** A violation as the status of a constraint tells of it. Source: gatekeeper pkg/audit StatusViolation */
export interface StatusViolation {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** Absent of what is in none. */
  readonly namespace?: string;
  readonly message: string;
  readonly enforcementAction: EnforcementAction;
}

/** What one constraint has found. */
export interface ConstraintTally {
  readonly total: number;
  /** The first of them. */
  readonly violations: readonly StatusViolation[];
}

/** What an audit has found so far. Plain data, of a size that does not grow with the cluster. */
export interface AuditTally {
  readonly objects: number;
  readonly passes: number;
  /** Objects that no policy was asked about. */
  readonly unselected: number;
  /** Rules that could not be asked. */
  readonly errors: number;
  readonly violations: Readonly<Record<EnforcementAction, number>>;
  /** By `constraintKey`. */
  readonly constraints: Readonly<Record<string, ConstraintTally>>;
}

export const EMPTY_TALLY: AuditTally = {
  objects: 0,
  passes: 0,
  unselected: 0,
  errors: 0,
  violations: { deny: 0, warn: 0, dryrun: 0 },
  constraints: {},
};

/** As many as Gatekeeper lists, and as long. */
const MOST_VIOLATIONS = 20;
const LONGEST_MESSAGE = 256;

export const constraintKey = (kind: string, name: string): string => `${kind}/${name}`;

/** A tally with some more objects. */
export function tallyObjects(tally: AuditTally, judged: readonly JudgedObject[]): AuditTally {
  const all = judged.flatMap(({ results }) => results);
  const found = all.flatMap((result) => {
    const action = violationAction(result);
    return action === undefined ? [] : [{ result, action }];
  });
  const count = (wanted: EnforcementAction): number => found.filter(({ action }) => action === wanted).length;
  return addTallies(tally, {
    objects: judged.length,
    passes: judged.reduce((sum, { passes }) => sum + passes, 0),
    unselected: judged.filter(({ passes, results }) => passes === 0 && results.length === 0).length,
    errors: all.filter(({ status }) => status === 'error').length,
    violations: { deny: count('deny'), warn: count('warn'), dryrun: count('dryrun') },
    constraints: tallyConstraints(found),
  });
}

/** Adds tallies of different objects. The violations of the first come first. */
export function addTallies(a: AuditTally, b: AuditTally): AuditTally {
  return {
    objects: a.objects + b.objects,
    passes: a.passes + b.passes,
    unselected: a.unselected + b.unselected,
    errors: a.errors + b.errors,
    violations: {
      deny: a.violations.deny + b.violations.deny,
      warn: a.violations.warn + b.violations.warn,
      dryrun: a.violations.dryrun + b.violations.dryrun,
    },
    constraints: Object.entries(b.constraints).reduce(
      (all, [key, tally]) => ({ ...all, [key]: addConstraint(all[key], tally) }),
      a.constraints,
    ),
  };
}

const addConstraint = (before: ConstraintTally | undefined, { total, violations }: ConstraintTally): ConstraintTally =>
  before === undefined
    ? { total, violations }
    : { total: before.total + total, violations: [...before.violations, ...violations].slice(0, MOST_VIOLATIONS) };

interface Found {
  readonly result: Result;
  readonly action: EnforcementAction;
}

function tallyConstraints(found: readonly Found[]): AuditTally['constraints'] {
  const byConstraint = new Map<string, Found[]>();
  for (const one of found) {
    const { policy, constraint } = one.result;
    if (constraint === undefined) continue;
    const key = constraintKey(policy, constraint);
    const list = byConstraint.get(key) ?? [];
    byConstraint.set(key, list);
    list.push(one);
  }
  return Object.fromEntries(
    [...byConstraint].map(([key, list]) => [
      key,
      { total: list.length, violations: list.slice(0, MOST_VIOLATIONS).flatMap(toStatusViolation) },
    ]),
  );
}

function toStatusViolation({ result: { resource, message }, action }: Found): readonly StatusViolation[] {
  if (resource === undefined) return [];
  const { apiVersion, kind, name, namespace } = resource;
  return [
    {
      ...splitApiVersion(apiVersion),
      kind,
      name,
      ...(namespace === '' ? {} : { namespace }),
      message: cutText(message, LONGEST_MESSAGE),
      enforcementAction: action,
    },
  ];
}

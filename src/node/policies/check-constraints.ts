import type { ErrorCode } from '../../core/errors.ts';
import type { GatekeeperConstraint } from '../../core/gatekeeper/gatekeeper-constraint.ts';
import type { GatekeeperSet } from '../../core/gatekeeper/gatekeeper-set.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Location } from '../../core/model/location.ts';
import type { Policy } from '../../core/model/policy.ts';
import { withDefaults } from '../../core/policies/schema-defaults.ts';
import type { Config } from '../config/config.ts';
import type { PolicyFault } from './compile-policy-set.ts';

export interface CheckedConstraints {
  /** Complete: parameters with the schema's defaults, the policy's own match where none is given. */
  readonly constraints: readonly Constraint[];
  readonly faults: readonly PolicyFault[];
}

/** A constraint, from wherever it was written. */
interface WrittenConstraint {
  readonly constraint: Constraint;
  /** Whether the schema's defaults are filled in: the API server does so only where there are parameters. */
  readonly takesDefaults: boolean;
  /** The place of one of its fields. Loaded when there is something to say: a run without a fault pays nothing for positions. */
  readonly locate: (field: 'policy' | 'parameters') => Promise<Location>;
}

/**
 * Holds the constraints of a config and of Gatekeeper YAML against the policies that they name. One without its policy would
 * silently enforce nothing.
 */
export async function checkConstraints(
  config: Config,
  cwd: string,
  gatekeeper: GatekeeperSet,
  policies: readonly Policy[],
): Promise<CheckedConstraints> {
  const faults: PolicyFault[] = [];
  const constraints: Constraint[] = [];
  const known = new Map(policies.map((policy) => [policy.name, policy]));
  for (const written of [...fromConfig(config, cwd), ...gatekeeper.constraints.map(fromGatekeeper)]) {
    const policy = known.get(written.constraint.policy);
    if (policy === undefined) {
      faults.push(await constraintFault(written, 'policy', 'POLICY_NOT_FOUND', NOT_FOUND));
      continue;
    }
    const problems = await parameterProblems(policy, written.constraint.parameters);
    for (const problem of problems) {
      faults.push(await constraintFault(written, 'parameters', 'CONFIG_INVALID', problem));
    }
    if (problems.length === 0 || policy.input !== 'template') constraints.push(complete(written, policy));
  }
  return { constraints, faults };
}

const NOT_FOUND =
  'there is no such policy in this set, or it does not compile; "sluice explain" lists those that are, and a Gatekeeper constraint needs its ConstraintTemplate';

const fromConfig = (config: Config, cwd: string): readonly WrittenConstraint[] =>
  config.constraints.map((constraint, index) => ({
    constraint,
    takesDefaults: true,
    locate: async (field) => {
      const { locateInConfig } = await import('../config/locate-in-config.ts');
      return locateInConfig(config, cwd, ['constraints', index, field]);
    },
  }));

const fromGatekeeper = ({ constraint, hasParameters, locate }: GatekeeperConstraint): WrittenConstraint => ({
  constraint,
  takesDefaults: hasParameters,
  locate: (field) => Promise.resolve(locate(field === 'policy' ? ['kind'] : ['spec', 'parameters'])),
});

function complete({ constraint, takesDefaults }: WrittenConstraint, { schema, match }: Policy): Constraint {
  return {
    ...constraint,
    match: Object.keys(constraint.match).length === 0 ? match : constraint.match,
    parameters: takesDefaults ? withDefaults(schema ?? {}, constraint.parameters) : constraint.parameters,
  };
}

/** Loaded only for constraints that bring parameters: the schema validator is large. */
async function parameterProblems({ schema }: Policy, parameters: JsonObject): Promise<readonly string[]> {
  if (schema === undefined || Object.keys(parameters).length === 0) return [];
  const { checkParameters } = await import('../config/check-parameters.ts');
  return checkParameters(schema, parameters);
}

async function constraintFault(
  { constraint, locate }: WrittenConstraint,
  field: 'policy' | 'parameters',
  code: ErrorCode,
  problem: string,
): Promise<PolicyFault> {
  const { name, policy } = constraint;
  return { ...(await locate(field)), code, message: `constraint "${name}" of policy "${policy}": ${problem}` };
}

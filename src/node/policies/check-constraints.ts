import type { ErrorCode } from '../../core/errors.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import type { Policy } from '../../core/model/policy.ts';
import { withDefaults } from '../../core/policies/schema-defaults.ts';
import type { Config } from '../config/config.ts';
import type { PolicyFault } from './compile-policy-set.ts';

export interface CheckedConstraints {
  /** Complete: parameters with the schema's defaults, the policy's own match where none is given. */
  readonly constraints: readonly Constraint[];
  readonly faults: readonly PolicyFault[];
}

/** Holds the constraints of a config against the policies that they name. One without its policy would silently enforce nothing. */
export async function checkConstraints(
  config: Config,
  cwd: string,
  policies: readonly Policy[],
): Promise<CheckedConstraints> {
  const faults: PolicyFault[] = [];
  const constraints: Constraint[] = [];
  for (const [index, constraint] of config.constraints.entries()) {
    const at: FieldPath = ['constraints', index];
    const policy = policies.find(({ name }) => name === constraint.policy);
    if (policy === undefined) {
      const problem = 'there is no such policy in this set; "sluice explain" lists those that are';
      faults.push(await constraintFault(config, cwd, constraint, [...at, 'policy'], 'POLICY_NOT_FOUND', problem));
      continue;
    }
    for (const problem of await parameterProblems(policy, constraint.parameters)) {
      faults.push(await constraintFault(config, cwd, constraint, [...at, 'parameters'], 'CONFIG_INVALID', problem));
    }
    constraints.push(complete(constraint, policy));
  }
  return { constraints, faults };
}

function complete(constraint: Constraint, { schema, match }: Policy): Constraint {
  return {
    ...constraint,
    match: Object.keys(constraint.match).length === 0 ? match : constraint.match,
    parameters: withDefaults(schema ?? {}, constraint.parameters),
  };
}

/** Loaded only for constraints that bring parameters: the schema validator is large. */
async function parameterProblems({ schema }: Policy, parameters: JsonObject): Promise<readonly string[]> {
  if (schema === undefined || Object.keys(parameters).length === 0) return [];
  const { checkParameters } = await import('../config/check-parameters.ts');
  return checkParameters(schema, parameters);
}

async function constraintFault(
  config: Config,
  cwd: string,
  { name, policy }: Constraint,
  at: FieldPath,
  code: ErrorCode,
  problem: string,
): Promise<PolicyFault> {
  const { locateInConfig } = await import('../config/locate-in-config.ts');
  return {
    ...locateInConfig(config, cwd, at),
    code,
    message: `constraint "${name}" of policy "${policy}": ${problem}`,
  };
}

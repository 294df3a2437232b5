import type { ErrorCode } from '../../core/errors.ts';
import type { GatekeeperConstraint } from '../../core/gatekeeper/gatekeeper-constraint.ts';
import type { GatekeeperSet } from '../../core/gatekeeper/gatekeeper-set.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import { applyDefaults } from '../../core/kubernetes-schema/apply-defaults.ts';
import { unknownFields } from '../../core/kubernetes-schema/unknown-fields.ts';
import { validateValue, type MatchesPattern, type SchemaProblem } from '../../core/kubernetes-schema/validate-value.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { fieldText, type FieldPath, type Location } from '../../core/model/location.ts';
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
  /** The place of a field. Looked for when there is something to say: a run without a fault pays nothing for positions. */
  readonly locate: (at: 'policy' | FieldPath) => Promise<Location>;
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
  const matcherFor = patternMatchers();
  const known = new Map(policies.map((policy) => [policy.name, policy]));
  for (const written of [...fromConfig(config, cwd), ...gatekeeper.constraints.map(fromGatekeeper)]) {
    const policy = known.get(written.constraint.policy);
    if (policy === undefined) {
      faults.push(await constraintFault(written, 'policy', 'POLICY_NOT_FOUND', NOT_FOUND));
      continue;
    }
    const problems = await parameterProblems(policy, written, matcherFor);
    for (const { path, message } of problems) {
      faults.push(await constraintFault(written, path, 'CONFIG_INVALID', message));
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
    locate: async (at) => {
      const { locateInConfig } = await import('../config/locate-in-config.ts');
      return locateInConfig(config, cwd, ['constraints', index, ...(at === 'policy' ? [at] : at)]);
    },
  }));

const fromGatekeeper = ({ constraint, hasParameters, locate }: GatekeeperConstraint): WrittenConstraint => ({
  constraint,
  takesDefaults: hasParameters,
  locate: (at) => Promise.resolve(locate(at === 'policy' ? ['kind'] : ['spec', ...at])),
});

function complete(written: WrittenConstraint, policy: Policy): Constraint {
  const { constraint, takesDefaults } = written;
  return {
    ...constraint,
    match: Object.keys(constraint.match).length === 0 ? policy.match : constraint.match,
    parameters: takesDefaults ? withSchemaDefaults(policy, constraint.parameters) : constraint.parameters,
  };
}

function withSchemaDefaults({ input, schema = {} }: Policy, parameters: JsonObject): JsonObject {
  if (input !== 'template') return withDefaults(schema, parameters);
  const filled = applyDefaults(schema, parameters);
  return isJsonObject(filled) ? filled : parameters;
}

/** Templates have schemas of Kubernetes, which are held as the API server does; other policies have JSON Schema. */
async function parameterProblems(
  { input, schema }: Policy,
  { constraint: { parameters }, takesDefaults }: WrittenConstraint,
  matcherFor: MatcherFor,
): Promise<readonly SchemaProblem[]> {
  if (schema === undefined) return [];
  if (input === 'template') return takesDefaults ? templateProblems(schema, parameters, await matcherFor(schema)) : [];
  if (Object.keys(parameters).length === 0) return [];
  // Loaded only for constraints that bring parameters: the schema validator is large.
  const { checkParameters } = await import('../config/check-parameters.ts');
  return checkParameters(schema, parameters).map((message) => ({ path: ['parameters'], message }));
}

function templateProblems(
  schema: JsonObject,
  parameters: JsonObject,
  matches: MatchesPattern,
): readonly SchemaProblem[] {
  const faults = validateValue(schema, parameters, ['parameters'], matches);
  const unknown = unknownFields(schema, parameters, ['parameters']);
  return [
    ...faults.map(({ path, message }) => ({ path, message: `${fieldText(path)} ${message}` })),
    ...unknown.map((path) => ({
      path,
      message: `${fieldText(path)} is a field that the template's schema does not know`,
    })),
  ];
}

type MatcherFor = (schema: JsonObject) => Promise<MatchesPattern>;

/** What asks for RE2 is loaded only for a schema that has a pattern, and once for all constraints. */
function patternMatchers(): MatcherFor {
  let matcher: Promise<MatchesPattern> | undefined;
  return async (schema) =>
    JSON.stringify(schema).includes('"pattern":') ? (matcher ??= loadMatcher()) : (): boolean => true;
}

async function loadMatcher(): Promise<MatchesPattern> {
  const { Expressions } = await import('../engine/expressions.ts');
  const { loadRegoEngine } = await import('../engine/rego-engine.ts');
  const expressions = new Expressions(loadRegoEngine);
  return (expression, text) => expressions.matches(expression, text);
}

async function constraintFault(
  { constraint, locate }: WrittenConstraint,
  at: 'policy' | FieldPath,
  code: ErrorCode,
  problem: string,
): Promise<PolicyFault> {
  const { name, policy } = constraint;
  return { ...(await locate(at)), code, message: `constraint "${name}" of policy "${policy}": ${problem}` };
}

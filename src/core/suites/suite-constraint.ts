import { listAt, objectAt, textAt } from '../gatekeeper/read-fields.ts';
import { applyDefaults } from '../kubernetes-schema/apply-defaults.ts';
import { unknownFields } from '../kubernetes-schema/unknown-fields.ts';
import { validateValue, type MatchesPattern } from '../kubernetes-schema/validate-value.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { fieldText } from '../model/location.ts';
import type { Match } from '../model/match.ts';
import { splitApiVersion } from '../model/resource.ts';
import { parseMatch } from '../policies/parse-match.ts';
import { constraintSchema, withoutMetadata } from './constraint-schema.ts';

/** A constraint as gator applies it. */
export interface SuiteConstraint {
  readonly name: string;
  /** Absent: it applies to everything. */
  readonly match?: Match;
  /** What a violation does, in Gatekeeper's words; violations are shown in its order. */
  readonly action: string;
  /** `input.parameters`, as JSON text, with the defaults of the schema. */
  readonly parametersJson: string;
  /** False when `scopedEnforcementActions` leave gator out: then it finds nothing. */
  readonly isEnforced: boolean;
}

export type CheckedConstraint =
  | { readonly kind: 'constraint'; readonly constraint: SuiteConstraint }
  /** It does not fit the schema: what a test with `invalid: true` expects. */
  | { readonly kind: 'schema'; readonly message: string }
  /** It cannot be used for another reason. */
  | { readonly kind: 'unusable'; readonly message: string };

/** What a constraint must be to be one of a template. */
export interface ConstraintRules {
  readonly kind: string;
  /** The template's schema for parameters; undefined when it has none. */
  readonly parameters: JsonObject | undefined;
}

const VERSIONS = ['v1beta1', 'v1alpha1'];
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Checks a constraint as the API server and Gatekeeper do, in gator's order, and fills in defaults. */
export function checkSuiteConstraint(
  object: JsonObject,
  rules: ConstraintRules,
  matches: MatchesPattern,
): CheckedConstraint {
  const fault = headFault(object, rules) ?? selectorFault(object);
  if (fault !== undefined) return { kind: 'unusable', message: fault };
  const schema = constraintSchema(rules.parameters);
  const problems = validateValue(schema, object, [], matches);
  if (problems.length > 0) {
    return { kind: 'schema', message: problems.map(({ path, message }) => `${fieldText(path)} ${message}`).join('\n') };
  }
  const unknown = unknownFields(schema, withoutMetadata(object)).map(fieldText);
  if (unknown.length > 0) return { kind: 'unusable', message: `the schema knows no field ${unknown.join(', ')}` };
  return toConstraint(applyDefaults(schema, object));
}

function headFault(object: JsonObject, { kind }: ConstraintRules): string | undefined {
  const { version } = splitApiVersion(textAt(object, ['apiVersion']));
  const own = textAt(object, ['kind']);
  const name = textAt(object, ['metadata', 'name']);
  if (name === '') return 'metadata.name is missing';
  if (own !== kind) return `its kind is ${own === '' ? 'missing' : own}, and the template is for ${kind}`;
  if (!SUBDOMAIN.test(name) || name.length > 253) return `metadata.name "${name}" is no name that Kubernetes takes`;
  return VERSIONS.includes(version) ? undefined : `version ${version} is not served; there are ${VERSIONS.join(', ')}`;
}

/** Gatekeeper looks at selectors before the schema does. */
function selectorFault(object: JsonObject): string | undefined {
  for (const name of ['labelSelector', 'namespaceSelector']) {
    const at = ['spec', 'match', name];
    for (const [index, expression] of listAt(object, [...at, 'matchExpressions']).entries()) {
      const fault = expressionFault(expression);
      if (fault !== undefined) return `${fieldText([...at, 'matchExpressions', index])} ${fault}`;
    }
  }
  return undefined;
}

function expressionFault(expression: JsonValue): string | undefined {
  const count = listAt(expression, ['values']).length;
  switch (textAt(expression, ['operator'])) {
    case 'In':
    case 'NotIn':
      return count === 0 ? 'must have values, for its operator compares with them' : undefined;
    case 'Exists':
    case 'DoesNotExist':
      return count > 0 ? 'must have no values, for its operator looks at none' : undefined;
    default:
      return 'has an operator that is not In, NotIn, Exists or DoesNotExist';
  }
}

function toConstraint(object: JsonValue): CheckedConstraint {
  const spec = objectAt(object, ['spec']);
  const enforcement = enforcementAtGator(spec);
  if (enforcement === undefined) {
    return {
      kind: 'unusable',
      message: 'spec.enforcementAction is scoped, and spec.scopedEnforcementActions is missing',
    };
  }
  const { match } = spec;
  return {
    kind: 'constraint',
    constraint: {
      name: textAt(object, ['metadata', 'name']),
      ...(isJsonObject(match) ? { match: toMatch(match) } : {}),
      action: textAt(spec, ['enforcementAction']) || 'deny',
      parametersJson: JSON.stringify(spec['parameters'] ?? {}),
      isEnforced: enforcement,
    },
  };
}

/** The schema has been asked already; what it lets through that is no scope matches everything. */
const toMatch = (match: JsonObject): Match => parseMatch(match, 'spec.match', () => {});

const GATOR_POINTS = ['gator.gatekeeper.sh', '*'];

/** Undefined when scoped actions are asked for and not there. */
function enforcementAtGator(spec: JsonObject): boolean | undefined {
  if (spec['enforcementAction'] !== 'scoped') return true;
  if (!Array.isArray(spec['scopedEnforcementActions'])) return undefined;
  return listAt(spec, ['scopedEnforcementActions']).some((entry) =>
    listAt(entry, ['enforcementPoints']).some((point) => GATOR_POINTS.includes(textAt(point, ['name']))),
  );
}

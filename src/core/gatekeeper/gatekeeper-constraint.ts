import type { Constraint } from '../model/constraint.ts';
import { isJsonObject } from '../model/json.ts';
import type { FieldPath, Location } from '../model/location.ts';
import { splitApiVersion } from '../model/resource.ts';
import { parseMatch } from '../policies/parse-match.ts';
import { readEnforcement } from './enforcement.ts';
import type { GatekeeperProblem, GatekeeperSource } from './gatekeeper-source.ts';
import { objectAt, valueAt } from './read-fields.ts';

/** A constraint of the cluster, with the place that each of its fields has. Its policy is the kind of a template. */
export interface GatekeeperConstraint {
  readonly constraint: Constraint;
  /** Absent parameters take none of the schema's defaults: the API server fills only what is there. */
  readonly hasParameters: boolean;
  readonly locate: (path: FieldPath) => Location;
}

export interface ReadConstraint {
  readonly constraint: GatekeeperConstraint;
  /** Any of them keeps the constraint from being enforced. */
  readonly problems: readonly GatekeeperProblem[];
}

const FIELDS = ['match', 'parameters', 'enforcementAction', 'scopedEnforcementActions'];
const VERSIONS = ['v1beta1', 'v1alpha1'];
const MAX_NAME = 63;

/** Reads a constraint. What its template's schema says of the parameters is checked where the templates are known. */
export function toGatekeeperConstraint(source: GatekeeperSource): ReadConstraint {
  const { object, resource } = source;
  const { identity } = resource;
  const problems: GatekeeperProblem[] = [];
  const complain = (path: FieldPath, message: string): void =>
    void problems.push({ ...source.locate(path), message: `constraint ${identity.kind}/${identity.name}: ${message}` });
  checkHead(source, complain);
  const spec = objectAt(object, ['spec']);
  const parameters = spec['parameters'];
  if (parameters !== undefined && !isJsonObject(parameters))
    complain(['spec', 'parameters'], 'spec.parameters must be an object');
  const match = spec['match'];
  const constraint: Constraint = {
    name: identity.name,
    policy: identity.kind,
    match:
      match === undefined || match === null
        ? {}
        : parseMatch(match, 'spec.match', (text, at) => complain(['spec', 'match', ...at], text)),
    parameters: isJsonObject(parameters) ? parameters : {},
    ...readEnforcement(spec, complain),
  };
  const read = {
    constraint,
    hasParameters: isJsonObject(parameters),
    locate: (path: FieldPath) => source.locate(path),
  };
  return { constraint: read, problems };
}

function checkHead({ object, resource }: GatekeeperSource, complain: (path: FieldPath, message: string) => void): void {
  const { version } = splitApiVersion(resource.identity.apiVersion);
  if (!VERSIONS.includes(version))
    complain(['apiVersion'], `version ${version} is not served; there are ${VERSIONS.join(', ')}`);
  const name = valueAt(object, ['metadata', 'name']);
  if (typeof name !== 'string' || name === '') complain(['metadata'], 'metadata.name is missing');
  else if (name.length > MAX_NAME) complain(['metadata', 'name'], `metadata.name has more than ${MAX_NAME} characters`);
  for (const field of Object.keys(objectAt(object, ['spec']))) {
    if (!FIELDS.includes(field))
      complain(['spec', field], `unknown field spec.${field}; there are ${FIELDS.join(', ')}`);
  }
}

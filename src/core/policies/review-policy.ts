import {
  ENFORCEMENT_ACTIONS,
  ENFORCEMENT_POINTS,
  SEVERITIES,
  type EnforcementAction,
  type EnforcementPoint,
  type Severity,
} from '../model/enforcement.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Policy, PolicyRule } from '../model/policy.ts';
import { readsAdmissionOnly, readsImages, readsSecrets } from './input-reads.ts';
import type { ModuleInspection } from './module-inspection.ts';
import type { DescribedModule } from './package-modules.ts';
import { parseMatch } from './parse-match.ts';
import { readsOnlySecrets } from './reads-only-secrets.ts';
import { withDefaults } from './schema-defaults.ts';

/** The modules of a package, and those of others that they use. */
export interface PackageModules {
  readonly files: readonly ModuleInspection[];
  readonly used: readonly ModuleInspection[];
}

/** What a policy is made of. */
export interface ReviewPolicyParts {
  readonly packagePath: string;
  readonly described: DescribedModule;
  readonly modules: PackageModules;
  readonly rules: readonly PolicyRule[];
  /** Of its parameters. */
  readonly schema: JsonObject | undefined;
}

/**
 * A policy that is asked about objects: the METADATA of its package say what it is.
 * @param complain told of what they say wrongly
 */
export function reviewPolicy(
  { packagePath, described, modules: { files, used }, rules, schema }: ReviewPolicyParts,
  complain: (message: string) => void,
): Policy {
  const { file, annotation, custom, name } = described;
  const { fix, supersededBy } = custom;
  return {
    input: 'review',
    name,
    package: packagePath,
    title: annotation.title ?? name,
    description: annotation.description ?? '',
    severity: oneOf<Severity>(custom['severity'], SEVERITIES, 'medium', 'custom.severity', complain),
    enforcementAction: oneOf<EnforcementAction>(
      custom['enforcementAction'],
      ENFORCEMENT_ACTIONS,
      'deny',
      'custom.enforcementAction',
      complain,
    ),
    match: parseMatch(custom['match'] ?? {}, 'custom.match', complain),
    points: pointsOf(custom['points'], complain),
    sets: strings(custom['sets']),
    ...(typeof supersededBy === 'string' ? { supersededBy } : {}),
    ...(custom['optIn'] === true ? { optIn: true } : {}),
    ...(typeof fix === 'string' ? { fix } : {}),
    ...(schema === undefined ? {} : { schema }),
    defaultParameters: schema === undefined ? {} : withDefaults(schema, {}),
    rules,
    file,
    needsAdmission: readsAdmissionOnly(files),
    readsSecrets: readsSecrets(files, used),
    ...(readsOnlySecrets(files) ? { readsOnlySecrets: true } : {}),
    readsImages: readsImages(files, used),
  };
}

function oneOf<T extends string>(
  value: JsonValue | undefined,
  allowed: readonly T[],
  fallback: T,
  field: string,
  complain: (message: string) => void,
): T {
  if (value === undefined) return fallback;
  const found = allowed.find((one) => one === value);
  // An unknown action must not become "no action": peers fail open here.
  if (found === undefined)
    complain(`METADATA ${field} is ${JSON.stringify(value)}; expected one of ${allowed.join(', ')}`);
  return found ?? fallback;
}

function pointsOf(value: JsonValue | undefined, complain: (message: string) => void): readonly EnforcementPoint[] {
  if (value === undefined) return ENFORCEMENT_POINTS;
  const points = strings(value).map((one) => oneOf(one, ENFORCEMENT_POINTS, 'ci', 'custom.points', complain));
  if (points.length === 0) complain('METADATA custom.points is empty: the policy would never run');
  return points;
}

const strings = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

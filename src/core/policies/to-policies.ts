import { compareText } from '../compare-text.ts';
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
import type { Annotation, ModuleInspection } from './module-inspection.ts';
import { parseMatch } from './parse-match.ts';
import { readsOnlySecrets } from './reads-only-secrets.ts';
import { isNearMiss, ruleAction } from './rule-name.ts';
import { withDefaults } from './schema-defaults.ts';

/** Something in a policy's own files that is not as it must be. */
export interface PolicyProblem {
  readonly file: string;
  readonly row: number;
  readonly message: string;
}

export interface PolicyListing {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
  /** Rules that look as if they decide and never would. */
  readonly notices: readonly string[];
}

/** What listing needs besides the modules. */
export interface ListingSources {
  /** Parameter schema by policy file, from the `schema.json` beside it. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** The modules themselves, by path. Default: none is known, and a policy may read anything. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Packages of the ConstraintTemplates in the set, as their sources call them. */
  readonly templatePackages?: ReadonlySet<string>;
}

/** The policies of a set: each package with at least one rule that decides. Packages may span files. */
export function toPolicies(modules: readonly ModuleInspection[], sources: ListingSources): PolicyListing {
  const problems: PolicyProblem[] = [];
  const packages = [...byPackage(modules)];
  const ofTemplates = packages.filter(([name, files]) => isTemplateSource(name, files, sources));
  const own = packages.filter((each) => !ofTemplates.includes(each));
  const policies = own.flatMap(([name, files]) => toPolicy(name, files, sources, problems));
  problems.push(...duplicates(policies), ...objectRules(modules));
  return {
    policies: policies.toSorted((a, b) => compareText(a.name, b.name)),
    problems,
    notices: [...nearMisses(modules), ...unmarkedReviews(own), ...templateSources(ofTemplates)],
  };
}

type Package = readonly [name: string, files: readonly ModuleInspection[]];

/** The Rego that a ConstraintTemplate was made of often lies beside it. The template decides, as in a cluster, and the file is not asked again. */
function isTemplateSource(
  name: string,
  files: readonly ModuleInspection[],
  { templatePackages }: ListingSources,
): boolean {
  if (templatePackages?.has(name) !== true || describedModule(files) !== undefined || isTestPackage(files))
    return false;
  return files.some(({ inputs }) => inputs.some((input) => REVIEW.test(input)));
}

function templateSources(packages: readonly Package[]): readonly string[] {
  const [first, ...more] = packages.flatMap(([, files]) => files);
  if (first === undefined) return [];
  const others = more.length === 0 ? 'is a source' : `and ${more.length} more are sources`;
  return [`${first.path} ${others} of ConstraintTemplates in this set, which are asked instead`];
}

/** What reads a review and does not say so is shown documents, which have none: it would find nothing, and nobody would know why. */
function unmarkedReviews(packages: readonly Package[]): readonly string[] {
  return packages.flatMap(([name, files]) => {
    const reader = files.find(({ inputs }) => inputs.some((input) => REVIEW.test(input)));
    if (reader === undefined || decidingRules(name, files).length === 0 || isTestPackage(files)) return [];
    return describedModule(files) === undefined
      ? [
          `${reader.path}: package ${name} reads input.review, and its METADATA has no custom.policy, so it is shown documents, which have no review; name it: "# custom: {policy: NAME}"`,
        ]
      : [];
  });
}

const REVIEW = /^input\.review\b/;

function byPackage(modules: readonly ModuleInspection[]): ReadonlyMap<string, readonly ModuleInspection[]> {
  const packages = new Map<string, ModuleInspection[]>();
  for (const module of modules.toSorted((a, b) => compareText(a.path, b.path))) {
    const files = packages.get(module.package);
    if (files === undefined) packages.set(module.package, [module]);
    else files.push(module);
  }
  return packages;
}

function toPolicy(
  packagePath: string,
  files: readonly ModuleInspection[],
  sources: ListingSources,
  problems: PolicyProblem[],
): readonly Policy[] {
  const rules = decidingRules(packagePath, files);
  const [home] = files;
  if (home === undefined || rules.length === 0 || isTestPackage(files)) return [];
  const described = describedModule(files);
  if (described === undefined) return [documentPolicy(packagePath, home.path, files, rules)];
  return [reviewPolicy(packagePath, described, files, rules, sources, problems)];
}

/** `foo_test` packages hold tests; their helpers may well be called `deny`. */
const isTestPackage = (files: readonly ModuleInspection[]): boolean =>
  files.every(({ path }) => path.endsWith('_test.rego'));

function decidingRules(packagePath: string, files: readonly ModuleInspection[]): readonly PolicyRule[] {
  const rules = new Map<string, PolicyRule>();
  for (const { name, kind } of files.flatMap((file) => file.rules)) {
    const action = kind === 'function' ? undefined : ruleAction(name);
    if (action === undefined) continue;
    const definitions = (rules.get(name)?.definitions ?? 0) + 1;
    rules.set(name, { name, action, entrypoint: entrypointOf(packagePath, name), definitions });
  }
  return [...rules.values()].toSorted((a, b) => compareText(a.name, b.name));
}

const entrypointOf = (packagePath: string, rule: string): string => `${packagePath.replaceAll('.', '/')}/${rule}`;

/** conftest's `exception` rule, by which a package exempts inputs from its own rules. */
function exceptionOf(packagePath: string, files: readonly ModuleInspection[]): { exception?: string } {
  const isThere = files.some(({ rules }) =>
    rules.some(({ name, kind }) => name === 'exception' && kind !== 'function'),
  );
  return isThere ? { exception: entrypointOf(packagePath, 'exception') } : {};
}

interface DescribedModule {
  readonly file: string;
  readonly annotation: Annotation;
  readonly custom: JsonObject;
  readonly name: string;
}

/** The module whose package METADATA says `custom.policy`: the mark of a Sluice policy. */
function describedModule(files: readonly ModuleInspection[]): DescribedModule | undefined {
  for (const { path, annotations } of files) {
    for (const annotation of annotations) {
      const name = annotation.custom?.['policy'];
      if (annotation.scope === 'package' && annotation.custom !== undefined && typeof name === 'string') {
        return { file: path, annotation, custom: annotation.custom, name };
      }
    }
  }
  return undefined;
}

function documentPolicy(
  packagePath: string,
  file: string,
  files: readonly ModuleInspection[],
  rules: readonly PolicyRule[],
): Policy {
  const annotation = files.flatMap((one) => one.annotations).find(({ scope }) => scope === 'package');
  return {
    input: 'document',
    name: packagePath,
    package: packagePath,
    title: annotation?.title ?? packagePath,
    description: annotation?.description ?? '',
    severity: 'medium',
    enforcementAction: 'deny',
    match: {},
    points: ENFORCEMENT_POINTS,
    sets: [],
    defaultParameters: {},
    rules,
    ...exceptionOf(packagePath, files),
    file,
    needsAdmission: false,
    readsSecrets: false,
    readsImages: false,
  };
}

function reviewPolicy(
  packagePath: string,
  { file, annotation, custom, name }: DescribedModule,
  files: readonly ModuleInspection[],
  rules: readonly PolicyRule[],
  { schemas, texts = new Map() }: ListingSources,
  problems: PolicyProblem[],
): Policy {
  const complain = (message: string): void => void problems.push({ file, row: annotation.row, message });
  const schema = schemas.get(file);
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
    readsSecrets: readsInput(files, SECRETS),
    ...(readsOnlySecrets(files, texts) ? { readsOnlySecrets: true } : {}),
    readsImages: readsInput(files, IMAGES),
  };
}

/** True when one of the modules reads what only the API server knows of a request. */
export const readsAdmissionOnly = (files: readonly ModuleInspection[]): boolean => readsInput(files, ADMISSION_ONLY);

const readsInput = (files: readonly ModuleInspection[], what: RegExp): boolean =>
  files.some(({ inputs }) => inputs.some((input) => what.test(input)));

/** `input.facts` and `input` as a whole may be read for the secrets, and the images, in them. */
const SECRETS = /^input(?:\.facts(?:\.secrets\b.*)?)?$/;
const IMAGES = /^input(?:\.facts(?:\.images\b.*)?)?$/;

const ADMISSION_ONLY = /^input\.review\.(?:userInfo|oldObject|options|dryRun)\b/;

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

function duplicates(policies: readonly Policy[]): readonly PolicyProblem[] {
  const seen = new Map<string, Policy>();
  return policies.flatMap((policy) => {
    const first = seen.get(policy.name);
    if (first === undefined) {
      seen.set(policy.name, policy);
      return [];
    }
    return [{ file: policy.file, row: 1, message: `policy "${policy.name}" is declared in ${first.file} already` }];
  });
}

/** `deny[msg] if …` reads like a set in older Rego and is an object: its messages would be keys that nobody looks at. */
function objectRules(modules: readonly ModuleInspection[]): readonly PolicyProblem[] {
  return modules.flatMap(({ path, rules }) =>
    rules
      .filter(({ name, kind }) => kind === 'object' && ruleAction(name) !== undefined && !path.endsWith('_test.rego'))
      .map(({ name, row }) => ({
        file: path,
        row,
        message: `rule "${name}" makes an object, not a set of messages; write "${name} contains msg if", or "${name}[msg] { … }" with --rego-version v0`,
      })),
  );
}

function nearMisses(modules: readonly ModuleInspection[]): readonly string[] {
  return modules.flatMap(({ path, rules, package: packagePath }) =>
    rules
      .filter(({ name }) => isNearMiss(name) && !path.endsWith('_test.rego'))
      .map(
        ({ name, row }) =>
          `${path}:${row}: rule "${name}" of package ${packagePath} is never asked; rules that decide are called deny, violation or warn, with suffixes after "_"`,
      ),
  );
}

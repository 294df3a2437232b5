import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { FieldPath, Location } from '../model/location.ts';
import type { ModuleOrigin, PolicyModule } from '../model/policy.ts';
import { splitApiVersion } from '../model/resource.ts';
import type { GatekeeperProblem, GatekeeperSource } from './gatekeeper-source.ts';
import { literalBlockOrigin } from './literal-block.ts';
import { listAt, textAt } from './read-fields.ts';
import { templateParameters } from './template-parameters.ts';

/** A ConstraintTemplate that Sluice can run: a policy that waits for constraints of its kind. */
export interface ConstraintTemplate {
  /** Kind of its constraints, and name of the policy. */
  readonly kind: string;
  /** What the engine calls it: part of the package of its modules. */
  readonly compileName: string;
  readonly title: string;
  readonly description: string;
  /** The template's own source first, then its libraries. */
  readonly modules: readonly PolicyModule[];
  /** What the parameters of a constraint must fit: a structural schema of Kubernetes. */
  readonly schema: JsonObject;
  readonly file: string;
  /** The kind's place, for what is wrong with the template as a whole. */
  readonly location: () => Location;
}

export type ReadTemplate =
  | { readonly kind: 'template'; readonly template: ConstraintTemplate }
  | { readonly kind: 'problems'; readonly problems: readonly GatekeeperProblem[] };

const TARGET = 'admission.k8s.gatekeeper.sh';
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];
const KIND_PATH: FieldPath = ['spec', 'crd', 'spec', 'names', 'kind'];
const TARGET_PATH: FieldPath = ['spec', 'targets', 0];

/**
 * Reads a ConstraintTemplate of any served version.
 * @param lines the lines of the file, to give positions within its Rego; undefined without a file, where positions are those of the Rego itself
 */
export function toConstraintTemplate(
  source: GatekeeperSource,
  lines: () => readonly string[] | undefined,
): ReadTemplate {
  const problems: GatekeeperProblem[] = [];
  const complain = (path: FieldPath, message: string): void =>
    void problems.push({ ...source.locate(path), message: `ConstraintTemplate ${nameOf(source)}: ${message}` });
  checkHead(source, complain);
  const rego = findRego(source, complain);
  if (rego === undefined || problems.length > 0) return { kind: 'problems', problems };
  const kind = textAt(source.object, KIND_PATH);
  const compileName = kind.replaceAll('-', '_');
  return {
    kind: 'template',
    template: {
      kind,
      compileName,
      title: annotation(source, 'metadata.gatekeeper.sh/title') || kind,
      description: annotation(source, 'description'),
      modules: toModules(source, rego, lines, compileName),
      schema: templateParameters(source).schema ?? NO_PARAMETERS,
      file: source.file,
      location: () => source.locate(KIND_PATH),
    },
  };
}

const nameOf = ({ resource }: GatekeeperSource): string => resource.identity.name || '(without a name)';

const annotation = ({ object }: GatekeeperSource, key: string): string =>
  textAt(object, ['metadata', 'annotations', key]);

type Complain = (path: FieldPath, message: string) => void;

function checkHead({ object, resource }: GatekeeperSource, complain: Complain): void {
  const { version } = splitApiVersion(resource.identity.apiVersion);
  if (!VERSIONS.includes(version)) {
    complain(['apiVersion'], `version ${version} is not served; there are ${VERSIONS.join(', ')}`);
  }
  const kind = textAt(object, KIND_PATH);
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(kind)) {
    complain(KIND_PATH, `spec.crd.spec.names.kind must be a kind such as K8sRequiredLabels, not "${kind}"`);
  } else if (resource.identity.name.toLowerCase() !== kind.toLowerCase()) {
    complain(['metadata', 'name'], `metadata.name must be the kind in lower case, "${kind.toLowerCase()}"`);
  }
  const targets = listAt(object, ['spec', 'targets']);
  if (targets.length !== 1) {
    complain(['spec', 'targets'], `there must be one target, ${TARGET}, and there are ${targets.length}`);
  } else if (textAt(targets[0], ['target']) !== TARGET) {
    complain([...TARGET_PATH, 'target'], `target must be ${TARGET}`);
  }
}

interface RegoSource {
  readonly path: FieldPath;
  readonly libs: FieldPath;
  readonly regoVersion: 'v0' | 'v1';
}

/** `rego` of the target wins over `code`, and has no version; of `code` the first Rego entry counts. */
function findRego({ object }: GatekeeperSource, complain: Complain): RegoSource | undefined {
  if (textAt(object, [...TARGET_PATH, 'rego']) !== '') {
    return { path: [...TARGET_PATH, 'rego'], libs: [...TARGET_PATH, 'libs'], regoVersion: 'v0' };
  }
  const code = listAt(object, [...TARGET_PATH, 'code']);
  const index = code.findIndex((entry) => textAt(entry, ['engine']) === 'Rego');
  if (index < 0) {
    complain(TARGET_PATH, noRego(code));
    return undefined;
  }
  const home: FieldPath = [...TARGET_PATH, 'code', index, 'source'];
  if (textAt(object, [...home, 'rego']) === '') complain(home, 'source.rego is missing or empty');
  const regoVersion = textAt(object, [...home, 'version']) === 'v1' ? 'v1' : 'v0';
  return { path: [...home, 'rego'], libs: [...home, 'libs'], regoVersion };
}

function noRego(code: readonly JsonValue[]): string {
  const engines = code.map((entry) => textAt(entry, ['engine'])).filter((engine) => engine !== '');
  if (engines.includes('K8sNativeValidation')) {
    return 'holds CEL (K8sNativeValidation) alone, and only Rego is evaluated; add a Rego source, or enforce it as a ValidatingAdmissionPolicy';
  }
  return engines.length === 0 ? 'holds no Rego' : `holds no Rego, only ${engines.join(', ')}`;
}

function toModules(
  source: GatekeeperSource,
  { path, libs, regoVersion }: RegoSource,
  lines: () => readonly string[] | undefined,
  compileName: string,
): readonly PolicyModule[] {
  const module = (at: FieldPath, isLibrary: boolean): PolicyModule => ({
    path: `${source.file}#${compileName}${isLibrary ? `/libs/${String(at.at(-1))}` : ''}`,
    text: textAt(source.object, at),
    regoVersion,
    template: { name: compileName, libraries: compileName, isLibrary },
    origin: () => originOf(source.locate(at), lines()),
  });
  return [module(path, false), ...listAt(source.object, libs).map((_, index) => module([...libs, index], true))];
}

function originOf(key: Location, lines: readonly string[] | undefined): ModuleOrigin {
  if (lines === undefined) return { ...key, isVerbatim: true };
  const origin = literalBlockOrigin(lines, key);
  return { ...key, ...origin, isVerbatim: origin !== undefined };
}

/** Without a schema no parameter is known. */
const NO_PARAMETERS: JsonObject = { type: 'object' };

export interface KeptTemplates {
  readonly kept: readonly ConstraintTemplate[];
  readonly duplicates: readonly GatekeeperProblem[];
}

/** Keeps the first of two templates with one kind. The other is a problem, unless it says the same. */
export function duplicateTemplates(templates: readonly ConstraintTemplate[]): KeptTemplates {
  const seen = new Map<string, ConstraintTemplate>();
  const duplicates: GatekeeperProblem[] = [];
  for (const template of templates) {
    const first = seen.get(template.compileName);
    if (first === undefined) seen.set(template.compileName, template);
    else if (templateText(first) !== templateText(template)) duplicates.push(duplicateOf(first, template));
  }
  return { kept: [...seen.values()], duplicates };
}

const templateText = ({ modules, schema }: ConstraintTemplate): string =>
  canonicalJson([schema, ...modules.map(({ text, regoVersion }) => [regoVersion, text])]);

function duplicateOf(first: ConstraintTemplate, { kind, location }: ConstraintTemplate): GatekeeperProblem {
  const place = `${first.file}:${first.location().line}`;
  return {
    ...location(),
    message: `ConstraintTemplate ${kind} is declared at ${place} already, with another source; keep one`,
  };
}

/**
 * Lets templates with the same libraries share them: they are compiled once, in the place of that which is called first in the
 * order of names, so that the same templates make the same set in whatever order they come. What a library answers depends on
 * its text, the other libraries and the input, and not on the template that asks.
 */
export function shareLibraries(templates: readonly ConstraintTemplate[]): readonly ConstraintTemplate[] {
  const homes = new Map<string, string>();
  for (const template of templates) {
    const key = librariesKey(template);
    const home = homes.get(key);
    if (home === undefined || template.compileName < home) homes.set(key, template.compileName);
  }
  return templates.map((template) => {
    const home = homes.get(librariesKey(template)) ?? template.compileName;
    if (!template.modules.some(isLibrary) || home === template.compileName) return template;
    return { ...template, modules: template.modules.flatMap((module) => withSharedLibraries(module, home)) };
  });
}

const isLibrary = ({ template }: PolicyModule): boolean => template?.isLibrary === true;

const librariesKey = ({ modules }: ConstraintTemplate): string =>
  canonicalJson(modules.filter(isLibrary).map(({ regoVersion, text }) => [regoVersion, text]));

function withSharedLibraries(module: PolicyModule, home: string): readonly PolicyModule[] {
  if (module.template === undefined || module.template.isLibrary) return [];
  return [{ ...module, template: { ...module.template, libraries: home } }];
}

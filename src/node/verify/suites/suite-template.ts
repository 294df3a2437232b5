import { linesOf } from '../../../core/documents/lines-of.ts';
import { toConstraintTemplate } from '../../../core/gatekeeper/constraint-template.ts';
import {
  gatekeeperRole,
  gatekeeperSources,
  type GatekeeperSource,
} from '../../../core/gatekeeper/gatekeeper-source.ts';
import { SCHEMA_PATH, templateParameters } from '../../../core/gatekeeper/template-parameters.ts';
import { structuralProblems } from '../../../core/kubernetes-schema/structural-problems.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import { fieldText } from '../../../core/model/location.ts';
import type { PolicyModule } from '../../../core/model/policy.ts';
import type { RegoModule } from '../../engine/engine-protocol.ts';
import { sha256Of } from '../../digest.ts';
import { faultOf, firstDocument, found, type Found, type SuiteFile } from './suite-files.ts';

/** A template under test. Templates of one kind and different text are different ones; equal texts are one. */
export interface SuiteTemplate {
  readonly kind: string;
  /** The kind with a digest of the source. */
  readonly compileName: string;
  /** A name for the libraries, by their digest. */
  readonly libraries: string;
  /** The template's own source first, then its libraries. */
  readonly modules: readonly PolicyModule[];
  readonly entrypoint: string;
  /** Schema of the parameters; undefined when there is none, and so no parameter. */
  readonly parameters: JsonObject | undefined;
}

/**
 * The sources as the engine takes them, in the order of the template's modules: under names that are unique among suites. Templates
 * with equal libraries have the same modules for them, with the same paths.
 */
export function toRegoModules({ compileName, libraries, modules }: SuiteTemplate): readonly RegoModule[] {
  return modules.map(({ text, regoVersion, template }, index) => {
    const lib = template?.isLibrary ?? false;
    const path = `${lib ? libraries : compileName}#${index}`;
    return { path, text, regoVersion, template: compileName, libs: libraries, lib };
  });
}

/** Reads the template of a file: its first document, as gator does. */
export function readSuiteTemplate(file: SuiteFile): Found<SuiteTemplate> {
  const first = firstDocument(file);
  if (first.kind === 'fault') return first;
  const source = gatekeeperSources(file.path, [first.value.document]).find(isTemplate);
  if (source === undefined) return faultOf(`${file.path} is no ConstraintTemplate`);
  const read = toConstraintTemplate(source, () => linesOf(file.text));
  if (read.kind === 'problems') {
    return faultOf(
      read.problems.map(({ line, column, message }) => `${file.path}:${line}:${column}: ${message}`).join('\n'),
    );
  }
  const schema = parameterSchema(source);
  if (schema.kind === 'fault') return schema;
  return found(toSuiteTemplate(read.template.kind, read.template.modules, schema.value));
}

const isTemplate = ({ resource }: GatekeeperSource): boolean =>
  gatekeeperRole(resource) === 'template' && resource.pathInDocument.length === 0;

function toSuiteTemplate(
  kind: string,
  modules: readonly PolicyModule[],
  parameters: JsonObject | undefined,
): SuiteTemplate {
  const compileName = `${kind.replaceAll('-', '_')}_${digestOf(modules)}`;
  const libraries = `libraries_${digestOf(modules.filter(({ template }) => template?.isLibrary === true))}`;
  return {
    kind,
    compileName,
    libraries,
    modules,
    entrypoint: `gatekeeper/template/${compileName}/violation`,
    parameters,
  };
}

const digestOf = (modules: readonly PolicyModule[]): string =>
  sha256Of(modules.flatMap(({ regoVersion, text }) => [regoVersion, text])).slice(0, 16);

/** Gatekeeper takes a schema only if it is structural, or said to be of the old kind. */
function parameterSchema(source: GatekeeperSource): Found<JsonObject | undefined> {
  const { schema, isLegacy } = templateParameters(source);
  if (schema === undefined || isLegacy) return found(schema);
  const problems = structuralProblems(schema, SCHEMA_PATH).map(({ path, message }) => {
    const { line, column } = source.locate(path);
    return `${source.file}:${line}:${column}: ${fieldText(path)} ${message}`;
  });
  return problems.length === 0 ? found(schema) : faultOf(problems.join('\n'));
}

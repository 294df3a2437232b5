import type { ErrorCode } from '../../core/errors.ts';
import type { ConstraintTemplate } from '../../core/gatekeeper/constraint-template.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Policy, PolicyModule } from '../../core/model/policy.ts';
import { packageNameOf } from '../../core/policies/package-of.ts';
import type { PolicyProblem } from '../../core/policies/listing-problems.ts';
import type { InspectedModule } from '../engine/engine-inspection.ts';
import type { RegoFault } from '../engine/engine-protocol.ts';
import type { RegoEngine } from '../engine/rego-engine.ts';
import { compileModules, entrypointsOf, type CompiledModules, type CompileOrder } from './compile-modules.ts';
import { placeInModule } from './place-in-module.ts';
import type { PolicySources } from './read-policy-sources.ts';
import { TOO_COSTLY } from './without-costly.ts';

/** A policy that cannot run, with the place in its source. */
export interface PolicyFault {
  readonly code: ErrorCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** All that evaluation needs of a policy set, and all that the cache keeps of it. */
export interface CompiledPolicySet {
  readonly policies: readonly Policy[];
  readonly faults: readonly PolicyFault[];
  readonly notices: readonly string[];
  /** Empty when nothing could be compiled. */
  readonly wasm: Uint8Array;
}

/**
 * Compiles every policy of a set into one Wasm module. Broken ones are reported and left out, and so are those that the compiler does not
 * come to an end with; the others still run.
 */
export function compilePolicySet(sources: PolicySources, data: JsonObject, engine?: RegoEngine): CompiledPolicySet {
  return toCompiledSet(sources, compileModules(toCompileOrder(sources, data), engine));
}

/** Without the functions that say where something stands: they are for what is wrong, and asked later. */
export function toCompileOrder({ modules, schemas, gatekeeper }: PolicySources, data: JsonObject): CompileOrder {
  return { modules: modules.map(toPlain), schemas, templates: gatekeeper.templates.map(toContent), data };
}

const toContent = ({ kind, compileName, title, description, modules, schema, file }: ConstraintTemplate) => ({
  ...{ kind, compileName, title, description, schema, file },
  modules: modules.map(toPlain),
});

const toPlain = ({ path, text, regoVersion, template }: PolicyModule): Omit<PolicyModule, 'origin'> => ({
  ...{ path, text, regoVersion },
  ...(template === undefined ? {} : { template }),
});

/** What came of compiling, as its readers know it: faults stand at their places in the files. */
export function toCompiledSet(
  { modules, gatekeeper }: PolicySources,
  { compiled, inspected, listing, errors }: CompiledModules,
): CompiledPolicySet {
  const places = new Map(modules.map((module) => [module.path, module]));
  const policies = withCompiledRules(listing.policies, new Set(compiled.entrypoints));
  const found = dedupe(errors);
  return {
    policies,
    faults: [
      ...found.map((fault) => regoFault(fault, places.get(fault.path))),
      ...sharedFaults(gatekeeper.templates, policies, found),
      ...listing.problems.map(problemFault),
    ],
    notices: [...listing.notices, ...olderNotices(modules, inspected)],
    wasm: compiled.wasm ?? new Uint8Array(),
  };
}

/** Nobody said that these are Rego v0, so somebody should know how they were read. */
function olderNotices(modules: readonly PolicyModule[], inspected: readonly InspectedModule[]): readonly string[] {
  const unsaid = new Set(modules.filter(({ regoVersion }) => regoVersion === 'any').map(({ path }) => path));
  const [first, ...more] = inspected.filter(({ path, regoVersion }) => regoVersion === 'v0' && unsaid.has(path));
  if (first === undefined) return [];
  const others = more.length === 0 ? 'is' : `and ${more.length} more are`;
  return [`${first.path} ${others} Rego v0, and read as that; --rego-version v0 confirms it, v1 refuses it`];
}

/** Libraries that several templates have are compiled, and complained about, in one place; all of these templates are left out. */
function sharedFaults(
  templates: readonly ConstraintTemplate[],
  policies: readonly Policy[],
  faults: readonly RegoFault[],
): readonly PolicyFault[] {
  const compiled = new Set(policies.filter(({ input }) => input === 'template').map(({ name }) => name));
  const faulty = new Set(faults.map(({ path }) => path));
  const isUnexplained = ({ kind, modules }: ConstraintTemplate): boolean =>
    !compiled.has(kind) && !modules.some(({ path }) => faulty.has(path));
  const message = 'its libraries, which another template has, too, do not compile: see there';
  return templates.filter(isUnexplained).map(({ location }) => ({ code: 'POLICY_INVALID', ...location(), message }));
}

/** A policy some of whose rules did not compile keeps none: half a policy would pass what the other half forbids. */
function withCompiledRules(policies: readonly Policy[], compiled: ReadonlySet<string>): readonly Policy[] {
  return policies.filter((policy) => entrypointsOf(policy).every((entrypoint) => compiled.has(entrypoint)));
}

/**
 * A module that does not parse is complained about by the inspector and by the compiler; a rule that is missing because of it,
 * once more for each rule.
 */
export function dedupe(all: readonly RegoFault[]): readonly RegoFault[] {
  const faults = all.filter(({ code }) => code !== 'entrypoint_excluded');
  return [
    ...new Map(faults.map((fault) => [`${fault.path}:${fault.row}:${fault.col}:${fault.message}`, fault])).values(),
  ];
}

export function regoFault({ path, row, col, code, message }: RegoFault, module: PolicyModule | undefined): PolicyFault {
  const place = placeInModule({ path, row, col }, module);
  if (code === TOO_COSTLY) return { code: 'POLICY_TOO_COSTLY', ...place, message };
  return { code: 'POLICY_INVALID', ...place, message: `${asWritten(message, module)} (${code})` };
}

/** The engine keeps a template's packages under names of its own, which its author has never seen. */
function asWritten(message: string, module: PolicyModule | undefined): string {
  if (module?.template === undefined) return message;
  const own = packageNameOf(module.text) ?? module.template.name;
  return message
    .replaceAll(/\bdata\.gatekeeper\.template\.\w+/g, `data.${own}`)
    .replaceAll(/\bdata\.gatekeeper\.lib\.\w+/g, 'data.lib');
}

const problemFault = ({ file, row, message }: PolicyProblem): PolicyFault => ({
  code: 'POLICY_INVALID',
  file,
  line: row,
  column: 1,
  message,
});

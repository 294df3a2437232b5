import { templatePolicies, type TemplateContent } from '../../core/gatekeeper/template-policies.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Policy, PolicyModule } from '../../core/model/policy.ts';
import { packageNameOf } from '../../core/policies/package-of.ts';
import { toPolicies, type PolicyListing } from '../../core/policies/to-policies.ts';
import type { InspectedModule } from '../engine/engine-inspection.ts';
import type { CompileResult, RegoFault } from '../engine/engine-protocol.ts';
import { loadRegoEngine, type RegoEngine } from '../engine/rego-engine.ts';
import { toRegoModule } from './to-rego-module.ts';
import { withoutCostly } from './without-costly.ts';

/** What the compiler needs of a policy set. Plain data: it crosses to another thread as it is. */
export interface CompileOrder {
  /** Those of the templates included. */
  readonly modules: readonly Omit<PolicyModule, 'origin'>[];
  /** Parameter schema by the path of the policy file beside it. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly templates: readonly TemplateContent[];
  readonly data: JsonObject;
}

/** What the compiler made of it, and said; plain data, too. */
export interface CompiledModules {
  readonly compiled: CompileResult;
  readonly inspected: readonly InspectedModule[];
  readonly listing: PolicyListing;
  readonly errors: readonly RegoFault[];
}

/** Finds out which policies there are, and compiles all that they ask into one Wasm module. */
export function compileModules(
  { modules, schemas, templates, data }: CompileOrder,
  engine: RegoEngine = loadRegoEngine(),
): CompiledModules {
  return withoutCostly(engine, modules.map(toRegoModule), (sources) => {
    const { modules: inspected, errors: unread } = engine.inspect(sources);
    const listing = listPolicies({ modules, schemas, templates }, inspected);
    const entrypoints = listing.policies.flatMap(entrypointsOf);
    const compiled = engine.compile({ modules: sources, entrypoints, data });
    return { compiled, inspected, listing, errors: [...unread, ...compiled.errors] };
  });
}

/** What a template's modules are called says nothing about what decides: the templates do. */
function listPolicies(
  { modules, schemas, templates }: Omit<CompileOrder, 'data'>,
  inspected: readonly InspectedModule[],
): PolicyListing {
  const ofTemplates = new Set(modules.filter(({ template }) => template !== undefined).map(({ path }) => path));
  const own = inspected.filter(({ path }) => !ofTemplates.has(path));
  const listing = toPolicies(own, { schemas, templatePackages: templatePackages(templates) });
  return { ...listing, policies: [...listing.policies, ...templatePolicies(templates, inspected)] };
}

/** As the sources call their packages; the engine moves each into one of its own. */
const templatePackages = (templates: readonly TemplateContent[]): ReadonlySet<string> =>
  new Set(
    templates
      .flatMap(({ modules }) => modules)
      .filter(({ template }) => template?.isLibrary === false)
      .map(({ text }) => packageNameOf(text))
      .filter((name) => name !== undefined),
  );

/** What is asked of a policy. */
export const entrypointsOf = ({ rules, exception }: Policy): readonly string[] => [
  ...rules.map(({ entrypoint }) => entrypoint),
  ...(exception === undefined ? [] : [exception]),
];

import { engineVersion } from '../../engine/engine-version.ts';
import type { RegoFault } from '../../engine/engine-fault.ts';
import type { RegoEngine } from '../../engine/rego-engine.ts';
import { sha256Of } from '../../digest.ts';
import { dedupe, regoFault, type CompiledPolicySet, type PolicyFault } from '../../policies/compile-policy-set.ts';
import { openPolicyCache } from '../../policies/policy-cache.ts';
import { withoutCostly } from '../../policies/without-costly.ts';
import { toRegoModules, type SuiteTemplate } from './suite-template.ts';

export interface CompiledTemplates {
  /** Absent when none could be compiled. */
  readonly wasm?: Uint8Array;
  /** What is wrong with a template, by its compile name, a line for each fault. */
  readonly faults: ReadonlyMap<string, string>;
}

export interface CompileOptions {
  readonly engine: () => RegoEngine;
  readonly cacheDir?: string;
  readonly onNotice: (message: string) => void;
}

/**
 * Compiles the templates of all suites in one go, into one Wasm: compiling is most of what a run of suites takes. A broken
 * template is left out, with the reason.
 */
export function compileTemplates(given: readonly SuiteTemplate[], options: CompileOptions): CompiledTemplates {
  const templates = [...new Map(given.map((template) => [template.compileName, template])).values()];
  if (templates.length === 0) return { faults: new Map() };
  const cache = openPolicyCache(options.cacheDir, options.onNotice);
  const key = sha256Of(['suites', engineVersion(), ...templates.map(({ compileName }) => compileName).sort()]);
  const known = cache.read(key);
  if (known !== undefined) return { wasm: known.wasm, faults: new Map() };
  const { faults, wasm } = compile(templates, options.engine());
  // What failed is compiled again, so that the places are those of this run.
  if (faults.size === 0 && wasm !== undefined) cache.write(key, toEntry(wasm));
  return { faults, ...(wasm === undefined ? {} : { wasm }) };
}

const toEntry = (wasm: Uint8Array): CompiledPolicySet => ({ policies: [], faults: [], notices: [], wasm });

function compile(
  templates: readonly SuiteTemplate[],
  engine: RegoEngine,
): { readonly faults: ReadonlyMap<string, string>; readonly wasm: Uint8Array | undefined } {
  const all = [...new Map(templates.flatMap(toRegoModules).map((module) => [module.path, module])).values()];
  const wanted = templates.map(({ entrypoint }) => entrypoint);
  const { wasm, entrypoints, errors } = withoutCostly(engine, all, (modules) =>
    engine.compile({ modules, entrypoints: wanted }),
  );
  const compiled = new Set(entrypoints);
  const broken = templates.filter(({ entrypoint }) => !compiled.has(entrypoint));
  const found = dedupe(errors);
  return { faults: new Map(broken.map((template) => [template.compileName, explain(template, found)])), wasm };
}

function explain(template: SuiteTemplate, errors: readonly RegoFault[]): string {
  const own = toRegoModules(template).flatMap(({ path }, index) =>
    errors.filter((error) => error.path === path).map((error) => faultText(regoFault(error, template.modules[index]))),
  );
  return own.length === 0 ? 'the template does not compile' : own.join('\n');
}

const faultText = ({ file, line, column, message }: PolicyFault): string => `${file}:${line}:${column}: ${message}`;

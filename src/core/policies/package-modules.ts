import { compareText } from '../compare-text.ts';
import type { JsonObject } from '../model/json.ts';
import type { PolicyRule } from '../model/policy.ts';
import { isRegoTest } from './is-rego-test.ts';
import type { Annotation, ModuleInspection } from './module-inspection.ts';
import { ruleAction } from './rule-name.ts';
import type { Packages } from './used-modules.ts';

/** A package, and its files. */
export type Package = readonly [name: string, files: readonly ModuleInspection[]];

/** Packages may span files. */
export function byPackage(modules: readonly ModuleInspection[]): Packages {
  const packages = new Map<string, ModuleInspection[]>();
  for (const module of modules.toSorted((a, b) => compareText(a.path, b.path))) {
    const files = packages.get(module.package);
    if (files === undefined) packages.set(module.package, [module]);
    else files.push(module);
  }
  return packages;
}

/** `foo_test` packages hold tests; their helpers may well be called `deny`. */
export const isTestPackage = (files: readonly ModuleInspection[]): boolean =>
  files.every(({ path }) => isRegoTest(path));

/** The rules of a package that are asked. */
export function decidingRules(packagePath: string, files: readonly ModuleInspection[]): readonly PolicyRule[] {
  const rules = new Map<string, PolicyRule>();
  for (const { name, kind } of files.flatMap((file) => file.rules)) {
    const action = kind === 'function' ? undefined : ruleAction(name);
    if (action === undefined) continue;
    const definitions = (rules.get(name)?.definitions ?? 0) + 1;
    rules.set(name, { name, action, entrypoint: entrypointOf(packagePath, name), definitions });
  }
  return [...rules.values()].toSorted((a, b) => compareText(a.name, b.name));
}

/** How a rule is called where it is compiled. */
export const entrypointOf = (packagePath: string, rule: string): string =>
  `${packagePath.replaceAll('.', '/')}/${rule}`;

export interface DescribedModule {
  readonly file: string;
  readonly annotation: Annotation;
  readonly custom: JsonObject;
  readonly name: string;
}

/** The module whose package METADATA says `custom.policy`: the mark of a Sluice policy. */
export function describedModule(files: readonly ModuleInspection[]): DescribedModule | undefined {
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

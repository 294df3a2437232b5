import { ENFORCEMENT_POINTS } from '../model/enforcement.ts';
import type { Policy, PolicyRule } from '../model/policy.ts';
import type { ModuleInspection } from './module-inspection.ts';
import { entrypointOf } from './package-modules.ts';

/** A policy that is shown documents as they are, as those of conftest. */
export function documentPolicy(
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

/** conftest's `exception` rule, by which a package exempts inputs from its own rules. */
function exceptionOf(packagePath: string, files: readonly ModuleInspection[]): { exception?: string } {
  const isThere = files.some(({ rules }) =>
    rules.some(({ name, kind }) => name === 'exception' && kind !== 'function'),
  );
  return isThere ? { exception: entrypointOf(packagePath, 'exception') } : {};
}

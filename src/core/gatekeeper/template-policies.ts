import { ENFORCEMENT_POINTS } from '../model/enforcement.ts';
import type { Policy, PolicyModule } from '../model/policy.ts';
import { readsAdmissionOnly } from '../policies/input-reads.ts';
import type { ModuleInspection } from '../policies/module-inspection.ts';
import type { ConstraintTemplate } from './constraint-template.ts';

/** A template without what tells where it stands: plain data. */
export interface TemplateContent extends Omit<ConstraintTemplate, 'location' | 'modules'> {
  readonly modules: readonly Omit<PolicyModule, 'origin'>[];
}

/** The policies that templates are. One whose source does not parse is none; the engine says why. */
export function templatePolicies(
  templates: readonly TemplateContent[],
  inspected: readonly ModuleInspection[],
): readonly Policy[] {
  const modules = new Map(inspected.map((module) => [module.path, module]));
  return templates.flatMap((template) => {
    const own = template.modules.flatMap(({ path }) => modules.get(path) ?? []);
    return own.length === template.modules.length ? [toPolicy(template, own)] : [];
  });
}

function toPolicy(template: TemplateContent, modules: readonly ModuleInspection[]): Policy {
  const packagePath = `gatekeeper.template.${template.compileName}`;
  return {
    input: 'template',
    name: template.kind,
    package: packagePath,
    title: template.title,
    description: template.description,
    severity: 'medium',
    enforcementAction: 'deny',
    match: {},
    points: ENFORCEMENT_POINTS,
    sets: [],
    schema: template.schema,
    defaultParameters: {},
    rules: [{ name: 'violation', entrypoint: `${packagePath.replaceAll('.', '/')}/violation`, action: 'deny' }],
    file: template.file,
    needsAdmission: readsAdmissionOnly(modules),
    readsSecrets: false,
    ...lookupOf(modules),
    readsImages: false,
  };
}

function lookupOf(modules: readonly ModuleInspection[]): Pick<Policy, 'lookup'> {
  const [lookup] = modules.flatMap(({ path, inventory }) => inventory.map(({ row, col }) => ({ path, row, col })));
  return lookup === undefined ? {} : { lookup };
}

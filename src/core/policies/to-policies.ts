import { compareText } from '../compare-text.ts';
import type { JsonObject } from '../model/json.ts';
import type { Policy } from '../model/policy.ts';
import { documentPolicy } from './document-policy.ts';
import { readsReview } from './input-reads.ts';
import {
  duplicates,
  nearMisses,
  objectRules,
  templateSources,
  unmarkedReviews,
  type PolicyProblem,
} from './listing-problems.ts';
import type { ModuleInspection } from './module-inspection.ts';
import { byPackage, decidingRules, describedModule, isTestPackage } from './package-modules.ts';
import { reviewPolicy, type PackageModules } from './review-policy.ts';
import { usedModules } from './used-modules.ts';

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
  /** Packages of the ConstraintTemplates in the set, as their sources call them. */
  readonly templatePackages?: ReadonlySet<string>;
}

/** The policies of a set: each package with at least one rule that decides. Packages may span files. */
export function toPolicies(modules: readonly ModuleInspection[], sources: ListingSources): PolicyListing {
  const problems: PolicyProblem[] = [];
  const all = byPackage(modules);
  const packages = [...all];
  const ofTemplates = packages.filter(([name, files]) => isTemplateSource(name, files, sources));
  const own = packages.filter((each) => !ofTemplates.includes(each));
  const policies = own.flatMap(([name, files]) =>
    toPolicy(name, { files, used: usedModules(all, name) }, sources, problems),
  );
  problems.push(...duplicates(policies), ...objectRules(modules));
  return {
    policies: policies.toSorted((a, b) => compareText(a.name, b.name)),
    problems,
    notices: [...nearMisses(modules), ...unmarkedReviews(own), ...templateSources(ofTemplates)],
  };
}

/** The Rego that a ConstraintTemplate was made of often lies beside it. The template decides, as in a cluster, and the file is not asked again. */
function isTemplateSource(
  name: string,
  files: readonly ModuleInspection[],
  { templatePackages }: ListingSources,
): boolean {
  if (templatePackages?.has(name) !== true || describedModule(files) !== undefined || isTestPackage(files))
    return false;
  return readsReview(files);
}

function toPolicy(
  packagePath: string,
  modules: PackageModules,
  { schemas }: ListingSources,
  problems: PolicyProblem[],
): readonly Policy[] {
  const { files } = modules;
  const rules = decidingRules(packagePath, files);
  const [home] = files;
  if (home === undefined || rules.length === 0 || isTestPackage(files)) return [];
  const described = describedModule(files);
  if (described === undefined) return [documentPolicy(packagePath, home.path, files, rules)];
  const { file, annotation } = described;
  const complain = (message: string): void => void problems.push({ file, row: annotation.row, message });
  return [reviewPolicy({ packagePath, described, modules, rules, schema: schemas.get(file) }, complain)];
}

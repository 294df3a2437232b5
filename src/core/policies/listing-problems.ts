import type { Policy } from '../model/policy.ts';
import { readsReview } from './input-reads.ts';
import { isRegoTest } from './is-rego-test.ts';
import type { ModuleInspection } from './module-inspection.ts';
import { decidingRules, describedModule, isTestPackage, type Package } from './package-modules.ts';
import { isNearMiss, ruleAction } from './rule-name.ts';

/** Something in a policy's own files that is not as it must be. */
export interface PolicyProblem {
  readonly file: string;
  readonly row: number;
  readonly message: string;
}

export function duplicates(policies: readonly Policy[]): readonly PolicyProblem[] {
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
export function objectRules(modules: readonly ModuleInspection[]): readonly PolicyProblem[] {
  return modules.flatMap(({ path, rules }) =>
    rules
      .filter(({ name, kind }) => kind === 'object' && ruleAction(name) !== undefined && !isRegoTest(path))
      .map(({ name, row }) => ({
        file: path,
        row,
        message: `rule "${name}" makes an object, not a set of messages; write "${name} contains msg if", or "${name}[msg] { … }" with --rego-version v0`,
      })),
  );
}

/** Rules that look as if they decide. */
export function nearMisses(modules: readonly ModuleInspection[]): readonly string[] {
  return modules.flatMap(({ path, rules, package: packagePath }) =>
    rules
      .filter(({ name }) => isNearMiss(name) && !isRegoTest(path))
      .map(
        ({ name, row }) =>
          `${path}:${row}: rule "${name}" of package ${packagePath} is never asked; rules that decide are called deny, violation or warn, with suffixes after "_"`,
      ),
  );
}

/** What reads a review and does not say so is shown documents, which have none: it would find nothing, and nobody would know why. */
export function unmarkedReviews(packages: readonly Package[]): readonly string[] {
  const [first, ...more] = packages.flatMap(unmarkedReader);
  if (first === undefined) return [];
  const where = `${first.path}: package ${first.package}`;
  const what =
    more.length === 0
      ? 'reads input.review, and its METADATA has no custom.policy, so it is'
      : `and ${more.length} more read input.review, and their METADATA has no custom.policy, so they are`;
  return [`${where} ${what} shown documents, which have no review; add "# custom: {policy: NAME}"`];
}

function unmarkedReader([name, files]: Package): readonly ModuleInspection[] {
  const reader = files.find((file) => readsReview([file]));
  if (reader === undefined || decidingRules(name, files).length === 0 || isTestPackage(files)) return [];
  return describedModule(files) === undefined ? [reader] : [];
}

/** Says once what was left out for templates that are asked instead. */
export function templateSources(packages: readonly Package[]): readonly string[] {
  const [first, ...more] = packages.flatMap(([, files]) => files);
  if (first === undefined) return [];
  const others = more.length === 0 ? 'is a source' : `and ${more.length} more are sources`;
  return [`${first.path} ${others} of ConstraintTemplates in this set, which are asked instead`];
}

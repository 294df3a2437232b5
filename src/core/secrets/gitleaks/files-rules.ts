import type { RuleSet } from '../rule.ts';
import { type ConfigFile, toRuleSet } from './to-rule-set.ts';
import type { WrittenConfig } from './written-config.ts';

/** What files in gitleaks' format say, of which each extends the next. Plain data: expressions are compiled where they are used. */
export interface GitleaksFiles {
  /** The outermost first. */
  readonly written: readonly WrittenConfig[];
  /** Whether the last one extends gitleaks' default rules, in whose place ours are. */
  readonly usesDefault: boolean;
  /** Relative to the root of the repository, with `/`. */
  readonly paths: readonly string[];
}

/** The rules of files that are known to be without fault. */
export function filesRules({ written, usesDefault, paths }: GitleaksFiles, ownRules: () => RuleSet): RuleSet {
  const innermost: ConfigFile['base'] = usesDefault ? ownRules : undefined;
  const config = written.reduceRight<ConfigFile['base']>(
    (base, one) => ({ written: one, complaints: NOBODY, ...(base === undefined ? {} : { base }) }),
    innermost,
  );
  if (config === undefined || typeof config === 'function') return ownRules();
  const { rules, allowlists } = toRuleSet(config);
  return { rules, allowlists: [...allowlists, ...paths.map(onlyFile)] };
}

/** What there is to complain about was said when the files were read. */
const NOBODY: ConfigFile['complaints'] = { fault: () => undefined, notice: () => undefined };

/** The expressions of a file of rules look like what they find, so gitleaks leaves it out. */
const onlyFile = (path: string): RuleSet['allowlists'][number] => ({
  paths: [new RegExp(`^${path.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}$`)],
});

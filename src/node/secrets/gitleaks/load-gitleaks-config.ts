import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../../core/errors.ts';
import { toRuleSet } from '../../../core/secrets/gitleaks/to-rule-set.ts';
import type { RuleSet } from '../../../core/secrets/rule.ts';
import { ComplaintBook } from './complaint-book.ts';
import { readConfigChain } from './read-config-chain.ts';

const GITLEAKS_FILE = '.gitleaks.toml';

/** The file that gitleaks would read in a tree; undefined when there is none. */
export function findGitleaksConfig(root: string): string | undefined {
  const file = path.join(root, GITLEAKS_FILE);
  return existsSync(file) ? file : undefined;
}

export interface GitleaksConfigRequest {
  /** Of the repository, absolute. Paths in the file are relative to it, as they are to where gitleaks is run. */
  readonly root: string;
  /** Absolute, or relative to the root. */
  readonly file: string;
  /** What takes the place of gitleaks' default rules, asked for when the file wants them. */
  readonly ownRules: () => RuleSet;
}

export interface GitleaksConfig {
  /** All rules that count: with `usesDefault` our own are among them. */
  readonly rules: RuleSet;
  readonly usesDefault: boolean;
  /** Ids that the file disables, as written there. */
  readonly disabled: readonly string[];
  /** What has no effect, or another one than in gitleaks, each with its place. */
  readonly notices: readonly string[];
}

/**
 * Reads a user's `.gitleaks.toml`, of any age up to gitleaks v8.30, with what it extends.
 * @throws SluiceError CONFIG_INVALID with every fault of the files, each with its line and column
 */
export async function loadGitleaksConfig({ root, file, ownRules }: GitleaksConfigRequest): Promise<GitleaksConfig> {
  const book = new ComplaintBook();
  const absolute = path.resolve(root, file);
  const chain = await readConfigChain(absolute, { root, ownRules, book });
  const { rules, allowlists } = toRuleSet(chain.config);
  if (book.faults.length > 0) throw new SluiceError('CONFIG_INVALID', book.faults.join('\n'));
  return {
    rules: { rules, allowlists: [...allowlists, ...chain.files.map((one) => onlyFile(path.relative(root, one)))] },
    usesDefault: chain.usesDefault,
    disabled: chain.config.written.extend.disabledRules.map(({ value }) => value),
    notices: book.notices,
  };
}

/** The expressions of a file of rules look like what they find, so gitleaks leaves it out. */
const onlyFile = (relative: string): RuleSet['allowlists'][number] => ({
  paths: [new RegExp(`^${relative.split(path.sep).join('/').replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}$`)],
});

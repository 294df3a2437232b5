import path from 'node:path';
import { SluiceError } from '../../../core/errors.ts';
import { filesRules, type GitleaksFiles } from '../../../core/secrets/gitleaks/files-rules.ts';
import { toRuleSet } from '../../../core/secrets/gitleaks/to-rule-set.ts';
import type { RuleSet } from '../../../core/secrets/rule.ts';
import { ownRules as rulesOfOurs } from '../../../core/secrets/rules/own-rules.ts';
import { ComplaintBook } from './complaint-book.ts';
import { readConfigChain } from './read-config-chain.ts';

export interface GitleaksConfigRequest {
  /** Of the repository, absolute. Paths in the file are relative to it, as they are to where gitleaks is run. */
  readonly root: string;
  /** Absolute, or relative to the root. */
  readonly file: string;
  /** What takes the place of gitleaks' default rules. Default: our own. */
  readonly ownRules?: () => RuleSet;
}

export interface GitleaksConfig {
  /** All rules that count: with `usesDefault` our own are among them. */
  readonly rules: RuleSet;
  /** What the files say, from which every thread makes these rules. */
  readonly files: GitleaksFiles;
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
export async function loadGitleaksConfig({
  root,
  file,
  ownRules = rulesOfOurs,
}: GitleaksConfigRequest): Promise<GitleaksConfig> {
  const book = new ComplaintBook();
  const absolute = path.resolve(root, file);
  const chain = await readConfigChain(absolute, { root, ownRules, book });
  // Compiled for its complaints: a config in error is never used in part.
  toRuleSet(chain.config);
  if (book.faults.length > 0) throw new SluiceError('CONFIG_INVALID', book.faults.join('\n'));
  const files = {
    written: chain.written,
    usesDefault: chain.usesDefault,
    paths: chain.files.map((one) => path.relative(root, one).split(path.sep).join('/')),
  };
  return {
    rules: filesRules(files, ownRules),
    files,
    usesDefault: chain.usesDefault,
    disabled: chain.config.written.extend.disabledRules.map(({ value }) => value),
    notices: book.notices,
  };
}

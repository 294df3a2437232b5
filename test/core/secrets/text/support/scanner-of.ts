import { createHmac } from 'node:crypto';
import type { TextFinding } from '../../../../../src/core/secrets/finding.ts';
import type { RuleSet, SecretRule } from '../../../../../src/core/secrets/rule.ts';
import type { ScannerOptions, ScannerPorts, TextScanner } from '../../../../../src/core/secrets/text-scanner.ts';
import { createTextScanner } from '../../../../../src/core/secrets/text/create-text-scanner.ts';

/** A clock that stands still: nothing runs out of time. */
const PORTS: ScannerPorts = {
  keyedHash: (text) => createHmac('sha256', 'a key of tests').update(text).digest('hex'),
  clock: () => 0,
};

/** A rule with what every rule needs; its keywords are those that are given, or none. */
export const rule = (own: Partial<SecretRule>): SecretRule => ({
  id: 'token',
  title: 'a token',
  confidence: 'likely',
  keywords: [],
  ...own,
});

export const setOf = (rules: readonly SecretRule[], allowlists: RuleSet['allowlists'] = []): RuleSet => ({
  rules,
  allowlists,
});

export const scannerOf = (set: RuleSet | readonly SecretRule[], options?: ScannerOptions): TextScanner =>
  createTextScanner('rules' in set ? set : setOf(set), PORTS, options);

/** What a set finds in a text. */
export const search = (set: RuleSet | readonly SecretRule[], text: string, path = 'app.conf'): readonly TextFinding[] =>
  scannerOf(set).search({ path, text }).findings;

/** The stretches of the text that findings are about. */
export const stretches = (findings: readonly TextFinding[], text: string): readonly string[] =>
  findings.map(({ start, end }) => text.slice(start, end));

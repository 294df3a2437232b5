import { createHash } from 'node:crypto';
import { ownRules } from '../../../../../src/core/secrets/rules/own-rules.ts';
import { createTextScanner } from '../../../../../src/core/secrets/text/create-text-scanner.ts';
import type { TextFinding } from '../../../../../src/core/secrets/finding.ts';

const scanner = createTextScanner(ownRules(), {
  keyedHash: (text) => createHash('sha256').update(text).digest('hex'),
  clock: () => 0,
});

/** What the rules that ship find in a text. */
export function searchWithOwnRules(text: string, path = 'notes.txt'): readonly TextFinding[] {
  return scanner.search({ path, text: Buffer.from(text).toString('latin1') }).findings;
}

/** Ids of the rules that find something in a text, as `rule:confidence`. */
export const rulesThatFind = (text: string, path?: string): readonly string[] =>
  searchWithOwnRules(text, path).map(({ rule, confidence }) => `${rule}:${confidence}`);

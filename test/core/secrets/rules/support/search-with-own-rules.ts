import { createHash } from 'node:crypto';
import type { TextFinding } from '../../../../../src/core/secrets/finding.ts';
import { ownRules } from '../../../../../src/core/secrets/rules/own-rules.ts';
import { createTextScanner } from '../../../../../src/core/secrets/text/create-text-scanner.ts';

const scanner = createTextScanner(ownRules(), {
  keyedHash: (text) => createHash('sha256').update(text).digest('hex'),
  clock: () => 0,
});

/** Ids of the rules that ship which find something in a text, as `rule:confidence`. */
export const rulesThatFind = (text: string): readonly string[] =>
  search(text).map(({ rule, confidence }) => `${rule}:${confidence}`);

/** Longer than any gap that a rule looks across, and of what none of them looks across. */
const APART = `\n${'#'.repeat(80)}\n`;

/** Ids of the rules that ship which find something in each of many texts. They are searched as one: that takes a tenth of the time. */
export function rulesThatFindIn(texts: readonly string[]): readonly (readonly string[])[] {
  const findings = search(texts.join(APART));
  let end = -APART.length;
  return texts.map((text) => {
    const start = end + APART.length;
    end = start + text.length;
    return findings.filter((finding) => finding.start >= start && finding.start < end).map(({ rule }) => rule);
  });
}

const search = (text: string): readonly TextFinding[] =>
  scanner.search({ path: 'notes.txt', text: Buffer.from(text).toString('latin1') }).findings;

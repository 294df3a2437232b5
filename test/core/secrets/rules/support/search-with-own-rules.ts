import { createHash } from 'node:crypto';
import { ownRules } from '../../../../../src/core/secrets/rules/own-rules.ts';
import { createTextScanner } from '../../../../../src/core/secrets/text/create-text-scanner.ts';

const scanner = createTextScanner(ownRules(), {
  keyedHash: (text) => createHash('sha256').update(text).digest('hex'),
  clock: () => 0,
});

/** Ids of the rules that ship which find something in a text, as `rule:confidence`. */
export const rulesThatFind = (text: string, path = 'notes.txt'): readonly string[] =>
  scanner
    .search({ path, text: Buffer.from(text).toString('latin1') })
    .findings.map(({ rule, confidence }) => `${rule}:${confidence}`);

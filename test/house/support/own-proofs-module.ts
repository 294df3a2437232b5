import { ownRules } from '../../../src/core/secrets/rules/own-rules.ts';
import { createMatcher } from '../../../src/core/secrets/text/matcher.ts';
import { readyRules } from '../../../src/core/secrets/text/ready-rule.ts';
import { provePlan } from '../../../src/core/secrets/text/rule-plan.ts';

const HEAD = `/**
 * How each rule that ships is tried, by its id: what \`planRule\` proves of its pattern and keywords, which takes a millisecond a rule. Written
 * by \`scripts/write-secret-rules.mjs\`; a house test proves it again.
 */
// prettier-ignore
export const OWN_PROOFS: Readonly<Record<string, string>> = {
`;

/** The module that holds what is proved of the rules that ship, as \`scripts/write-secret-rules.mjs\` writes it. */
export function ownProofsModule(): string {
  const { rules } = createMatcher(readyRules(ownRules()));
  const lines = rules.map(({ ready: { rule }, keywords }) => {
    const proof = rule.pattern && provePlan(rule.pattern, keywords);
    return proof === undefined ? '' : `  '${rule.id}': '${proof}',\n`;
  });
  return `${HEAD}${lines.join('')}};\n`;
}

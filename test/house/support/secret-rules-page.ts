import type { SecretRule } from '../../../src/core/secrets/rule.ts';
import { ownRules } from '../../../src/core/secrets/rules/own-rules.ts';

const HEAD = `# Rules for secrets

What Sluice looks for in texts. [Policies](policies.md) read the id as \`input.facts.secrets[_].rule\`, and decide by the confidence:

- \`certain\`: the form, a checksum or a prefix that nobody else uses says what it is
- \`likely\`: a value with the looks of a secret under a name that says so
- \`possible\`: one of the two; also keys that a passphrase protects, and ids that are of use only with their secrets

Values of Kubernetes objects are judged by their fields besides, whatever they look like. \`.gitleaks.toml\` adds rules and takes some away.
`;

/** The page that lists the rules that ship, as \`scripts/write-secret-rules.mjs\` writes it: one row for each id and title. */
export function secretRulesPage(): string {
  const rows = ownRules().rules.map(cellsOf).sort(compareRows);
  const widths = [0, 1, 2].map((column) => Math.max(...[TITLES, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${HEAD}\n${[line(TITLES), rule, ...rows.map(line)].join('\n')}\n`;
}

const TITLES = ['id', 'what it finds', 'confidence'] as const;

const cellsOf = ({ id, title, confidence }: SecretRule): readonly string[] => [`\`${id}\``, title, confidence];

const compareRows = ([a = '']: readonly string[], [b = '']: readonly string[]): number => (a < b ? -1 : Number(a > b));

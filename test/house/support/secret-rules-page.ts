import type { SecretRule } from '../../../src/core/secrets/rule.ts';
import { STRUCTURE_RULES } from '../../../src/core/secrets/structure/structure-rules.ts';
import { ownRules } from '../../../src/core/secrets/rules/own-rules.ts';

const HEAD = `# Rules for secrets

What Sluice looks for in texts. [Policies](policies.md) read the id as \`input.facts.secrets[_].rule\`, and decide by the confidence:

- \`certain\`: the form, a checksum or a prefix that nobody else uses says what it is
- \`likely\`: a value with the looks of a secret under a name that says so
- \`possible\`: one of the two; also keys that a passphrase protects, and ids that are of use only with their secrets

Values of documents are judged by what their fields mean besides, whatever they look like. \`.gitleaks.toml\` adds rules and takes some away.
`;

const FIELDS_HEAD = `## What fields mean

Found by structure, in Kubernetes objects and other documents. How sure a finding is depends on the field and its value.
`;

const TEXTS_HEAD = `## What texts hold
`;

/** The page that lists the rules that ship, as \`scripts/write-secret-rules.mjs\` writes it: one row for each id and title. */
export function secretRulesPage(): string {
  const fields = Object.entries(STRUCTURE_RULES).map(([id, title]) => [`\`${id}\``, title]);
  const texts = ownRules().rules.map(cellsOf).sort(compareRows);
  return [HEAD, FIELDS_HEAD, tableOf(TITLES.slice(0, 2), fields), TEXTS_HEAD, tableOf(TITLES, texts)].join('\n');
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((_, column) => Math.max(...[titles, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[line(titles), rule, ...rows.map(line)].join('\n')}\n`;
}

const TITLES = ['id', 'what it finds', 'confidence'] as const;

const cellsOf = ({ id, title, confidence }: SecretRule): readonly string[] => [`\`${id}\``, title, confidence];

const compareRows = ([a = '']: readonly string[], [b = '']: readonly string[]): number => (a < b ? -1 : Number(a > b));

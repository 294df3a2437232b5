import { commandLoaders } from './commands.ts';
import type { Shells } from './shells.ts';

/** What `sluice` alone, or `sluice help`, says. */
export function overviewText(shells: Shells, columns: number): string {
  const commands = [...Object.entries(commandLoaders), ...Object.entries(shells)];
  const width = Math.max(...commands.map(([name]) => name.length));
  const lines = commands.map(([name, { summary }]) =>
    `  ${name.padEnd(width)}  ${summary}`.slice(0, Math.max(columns, 40)),
  );
  return `sluice judges manifests by Rego policies, and says the same at every point: commit, CI, admission, sync.

Usage:
  sluice COMMAND [FLAGS] [ARGUMENTS]

Commands:
${lines.join('\n')}

Start with:
  sluice init            write a sluice.yaml
  sluice check           judge every manifest below this folder
  sluice help COMMAND    the flags, examples and exit codes of one command
`;
}

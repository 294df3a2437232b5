import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { ShellIo } from '../output/shell-io.ts';
import type { CommandSpec } from './command-spec.ts';
import type { FlagTable } from './flag.ts';
import { helpText } from './help-text.ts';
import { asksForHelp, misspeltVariables, parseFlags, type ParsedFlags } from './parse-flags.ts';

/** A command as the shells register it: it gets the words after its name and answers with an exit code. */
export interface Command {
  readonly spec: CommandSpec;
  readonly run: (argv: readonly string[], io: ShellIo) => Promise<number>;
  /** Commands of its own, each called by its word behind the name of this one. */
  readonly actions?: Readonly<Record<string, Command>>;
}

/** What a command does, once its command line is understood. */
export type CommandBody<T extends FlagTable> = (parsed: ParsedFlags<T>, io: ShellIo) => Promise<number>;

/** Joins a command's table with its body: help, parsing and misspelt variables are the same for all. */
export function createCommand<T extends FlagTable>(spec: CommandSpec<T>, body: CommandBody<T>): Command {
  return {
    spec,
    run: async (argv, io) => {
      refuseFilesLikeFlags(argv, io.cwd);
      if (asksForHelp(argv)) {
        io.stdout.write(helpText(spec, io.stdout.columns));
        return 0;
      }
      const parsed = parseFlags(spec, argv, io.env);
      for (const warning of misspeltVariables(spec.flags, io.env)) io.stderr.write(`warning: ${warning}\n`);
      return body(parsed, io);
    },
  };
}

/**
 * Whoever hands over the names of files, as pre-commit and a shell's `*` do, does not look at them. A file that somebody called
 * `--help` or `--ignore=**` would end the check without a word.
 */
function refuseFilesLikeFlags(argv: readonly string[], cwd: string): void {
  const end = argv.indexOf('--');
  const flags = argv.slice(0, end < 0 ? argv.length : end).filter((word) => word.startsWith('-') && word !== '-');
  const file = flags.find((word) => existsSync(path.join(cwd, word)));
  if (file === undefined) return;
  throw new SluiceError(
    'USAGE',
    `"${visible(file)}" is the name of a file here, and cannot be told from a flag; rename the file, or write -- before all names of files`,
  );
}

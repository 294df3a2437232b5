import type { ShellIo } from '../output/shell-io.ts';
import type { CommandSpec } from './command-spec.ts';
import type { FlagTable } from './flag.ts';
import { helpText } from './help-text.ts';
import { asksForHelp, misspeltVariables, parseFlags, type ParsedFlags } from './parse-flags.ts';

/** A command as the shells register it: it gets the words after its name and answers with an exit code. */
export interface Command {
  readonly spec: CommandSpec;
  readonly run: (argv: readonly string[], io: ShellIo) => Promise<number>;
}

/** What a command does, once its command line is understood. */
export type CommandBody<T extends FlagTable> = (parsed: ParsedFlags<T>, io: ShellIo) => Promise<number>;

/** Joins a command's table with its body: help, parsing and misspelt variables are the same for all. */
export function createCommand<T extends FlagTable>(spec: CommandSpec<T>, body: CommandBody<T>): Command {
  return {
    spec,
    run: async (argv, io) => {
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

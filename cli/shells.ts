import type { ShellIo } from '../src/node/output/shell-io.ts';

/** A command that another shell brings along: it parses its own flags, and runs until it is told to stop. */
export interface Shell {
  readonly summary: string;
  readonly load: () => Promise<ShellModule>;
}

export interface ShellModule {
  readonly run: (argv: readonly string[], io: ShellIo) => Promise<number>;
}

/** Shells by the name of their command: `serve`, `gate`. */
export type Shells = Readonly<Record<string, Shell>>;

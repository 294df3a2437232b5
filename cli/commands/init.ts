import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { CONFIG_NAMES } from '../../src/node/config/find-config.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { HOOK_NAMES, hookCommand, type HookName } from '../../src/node/hooks/hook-name.ts';
import { writeHook } from '../../src/node/hooks/write-hook.ts';
import { randomSalt } from '../../src/node/secrets/random-salt.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { EXIT } from '../exit-codes.ts';
import { PRE_COMMIT_CONFIG, starterConfig } from '../starter-config.ts';

const FLAGS = {
  force: {
    kind: 'switch',
    group: 'Files',
    description: 'Write over a config, or a hook of sluice, that is there already.',
  },
  hook: {
    kind: 'choice',
    choices: HOOK_NAMES,
    implied: 'pre-commit',
    group: 'Files',
    description: 'Write a hook of Git instead of a config; pre-commit unless another is named.',
  },
  'pre-commit': {
    kind: 'switch',
    group: 'Files',
    description: 'Print what to put into .pre-commit-config.yaml, too.',
  },
} as const satisfies FlagTable;

/** `sluice init`: a commented config to start from. */
export const init: Command = createCommand(
  {
    name: 'init',
    summary: 'write a sluice.yaml to start from',
    usage: ['[FLAGS]'],
    description:
      'Writes a commented sluice.yaml into the current folder, or a hook into the Git repository (docs/pre-commit.md). What is there already is left alone.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      { command: 'sluice init', meaning: 'Begin with the baseline set of the policies that ship.' },
      { command: 'sluice init --pre-commit', meaning: 'The same, with the hook for pre-commit on standard output.' },
      { command: 'sluice init --hook', meaning: 'Judge what is staged at every commit in this repository.' },
      {
        command: 'sluice init --hook=pre-receive',
        meaning: 'Judge what is pushed, in a repository that others push to.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'written'],
      [EXIT.notEvaluated, 'not written: there is a config or a hook already, or the folder cannot be written'],
    ],
  },
  async ({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo) => {
    if (flags.hook !== undefined) return initHook(flags.hook, flags.force, io);
    const file = path.join(io.cwd, 'sluice.yaml');
    if (!flags.force) refuseToOverwrite(io.cwd);
    writeFileAtomically(file, [starterConfig(randomSalt())]);
    io.stdout.write('wrote sluice.yaml; next: sluice check\n');
    if (flags['pre-commit']) io.stdout.write(`\nadd this to .pre-commit-config.yaml:\n\n${PRE_COMMIT_CONFIG}`);
    return EXIT.allowed;
  },
);

async function initHook(name: HookName, force: boolean, io: ShellIo): Promise<number> {
  const script = path.join(packageRoot(), 'dist', 'bundle', 'sluice.js');
  const program = { node: process.execPath, script };
  const { file, isUnchanged } = await writeHook({ cwd: io.cwd, env: io.env, name, program, force });
  io.stdout.write(
    `${isUnchanged ? `${file} is there already` : `wrote ${file}`}; it calls: sluice ${hookCommand(name)}\n`,
  );
  return EXIT.allowed;
}

function refuseToOverwrite(folder: string): void {
  const present = CONFIG_NAMES.find((name) => existsSync(path.join(folder, name)));
  if (present !== undefined)
    throw new SluiceError('USAGE', `${present} is there already; edit it, or write over it with --force`);
}

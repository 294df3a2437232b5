import type { ShellIo } from '../src/node/output/shell-io.ts';
import { didYouMean } from '../src/node/flags/near-miss.ts';
import { SluiceError } from '../src/core/errors.ts';
import { commandLoaders } from './commands.ts';
import { EXIT } from './exit-codes.ts';
import { printFault } from './print-fault.ts';
import { overviewText } from './overview-text.ts';
import type { Shells } from './shells.ts';

/** What people type when they come from a peer, or guess. */
const SYNONYMS: Readonly<Record<string, string>> = {
  test: 'check',
  lint: 'check',
  scan: 'check',
  validate: 'check',
  compile: 'build',
  webhook: 'serve',
  why: 'explain',
};

/**
 * Runs one command line and gives the exit code. Everything that is thrown ends here, as a message on stderr and exit code 2:
 * what did not run to its end has allowed nothing.
 */
export async function run(argv: readonly string[], io: ShellIo, shells: Shells = {}): Promise<number> {
  try {
    return await dispatch(argv, io, shells);
  } catch (error) {
    const [name = ''] = argv;
    printFault(error, loaderOf(name, shells) === undefined ? undefined : name, io, argv.includes('--no-color'));
    return EXIT.notEvaluated;
  }
}

async function dispatch(argv: readonly string[], io: ShellIo, shells: Shells): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stderr.write(overviewText(shells, io.stderr.columns));
    return EXIT.notEvaluated;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest, io, shells);
  if (name === '--version' || name === '-V') return dispatch(['version', ...rest], io, shells);
  const load = loaderOf(name, shells);
  if (load === undefined) throw unknownCommand(name, shells);
  const command = await load();
  return command.run(rest, io);
}

/** `sluice help check` is `sluice check --help`. */
async function help(names: readonly string[], io: ShellIo, shells: Shells): Promise<number> {
  const [name] = names.filter((one) => !one.startsWith('-'));
  if (name !== undefined) return dispatch([name, '--help'], io, shells);
  io.stdout.write(overviewText(shells, io.stdout.columns));
  return EXIT.allowed;
}

function loaderOf(name: string, shells: Shells): (() => Promise<{ readonly run: RunCommand }>) | undefined {
  if (Object.hasOwn(commandLoaders, name)) return commandLoaders[name]?.load;
  return Object.hasOwn(shells, name) ? shells[name]?.load : undefined;
}

type RunCommand = (argv: readonly string[], io: ShellIo) => Promise<number>;

function unknownCommand(name: string, shells: Shells): SluiceError {
  const known = [...Object.keys(commandLoaders), ...Object.keys(shells), 'help'];
  if (name.startsWith('-')) {
    return new SluiceError(
      'USAGE',
      `flags come after the command: sluice check ${name} …; commands are ${known.join(', ')}`,
    );
  }
  const synonym = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  const hint = synonym === undefined ? didYouMean(name, known) : `; did you mean "${synonym}"?`;
  return new SluiceError(
    'USAGE',
    `unknown command "${name}"${hint === '' ? `; commands are ${known.join(', ')}` : hint}`,
  );
}

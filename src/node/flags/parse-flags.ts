import { SluiceError } from '../../core/errors.ts';
import type { CommandSpec } from './command-spec.ts';
import { ENV_PREFIX, envName, type Flag, type FlagTable, type FlagValues } from './flag.ts';
import { didYouMean } from './near-miss.ts';
import { readWords, type FlagShapes, type FlagWord } from './read-words.ts';

/** A command line, understood. */
export interface ParsedFlags<T extends FlagTable> {
  readonly flags: FlagValues<T>;
  readonly operands: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every word that was written for a flag, in order; an empty list for a switch means that it was given. */
type Given = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the arguments of one command. A flag wins over its environment variable; a flag of neither is absent, which leaves
 * the word to the config file.
 * @throws SluiceError USAGE that names every fault at once
 */
export function parseFlags<T extends FlagTable>(
  spec: CommandSpec<T>,
  argv: readonly string[],
  env: Environment,
): ParsedFlags<T> {
  const faults: string[] = [];
  const { given, operands } = readArguments(spec.flags, argv, faults);
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(spec.flags)) values[name] = valueOf(name, flag, given, env, faults);
  checkOperands(spec, operands, faults);
  if (faults.length > 0) throw new SluiceError('USAGE', faults.join('\n'));
  // The loop above gave every key of the table a value of that key's kind; TypeScript cannot follow a loop over keys.
  return { flags: values as FlagValues<T>, operands };
}

/** True when help is wanted, wherever the flag stands; other flags are not looked at, so that help always comes. */
export function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).some((word) => word === '--help' || word === '-h');
}

/** Environment variables that look like a flag of this command and are none: `SLUICE_FAILON` would silently do nothing. */
export function misspeltVariables(table: FlagTable, env: Environment): readonly string[] {
  const known = Object.keys(table).map((flag) => envName(flag).slice(ENV_PREFIX.length));
  return Object.keys(env)
    .filter((name) => name.startsWith(ENV_PREFIX))
    .map((name) => name.slice(ENV_PREFIX.length))
    .filter((suffix) => !known.includes(suffix))
    .flatMap((suffix) => {
      const hint = didYouMean(suffix, known, ENV_PREFIX);
      return hint === '' ? [] : [`the environment variable ${ENV_PREFIX}${suffix} means nothing here${hint}`];
    });
}

interface ReadArguments {
  readonly given: Given;
  readonly operands: readonly string[];
}

function readArguments(table: FlagTable, argv: readonly string[], faults: string[]): ReadArguments {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (const word of readWords(argv, shapesOf(table))) {
    if (word.kind === 'operand') operands.push(word.text);
    if (word.kind !== 'flag') continue;
    const fault = wordFault(table, word);
    if (fault !== undefined) faults.push(fault);
    else given.set(word.name, [...(given.get(word.name) ?? []), ...(word.value === undefined ? [] : [word.value])]);
  }
  return { given, operands };
}

function shapesOf(table: FlagTable): FlagShapes {
  const entries = Object.entries(table).map(
    ([name, flag]) =>
      [name, { takesValue: needsValue(flag), ...(flag.short === undefined ? {} : { short: flag.short }) }] as const,
  );
  return new Map(entries);
}

const needsValue = (flag: Flag): boolean =>
  flag.kind !== 'switch' && !(flag.kind === 'choice' && flag.implied !== undefined);

function wordFault(table: FlagTable, { name, written, value, isInline }: FlagWord): string | undefined {
  // A table is a plain object: `--constructor` must not find what every object has.
  const flag = Object.hasOwn(table, name) ? table[name] : undefined;
  if (flag === undefined) return `unknown flag ${written}${hintFor(table, name, written)}`;
  if (flag.kind === 'switch') return value === undefined ? undefined : `${written} takes no value`;
  if (value === undefined && !needsValue(flag)) return undefined;
  if (value === undefined) return `${written} needs a value: ${written} ${placeholder(flag)}`;
  // `--config --quiet`: a value was forgotten. `-` alone and `--data=-x` are values.
  if (isInline !== true && value.length > 1 && value.startsWith('-')) {
    return `${written} needs a value, and "${value}" looks like a flag; write --${name}=${value} if it is the value`;
  }
  return undefined;
}

function hintFor(table: FlagTable, name: string, written: string): string {
  return written.startsWith('--') ? didYouMean(name, [...Object.keys(table), 'help'], '--') : '';
}

/** What the help and messages call a flag's value. */
export function placeholder(flag: Exclude<Flag, { readonly kind: 'switch' }>): string {
  return flag.kind === 'choice' ? flag.choices.join('|') : flag.value;
}

function valueOf(name: string, flag: Flag, given: Given, env: Environment, faults: string[]): unknown {
  const variable = envName(name);
  const fromEnv = env[variable];
  const words = given.get(name) ?? (fromEnv === undefined || fromEnv === '' ? undefined : [fromEnv]);
  const origin = given.has(name) ? `--${name}` : variable;
  const last = words?.at(-1);
  switch (flag.kind) {
    case 'switch':
      return last === undefined ? words !== undefined : switchValue(last, origin, faults);
    case 'list':
      return given.has(name) ? (words ?? []) : (words ?? []).flatMap(commaSeparated);
    case 'text':
      return last;
    case 'choice':
      return choiceValue(last ?? (words === undefined ? undefined : flag.implied), flag.choices, origin, faults);
    case 'count':
      return last === undefined ? undefined : countValue(last, flag, origin, faults);
  }
}

const commaSeparated = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function switchValue(word: string, origin: string, faults: string[]): boolean {
  const lower = word.toLowerCase();
  if (['1', 'true', 'yes'].includes(lower)) return true;
  if (!['0', 'false', 'no'].includes(lower)) faults.push(`${origin} is "${word}"; write 1 or 0`);
  return false;
}

function choiceValue(
  word: string | undefined,
  choices: readonly string[],
  origin: string,
  faults: string[],
): string | undefined {
  if (word === undefined || choices.includes(word)) return word;
  faults.push(`${origin} is "${word}"; expected one of ${choices.join(', ')}${didYouMean(word, choices)}`);
  return undefined;
}

function countValue(
  word: string,
  { min, max }: { readonly min: number; readonly max: number },
  origin: string,
  faults: string[],
): number | undefined {
  const count = /^\d{1,15}$/.test(word) ? Number(word) : Number.NaN;
  if (count >= min && count <= max) return count;
  faults.push(`${origin} is "${word}"; expected a whole number from ${min} to ${max}`);
  return undefined;
}

function checkOperands<T extends FlagTable>(spec: CommandSpec<T>, operands: readonly string[], faults: string[]): void {
  const { min, max, name } = spec.operands;
  if (operands.length < min) faults.push(`sluice ${spec.name} needs ${min === 1 ? 'a' : `${min} times`} ${name}`);
  const extra = operands[max];
  if (extra !== undefined)
    faults.push(`sluice ${spec.name} does not take "${extra}"${max === 0 ? ': it has no arguments' : ''}`);
}

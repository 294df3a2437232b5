import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { displayPath, reasonOf } from '../files/walk-files.ts';
import type { ConftestSettings, WrittenSettings } from './conftest-settings.ts';
import { findConfig } from './find-config.ts';

const CONFTEST_FILE = 'conftest.toml';

/** Far more than any configuration needs. */
const MAX_BYTES = 1024 * 1024;

export interface ConftestSettingsRequest {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--config`. A name that ends in .toml is conftest's. */
  readonly config?: string | undefined;
}

export interface LoadedConftestSettings extends ConftestSettings {
  /** The file, absolute; absent when only the environment said something. */
  readonly file?: string;
}

/**
 * Reads conftest's configuration, where there is none of our own: `conftest.toml` in the working directory and the variables
 * `CONFTEST_…`, which win over it. Undefined when nobody says anything. Without any, no parser is loaded.
 * @throws SluiceError CONFIG_INVALID
 */
export async function loadConftestSettings({
  cwd,
  env,
  config,
}: ConftestSettingsRequest): Promise<LoadedConftestSettings | undefined> {
  if (config === undefined ? findConfig(cwd) !== undefined : !config.endsWith('.toml')) return undefined;
  const file = settingsFile(cwd, config);
  const isInEnv = Object.keys(env).some((name) => name.startsWith('CONFTEST_'));
  if (file === undefined && !isInEnv) return undefined;
  const { mergeSettings, toConftestSettings, writtenInEnvironment } = await import('./conftest-settings.ts');
  const inEnv = writtenInEnvironment(env);
  if (file === undefined) return inEnv.size === 0 ? undefined : toConftestSettings(inEnv, 'CONFTEST_ variables');
  const shown = displayPath(cwd, file);
  const inFile = toConftestSettings(await readToml(file, shown), shown);
  return { ...mergeSettings(toConftestSettings(inEnv, 'CONFTEST_ variables'), inFile), file };
}

function settingsFile(cwd: string, config: string | undefined): string | undefined {
  const file = path.resolve(cwd, config ?? CONFTEST_FILE);
  return config !== undefined || existsSync(file) ? file : undefined;
}

/** Keys count in lower case: conftest's own reader does not tell them apart. */
async function readToml(file: string, shown: string): Promise<WrittenSettings> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    const table = parse(readText(file, shown));
    return new Map(Object.entries(table).map(([key, value]) => [key.toLowerCase(), value]));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The rest of the message quotes the file.
    const [reason = 'invalid TOML'] = error.message.split('\n');
    throw new SluiceError('CONFIG_INVALID', `${shown}:${error.line}:${error.column}: ${reason}`, { cause: error });
  }
}

function readText(file: string, shown: string): string {
  try {
    if (statSync(file).size > MAX_BYTES) throw new SluiceError('CONFIG_INVALID', `${shown} is larger than 1 MiB`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('CONFIG_INVALID', `cannot read the config ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

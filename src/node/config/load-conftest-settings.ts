import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTomlFile } from '../files/read-toml-file.ts';
import { displayPath } from '../files/walk-files.ts';
import type { ConftestSettings, WrittenSettings } from './conftest-settings.ts';
import { findConfig } from './find-config.ts';

const CONFTEST_FILE = 'conftest.toml';

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
  const { table } = await readTomlFile(file, shown);
  return new Map(Object.entries(table).map(([key, value]) => [key.toLowerCase(), value]));
}

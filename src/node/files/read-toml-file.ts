import { readFileSync, statSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import { reasonOf } from './walk-files.ts';

/** Far more than any configuration needs. */
const MAX_BYTES = 1024 * 1024;

export interface TomlFile {
  readonly text: string;
  readonly table: Readonly<Record<string, unknown>>;
}

/**
 * Reads a file in TOML.
 * @param shown its name in messages
 * @throws SluiceError CONFIG_INVALID with the place, and nothing that stands there
 */
export async function readTomlFile(file: string, shown: string): Promise<TomlFile> {
  const { parse, TomlError } = await import('smol-toml');
  const text = readText(file, shown);
  try {
    return { text, table: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The rest of the message, and what the error itself holds, quotes the file.
    const [reason = 'invalid TOML'] = error.message.split('\n');
    throw new SluiceError('CONFIG_INVALID', `${shown}:${error.line}:${error.column}: ${reason}`);
  }
}

function readText(file: string, shown: string): string {
  try {
    if (statSync(file).size > MAX_BYTES) throw new SluiceError('CONFIG_INVALID', `${shown} is larger than 1 MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('CONFIG_INVALID', `cannot read the config ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import { displayPath, reasonOf } from '../files/walk-files.ts';
import { DEFAULT_CONFIG, type Config } from './config.ts';
import { findConfig } from './find-config.ts';
import { freezeDeeply } from './freeze-deeply.ts';
import { DEFAULT_IMAGES_CONFIG } from './images-config.ts';
import type { ImagesReader } from './to-config.ts';

export interface ConfigRequest {
  readonly cwd: string;
  /** `--config`, relative to `cwd`. Absent: the nearest `sluice.yaml` or `.sluice.yaml` upwards. */
  readonly file?: string | undefined;
}

/**
 * Reads the config that applies, or gives the defaults when there is none. A run without a config file loads no parser.
 * @throws SluiceError CONFIG_INVALID with every fault of the file, each with its line and column
 */
export async function loadConfig({ cwd, file }: ConfigRequest): Promise<Config> {
  const found = file === undefined ? findConfig(cwd) : path.resolve(cwd, file);
  return freezeDeeply(found === undefined ? DEFAULT_CONFIG : await readConfigFile(found, cwd));
}

async function readConfigFile(file: string, cwd: string): Promise<Config> {
  const [{ parseFile }, { toConfig }] = await Promise.all([
    import('../documents/parse-file.ts'),
    import('./to-config.ts'),
  ]);
  const shown = displayPath(cwd, file);
  const { documents, faults } = parseFile(readBytes(file, shown));
  if (faults.length > 0) throw invalid(shown, faults);
  const [document, other] = documents;
  if (document === undefined)
    throw invalid(shown, [
      { line: 1, column: 1, message: `the file is empty; "sluice init" writes one to start from` },
    ]);
  if (other !== undefined) {
    throw invalid(shown, [
      { line: other.startLine, column: 1, message: 'a second document begins here; a config is one document' },
    ]);
  }
  const reading = toConfig(document.value, { file, cwd }, await imagesReader(document.value));
  if (reading.kind === 'config') return reading.config;
  throw invalid(
    shown,
    reading.faults.map(({ path: at, message }) => ({ ...document.locate(at), message })),
  );
}

/** Keys, certificates and other tools' policies are read by much code, which few configs need. */
async function imagesReader(value: JsonValue): Promise<ImagesReader> {
  if (!isJsonObject(value) || value['images'] === undefined) return () => DEFAULT_IMAGES_CONFIG;
  return (await import('./to-images-config.ts')).toImagesConfig;
}

function readBytes(file: string, shown: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SluiceError('CONFIG_INVALID', `cannot read the config ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

interface PlacedFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

function invalid(shown: string, faults: readonly PlacedFault[]): SluiceError {
  const sorted = faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return new SluiceError(
    'CONFIG_INVALID',
    sorted.map(({ line, column, message }) => `${shown}:${line}:${column}: ${message}`).join('\n'),
  );
}

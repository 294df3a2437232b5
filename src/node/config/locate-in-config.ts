import { readFileSync } from 'node:fs';
import type { FieldPath, Location } from '../../core/model/location.ts';
import { parseFile } from '../documents/parse-file.ts';
import { displayPath } from '../files/walk-files.ts';
import type { Config } from './config.ts';

/**
 * Where a field stands in the config file, for a fault that shows only later, when the policies are known. The file is read
 * again: a run without such a fault pays nothing for positions.
 */
export function locateInConfig({ file }: Config, cwd: string, at: FieldPath): Location {
  if (file === undefined) return { file: 'sluice.yaml', line: 1, column: 1 };
  const shown = displayPath(cwd, file);
  const [document] = parseFile(readFileSync(file)).documents;
  const { line, column } = document?.locate(at) ?? { line: 1, column: 1 };
  return { file: shown, line, column };
}

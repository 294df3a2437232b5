import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where a program is: by its variable, or on the PATH. Undefined when it is not here; the test then says so in its name. */
export function findProgram(names: readonly string[], variable?: string): string | undefined {
  const chosen = variable === undefined ? undefined : process.env[variable];
  if (chosen !== undefined && chosen !== '') return chosen;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

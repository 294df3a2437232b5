import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder, and those above it that are not there. Node's own `recursive` does not come to an end where nothing can be made
 * and the system says that the folder above is missing, as below `/proc`.
 * @param mode of the folders that are made
 * @throws what the file system says, when one cannot be made
 */
export function makeFolders(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !isFolder(at) && at !== path.dirname(at); at = path.dirname(at)) missing.push(at);
  for (const one of missing.reverse()) makeFolder(one, mode);
}

/** Another process may have been faster. */
function makeFolder(folder: string, mode: number | undefined): void {
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

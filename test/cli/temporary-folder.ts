import { mkdirSync } from 'node:fs';
import { temporaryFolder as bareFolder } from '../support/temporary-folder.ts';

/** A folder of its own for one test, with these files in it. Gone after `remove`. */
export interface TemporaryFolder {
  readonly path: string;
  readonly write: (file: string, text: string | Uint8Array) => void;
  readonly remove: () => void;
}

export function temporaryFolder(files: Readonly<Record<string, string>> = {}): TemporaryFolder {
  const folder = bareFolder();
  // A repository of its own, so that no config above the folder is found.
  mkdirSync(folder.at('.git'));
  const write = (file: string, text: string | Uint8Array): void => void folder.write(file, text);
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { path: folder.path, write, remove: () => folder[Symbol.dispose]() };
}

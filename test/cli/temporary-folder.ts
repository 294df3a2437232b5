import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for one test, with these files in it. Gone after `remove`. */
export interface TemporaryFolder {
  readonly path: string;
  readonly write: (file: string, text: string) => void;
  readonly remove: () => void;
}

export function temporaryFolder(files: Readonly<Record<string, string>> = {}): TemporaryFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'sluice-test-')));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  // A repository of its own, so that no config above the folder is found.
  mkdirSync(path.join(folder, '.git'));
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { path: folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

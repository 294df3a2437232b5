import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for one test, gone when the test is over. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
  /** Writes a file, making the folders above it; gives its absolute path. */
  write(name: string, content: string | Uint8Array): string;
  /** Absolute path of something in the folder. */
  at(name: string): string;
}

export function temporaryFolder(): TemporaryFolder {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'sluice-test-')));
  const at = (name: string): string => path.join(root, name);
  return {
    path: root,
    at,
    write: (name, content) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
      return at(name);
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

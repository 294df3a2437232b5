import { existsSync } from 'node:fs';
import path from 'node:path';

const GITLEAKS_FILE = '.gitleaks.toml';

/** The file that gitleaks would read in a tree; undefined when there is none. */
export function findGitleaksConfig(root: string): string | undefined {
  const file = path.join(root, GITLEAKS_FILE);
  return existsSync(file) ? file : undefined;
}

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What to give Node to run sluice as the tests were loaded: compiled, or as TypeScript. */
export function programArguments(): readonly string[] {
  const own = fileURLToPath(import.meta.url);
  const extension = path.extname(own);
  const program = path.join(path.dirname(own), '..', '..', 'cli', `main${extension}`);
  if (extension !== '.ts') return [program];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, program];
}

/** Threads start from a compiled file, so what needs threads cannot be tested as TypeScript. */
export const isCompiled = (): boolean => path.extname(fileURLToPath(import.meta.url)) !== '.ts';

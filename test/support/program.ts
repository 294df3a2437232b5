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

/** What a rule may take on a machine that does ten other things: tests of verdicts are none of time. */
const PATIENT = ['--timeout', '20000'] as const;

/** Arguments of `sluice serve`, with all the time for a rule unless they say how much. */
export const patiently = (args: readonly string[]): readonly string[] =>
  args.includes('--timeout') ? args : [...args, ...PATIENT];

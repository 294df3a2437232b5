import { found, faultOf, type Found, type SuiteFiles } from './suite-files.ts';
import type { Expand } from './run-case.ts';

/** Reads the ExpansionTemplates of a test. Without any, nothing is expanded. */
export function readExpander(folder: string, relative: string, files: SuiteFiles): Found<Expand> {
  if (relative === '') return found(() => found([]));
  const file = files.read(folder, relative);
  if (file.kind === 'fault') return file;
  return faultOf('expansion is not there yet');
}

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { GitPlace } from '../git-environment.ts';

/**
 * The folder of a plain repository (see isPlainRepository), if what Git keeps there can be read without it: in the form that every version of
 * Git writes, with all objects in this one place, and with the owner whom Git asks for (`safe.directory`). Else Git is asked.
 */
export function openFolder({ cwd, env }: GitPlace): string | undefined {
  const folder = path.resolve(cwd, '.git');
  if (ELSEWHERE.some((name) => env[name] !== undefined)) return undefined;
  try {
    const isOurs = [cwd, folder].every((one) => statSync(one).uid === process.geteuid?.());
    return isOurs && isUsual(readFileSync(path.join(folder, 'config'), 'latin1')) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const ELSEWHERE = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES'] as const;

/** Extensions change how ids, references or objects are kept; a comment that mentions one costs a question and nothing else. */
const isUsual = (config: string): boolean =>
  /^\s*repositoryformatversion\s*=\s*0\s*$/m.test(config) && !/extensions|partialclone|promisor/i.test(config);

import { SluiceError } from '../../core/errors.ts';
import { gitPlace } from './git-environment.ts';
import { gitText } from './git-process.ts';

/**
 * The commit that files come from, if they are as they were committed. Undefined when they are not, or when there is no
 * repository or no Git: then no commit says what they are.
 * @param paths absolute
 */
export async function cleanRevision(
  cwd: string,
  paths: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const place = gitPlace(cwd, env, false);
  try {
    const commit = await gitText(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    const changes = await gitText(place, [
      'status',
      '--porcelain',
      '--ignored',
      '--untracked-files=all',
      '--',
      ...paths,
    ]);
    return changes === '' ? commit.trim() : undefined;
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'GIT_FAILED') return undefined;
    throw error;
  }
}

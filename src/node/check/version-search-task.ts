import type { VersionSearchOptions } from '../history/search-versions.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';
import type { CheckRequest } from './check-request.ts';

/** How earlier versions are searched in a run. */
export function versionSearchTask(
  { today, timeoutMs, jobs, onProgress }: Pick<CheckRequest, 'today' | 'timeoutMs' | 'jobs' | 'onProgress'>,
  secrets: SecretsTask,
): VersionSearchOptions {
  return {
    task: { secrets, today, limitMs: timeoutMs },
    ...(jobs === undefined ? {} : { jobs }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

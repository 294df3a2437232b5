import type { Config } from '../config/config.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { PreparedSearch } from '../secrets/prepare-search.ts';
import { toSecretsTask } from '../secrets/to-secrets-task.ts';

/**
 * A task that searches for secrets, too.
 * @param search absent when no policy reads what would be found
 * @param root the folder that paths are relative to; absent where files that documents name are not at hand
 */
export function withSearch(
  task: EvaluationTask | undefined,
  config: Config,
  search: PreparedSearch | undefined,
  root?: string,
): EvaluationTask | undefined {
  if (task === undefined || search === undefined) return task;
  return { ...task, secrets: toSecretsTask(config.secrets, { ...search, ...(root === undefined ? {} : { root }) }) };
}

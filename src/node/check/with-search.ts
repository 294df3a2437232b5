import type { Config } from '../config/config.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { PreparedSearch } from '../secrets/prepare-search.ts';
import type { RelatedFiles } from '../secrets/related-files.ts';
import { toSecretsTask } from '../secrets/to-secrets-task.ts';

/**
 * A task that searches for secrets, too.
 * @param search absent when no policy reads what would be found
 * @param related where files are that documents name; absent where they are not at hand
 */
export function withSearch(
  task: EvaluationTask | undefined,
  config: Config,
  search: PreparedSearch | undefined,
  related?: RelatedFiles,
): EvaluationTask | undefined {
  if (task === undefined || search === undefined) return task;
  return { ...task, secrets: toSecretsTask(config.secrets, { ...search, related }) };
}

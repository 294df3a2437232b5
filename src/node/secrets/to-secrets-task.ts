import type { AcceptanceList } from '../../core/secrets/acceptances/acceptance-list.ts';
import type { GitleaksFiles } from '../../core/secrets/gitleaks/files-rules.ts';
import type { SecretsConfig } from '../config/secrets-config.ts';
import type { RelatedFiles } from './related-files.ts';
import type { SecretsTask } from './secrets-task.ts';

/** Who did not write a salt shares this one: fingerprints still tell secrets apart, and weak ones can be guessed from them. */
const SHARED_SALT = 'sluice';

/** What fingerprints are made with. */
export const saltOf = ({ fingerprintSalt = SHARED_SALT }: SecretsConfig): string => fingerprintSalt;

/** Where a run finds files, and what of them it accepts. */
interface SearchedFiles {
  /** Absent: files that documents name are not at hand. */
  readonly related?: RelatedFiles | undefined;
  readonly acceptances: AcceptanceList;
  readonly gitleaks?: GitleaksFiles;
}

/**
 * How secrets are looked for under a config.
 * @param files absent where no file is at hand
 */
export function toSecretsTask(config: SecretsConfig, files?: SearchedFiles): SecretsTask {
  const { disable, budgetMs, decodeDepth, maxFileBytes } = config;
  return {
    disabled: disable,
    fingerprintSalt: saltOf(config),
    budgetMs,
    decodeDepth,
    maxFileBytes,
    acceptances: files?.acceptances ?? { ignores: config.ignores, baseline: [] },
    ...(files?.gitleaks === undefined ? {} : { gitleaks: files.gitleaks }),
    ...(files?.related === undefined ? {} : { related: files.related }),
  };
}

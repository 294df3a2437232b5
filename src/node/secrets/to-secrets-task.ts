import type { SecretsConfig } from '../config/secrets-config.ts';
import type { SecretsTask } from './secrets-task.ts';

/** Who did not write a salt shares this one: fingerprints still tell secrets apart, and weak ones can be guessed from them. */
const SHARED_SALT = 'sluice';

/**
 * How secrets are looked for under a config.
 * @param filesRoot the folder that paths are relative to; absent where no file is at hand
 */
export function toSecretsTask(config: SecretsConfig, filesRoot: string | undefined): SecretsTask {
  const { disable, fingerprintSalt = SHARED_SALT, budgetMs, decodeDepth } = config;
  return {
    usesOwnRules: true,
    disabled: disable,
    fingerprintSalt,
    budgetMs,
    decodeDepth,
    acceptances: { ignores: config.ignores, baseline: [] },
    ...(filesRoot === undefined ? {} : { filesRoot }),
  };
}

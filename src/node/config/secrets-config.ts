import type { SecretIgnore } from '../../core/secrets/acceptances/secret-ignore.ts';

/** How secrets are looked for, and which findings are accepted. */
export interface SecretsConfig {
  /** A config of gitleaks, absolute. Absent: `.gitleaks.toml` at the root of the repository, if it is there. */
  readonly gitleaks?: string;
  /** Ids of rules that are not looked for. */
  readonly disable: readonly string[];
  /** Expired ones, too: whoever knows the day decides. */
  readonly ignores: readonly SecretIgnore[];
  /** Absolute. Absent: `.sluice-baseline` beside the config, if it is there. */
  readonly baseline?: string;
  /** What fingerprints are made with. Absent: the same for all who did not write one. */
  readonly fingerprintSalt?: string;
  readonly archives: boolean;
  /** Layers of encoding that are taken off. */
  readonly decodeDepth: number;
  /** For one file. */
  readonly budgetMs: number;
  readonly maxFileBytes: number;
}

/** The fewest characters of a salt that nobody guesses. */
export const MIN_SALT_LENGTH = 16;

export const DEFAULT_SECRETS_CONFIG: SecretsConfig = {
  disable: [],
  ignores: [],
  archives: false,
  decodeDepth: 2,
  budgetMs: 2000,
  maxFileBytes: 50 * 1024 * 1024,
};

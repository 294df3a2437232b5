import type { SecretRule } from '../../rule.ts';

/** Secrets without a vendor: known by the names that they are given. */
export const genericRules: readonly SecretRule[] = [];

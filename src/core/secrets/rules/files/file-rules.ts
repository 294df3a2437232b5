import type { SecretRule } from '../../rule.ts';

/** Secrets that are known by the files that hold them. */
export const fileRules: readonly SecretRule[] = [];

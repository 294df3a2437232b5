import type { SecretRule } from '../../rule.ts';
import { assignmentRules } from './assignment-rules.ts';
import { authorizationRules } from './authorization-rules.ts';
import { commandRules } from './command-rules.ts';
import { hashRules } from './hash-rules.ts';
import { keyRules } from './key-rules.ts';
import { sqlRules } from './sql-rules.ts';

/** Secrets without a form of their own: what stands before them says what they are. */
export const genericRules: readonly SecretRule[] = [
  ...hashRules,
  ...authorizationRules,
  ...commandRules,
  ...sqlRules,
  ...assignmentRules,
  ...keyRules,
];

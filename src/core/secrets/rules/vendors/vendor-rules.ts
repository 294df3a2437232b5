import type { SecretRule } from '../../rule.ts';
import { aiRules } from './ai.ts';
import { awsRules } from './aws.ts';
import { googleRules } from './google.ts';
import { sourceHostingRules } from './source-hosting.ts';

/** Tokens and keys by the vendors that give them out. */
export const vendorRules: readonly SecretRule[] = [...awsRules, ...googleRules, ...sourceHostingRules, ...aiRules];

import type { SecretRule } from '../../rule.ts';
import { QUIET_PATHS } from './paths.ts';

/**
 * A random string under a name that ends in `key`, `id` of a client or the like: many of them open something, many do not.
 */
export const keyRules: readonly SecretRule[] = [
  {
    id: 'random-key',
    title: 'a random string under the name of a key',
    confidence: 'possible',
    keywords: ['key'],
    pattern: /key["'`]?\]?[ \t]{0,10}(?:=>|:=|=|:|,|\()[ \t]{0,10}(\\{0,3}["'`])([A-Za-z0-9+/_=-]{16,200})\1/gi,
    secretGroup: 2,
    isGeneric: true,
    weakConfidence: 'none',
    minEntropy: 3.2,
    allowlists: [QUIET_PATHS],
  },
];

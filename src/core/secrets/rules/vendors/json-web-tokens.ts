import type { SecretRule } from '../../rule.ts';

/** JSON Web Tokens (RFC 7519): three parts in base64url, of which the first two are objects. */
export const jsonWebTokenRules: readonly SecretRule[] = [
  {
    id: 'json-web-token',
    title: 'a JSON Web Token',
    confidence: 'likely',
    keywords: ['eyj'],
    pattern: /(?<![\w.-])(eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{16,1400})(?![\w-])/g,
    check: 'jwt',
  },
  {
    id: 'json-web-encryption',
    title: 'an encrypted JSON Web Token',
    confidence: 'possible',
    keywords: ['eyj'],
    pattern: /(?<![\w.-])(eyJ[\w-]{20,1000}\.[\w-]{0,1400}\.[\w-]{16,24}\.[\w-]{20,8000}\.[\w-]{22,43})(?![\w-])/g,
  },
];

import type { SecretRule } from '../../rule.ts';

/** Passwords that statements of SQL give to users. */
export const sqlRules: readonly SecretRule[] = [
  {
    id: 'password-in-sql',
    title: 'a password in a statement of SQL',
    confidence: 'likely',
    keywords: ['identified', 'password'],
    pattern:
      /(?:identified(?<=(?:^|\b(?:user|grant|alter|to|on)\b[^\r\n]{0,200}|['"`%])\s{0,40}identified)[ \t]{1,4}(?:with[ \t]{1,4}[\w"']{1,40}[ \t]{1,4})?(?:by|as)(?:[ \t]{1,4}password)?|password(?:(?<=\b(?:with|encrypted|login|role|user)[ \t]{1,4}password)(?:[ \t]{0,4}=)?|(?<=\bset[ \t]{1,4}password)(?!\w)[^=\r\n;]{0,60}=[ \t]{0,4}(?:password[ \t]{0,2}\()?|(?<==[ \t]{0,4}password)\())[ \t]{0,4}N?(\\{0,3}['"])([^'"\r\n]{3,200})\1/gim,
    secretGroup: 2,
    isGeneric: true,
  },
];

import type { SecretRule } from '../../rule.ts';

/**
 * Hashes of passwords in the forms of crypt(3), passlib, Django, LDAP, MySQL and .NET. A hash is not the password, but a weak
 * password is soon found from it. Compose doubles each `$`.
 */
export const hashRules: readonly SecretRule[] = [
  hashRule(
    'bcrypt',
    ['$2a$', '$2b$', '$2x$', '$2y$'],
    String.raw`\$2[abxy]\$\$?\d\d\$\$?[./A-Za-z0-9]{53}(?![./A-Za-z0-9])`,
  ),
  hashRule(
    'crypt',
    ['$1$', '$apr1$', '$5$', '$6$', '$7$', '$y$', '$gy$', '$md5$', '$sha1$'],
    String.raw`\$(?:1|apr1|5|6|md5|sha1)\$\$?(?:rounds=\d{1,9}\$\$?)?[./A-Za-z0-9]{1,32}\$\$?[./A-Za-z0-9]{22,86}(?![./A-Za-z0-9])|\$(?:y|gy|7)\$[./A-Za-z0-9]{1,20}\$[./A-Za-z0-9]{1,90}\$[./A-Za-z0-9]{43}(?![./A-Za-z0-9])`,
  ),
  // Types 8 and 9 of IOS: PBKDF2 and scrypt.
  hashRule('cisco', ['$8$', '$9$'], String.raw`\$[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}(?![./A-Za-z0-9])`),
  hashRule(
    'argon2',
    ['$argon2'],
    String.raw`\$argon2(?:i|d|id)\$(?:v=\d{1,3}\$)?m=\d{1,9},t=\d{1,4},p=\d{1,3}(?:,[\w=]{1,60})?\$[A-Za-z0-9+/._-]{8,200}\$[A-Za-z0-9+/._-]{16,200}`,
  ),
  hashRule(
    'scrypt',
    ['$scrypt$', '$s0$', 'scrypt:'],
    String.raw`\$(?:scrypt|s0)\$[\w=,]{1,60}\$[A-Za-z0-9+/=.]{8,100}\$[A-Za-z0-9+/=.]{20,200}|scrypt:\d{1,9}:\d{1,4}:\d{1,4}\$[A-Za-z0-9]{8,40}\$[0-9a-f]{64,128}`,
  ),
  hashRule(
    'pbkdf2',
    ['pbkdf2'],
    String.raw`\$?pbkdf2[_:-](?:hmac[_-])?sha\d{1,3}[$:]\d{1,9}\$[A-Za-z0-9+/.=_-]{4,100}\$[A-Za-z0-9+/.=_-]{20,200}`,
  ),
  hashRule(
    'django',
    ['sha1$', 'md5$', 'argon2$', 'bcrypt_sha256$'],
    String.raw`(?<![\w$])(?:sha1\$[A-Za-z0-9]{4,32}\$[0-9a-f]{40}|md5\$[A-Za-z0-9]{4,32}\$[0-9a-f]{32})(?![0-9a-f])`,
  ),
  hashRule(
    'ldap',
    ['{ssha', '{sha', '{smd5}', '{md5}', '{crypt}'],
    String.raw`\{(?:S?SHA(?:224|256|384|512)?|S?MD5)\}[A-Za-z0-9+/]{22,140}={0,2}`,
    'gi',
  ),
  hashRule(
    'phpass',
    ['$p$', '$h$', '$s$'],
    String.raw`\$(?:[PH]\$[./A-Za-z0-9]{31}|S\$[./A-Za-z0-9]{52})(?![./A-Za-z0-9])`,
  ),
  hashRule(
    'mysql',
    ['password', 'identified'],
    String.raw`(?:[Pp]assword|PASSWORD|[iI]dentified|IDENTIFIED)[^\r\n*]{1,40}(\*[0-9A-F]{40})(?![0-9A-Fa-f])`,
  ),
  hashRule('ntlm', [':::', 'aad3b435b51404ee'], String.raw`:\d{1,6}:([0-9a-fA-F]{32}:[0-9a-fA-F]{32}):::`),
  hashRule('grub', ['grub.pbkdf2'], String.raw`grub\.pbkdf2\.sha512\.\d{1,9}\.[0-9A-F]{64,512}\.[0-9A-F]{64,256}`),
  hashRule(
    'oracle',
    ['spare4', 'by values'],
    String.raw`(?:BY VALUES|by values|spare4)\s{0,4}["'=]{0,2}\s{0,4}['"]((?:S:[0-9A-F]{60}|[0-9A-F]{16})[^'"\r\n]{0,400})['"]`,
  ),
];

function hashRule(kind: string, keywords: readonly string[], form: string, flags = 'g'): SecretRule {
  return {
    id: `${kind}-password-hash`,
    title: 'a hash of a password',
    confidence: 'likely',
    keywords,
    pattern: new RegExp(form, flags),
    minEntropy: 3,
  };
}

import type { SecretRule } from '../../rule.ts';

/** URLs of services that nearly every cluster runs; `rules/generic` knows those of all others. */
export const connectionUrlRules: readonly SecretRule[] = [
  passwordIn('postgres', 'PostgreSQL', 'postgres(?:ql)?', ['postgres']),
  passwordIn('mysql', 'MySQL or MariaDB', 'mysqlx?|mariadb', ['mysql', 'mariadb']),
  passwordIn('mongodb', 'MongoDB', 'mongodb', ['mongodb']),
  passwordIn('redis', 'Redis', 'rediss?|valkeys?', ['redis', 'valkey']),
  passwordIn('amqp', 'an AMQP broker', 'amqps?', ['amqp']),
  passwordIn('sqlserver', 'SQL Server', 'sqlserver|mssql', ['sqlserver', 'mssql']),
  {
    id: 'cloudinary-url',
    title: 'a URL of Cloudinary with its API secret',
    confidence: 'certain',
    keywords: ['cloudinary://'],
    pattern: /cloudinary:\/\/\d{12,18}:([\w-]{20,40})@/g,
    minEntropy: 3,
  },
  {
    id: 'oracle-url',
    title: 'a password in a thin URL of Oracle',
    confidence: 'likely',
    isGeneric: true,
    keywords: ['jdbc:oracle:'],
    pattern: /jdbc:oracle:(?:thin|oci):[\w.-]{1,60}\/([^\s@"'<>]{3,100})@/g,
  },
];

/** `scheme://user:password@host`. A driver may follow the scheme: `postgresql+asyncpg`. */
function passwordIn(kind: string, title: string, schemes: string, keywords: readonly string[]): SecretRule {
  return {
    id: `${kind}-url`,
    title: `a password in a URL of ${title}`,
    confidence: 'likely',
    isGeneric: true,
    keywords,
    pattern: new RegExp(
      String.raw`(?:${schemes})(?:\+[a-z0-9]{1,20})?://[^\s:@/"'<>\`]{0,100}:([^\s@/"'<>\`]{3,200})@[\w.[$%({]`,
      'gi',
    ),
    check: 'credentials-url',
  };
}

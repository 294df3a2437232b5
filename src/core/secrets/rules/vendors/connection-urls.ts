import type { SecretRule } from '../../rule.ts';

/** `user:password@host` after a scheme; the password is the secret. References and templates are left to `isGeneric`. */
const withPassword = (schemes: string): RegExp =>
  new RegExp(
    String.raw`(?<![A-Za-z0-9])(?:${schemes})://[^\s:@/'"<>\`]{0,100}:([^\s@/'"<>\`]{3,200}|[^\s@'"<>\`]{3,100})@(?:\[[0-9a-fA-F:]{2,40}\]|[\w.${'$'}{}(),:-]{1,300})`,
    'gi',
  );

const urlRule = (id: string, title: string, schemes: string, keywords: readonly string[]): SecretRule => ({
  id,
  title,
  confidence: 'likely',
  isGeneric: true,
  keywords,
  pattern: withPassword(schemes),
});

/** Connection strings and URLs that hold the password of what they lead to. */
export const connectionUrlRules: readonly SecretRule[] = [
  urlRule('postgres-url', 'a password in a URL of PostgreSQL', 'postgres(?:ql)?(?:\\+\\w{1,20})?', ['postgres']),
  urlRule('mysql-url', 'a password in a URL of MySQL or MariaDB', '(?:mysqlx?|mariadb)(?:\\+\\w{1,20})?', [
    'mysql',
    'mariadb',
  ]),
  urlRule('mongodb-url', 'a password in a URL of MongoDB', 'mongodb(?:\\+srv)?', ['mongodb']),
  urlRule('redis-url', 'a password in a URL of Redis', '(?:rediss?|valkeys?)', ['redis', 'valkey']),
  urlRule('amqp-url', 'a password in a URL of an AMQP broker', 'amqps?', ['amqp']),
  urlRule('sqlserver-url', 'a password in a URL of SQL Server', '(?:sqlserver|mssql(?:\\+\\w{1,20})?)', [
    'sqlserver',
    'mssql',
  ]),
  urlRule('nats-url', 'a password in a URL of NATS', 'nats|tls', ['nats://', 'tls://']),
  urlRule('mail-url', 'a password in a URL of a mail server', '(?:smtps?|imaps?|pop3s?)', ['smtp', 'imap', 'pop3']),
  urlRule('ldap-url', 'a password in a URL of an LDAP server', 'ldaps?', ['ldap://', 'ldaps://']),
  urlRule('file-transfer-url', 'a password in a URL of a file server', '(?:s?ftps?|ftpes|smb|cifs|webdavs?)', [
    'ftp',
    'smb://',
    'cifs://',
    'webdav',
  ]),
  urlRule('ssh-url', 'a password in a URL of SSH', '(?:ssh|git\\+ssh)', ['ssh://']),
  urlRule('mqtt-url', 'a password in a URL of an MQTT broker', '(?:mqtts?|wss?)', ['mqtt', 'ws://', 'wss://']),
  urlRule('clickhouse-url', 'a password in a URL of ClickHouse', 'clickhouses?(?:\\+\\w{1,20})?', ['clickhouse']),
  urlRule(
    'database-url',
    'a password in a URL of a database',
    '(?:oracle(?:\\+\\w{1,20})?|cockroachdb|snowflake|neo4j(?:\\+s{1,3}c?)?|bolt(?:\\+s)?|cassandra|couchbases?|elasticsearch|influxdb|memcached|vertica|trino|presto|db2)',
    [
      'oracle',
      'cockroachdb',
      'snowflake',
      'neo4j',
      'bolt',
      'cassandra',
      'couchbase',
      'elasticsearch',
      'influxdb',
      'memcached',
      'vertica',
      'trino',
      'presto',
      'db2://',
    ],
  ),
  urlRule('http-url', 'a password in a URL of a web server', 'https?', ['http://', 'https://']),
  urlRule('git-url', 'a password in a URL of a Git repository', 'git(?:\\+https?)?', ['git://', 'git+http']),
  urlRule('proxy-url', 'a password in a URL of a proxy', 'socks[45]?[ah]?', ['socks']),
  {
    id: 'cloudinary-url',
    title: 'a URL of Cloudinary with its API secret',
    confidence: 'certain',
    keywords: ['cloudinary://'],
    pattern: /cloudinary:\/\/\d{12,18}:([\w-]{20,40})@/g,
    minEntropy: 3,
  },
  {
    id: 'jdbc-url-password',
    title: 'a password in a URL of JDBC',
    confidence: 'likely',
    isGeneric: true,
    keywords: ['jdbc:'],
    pattern: /jdbc:[\w:]{2,40}[^\s"'<>]{3,300}?[?&;:]password=([^\s&;"'<>]{3,200})/gi,
  },
  {
    id: 'jdbc-oracle-password',
    title: 'a password in a thin URL of Oracle',
    confidence: 'likely',
    isGeneric: true,
    keywords: ['jdbc:oracle:'],
    pattern: /jdbc:oracle:(?:thin|oci):[\w.-]{1,60}\/([^\s@"'<>]{3,100})@/gi,
  },
  {
    id: 'ado-connection-password',
    title: 'a password in a connection string',
    confidence: 'likely',
    isGeneric: true,
    keywords: ['password=', 'pwd=', 'password ='],
    pattern:
      /(?:server|data source|host|initial catalog|database|user id|uid|username|accountname|endpoint)\s?=[^\r\n"'<>]{1,200}?;\s?(?:password|pwd)\s?=\s?([^\s;"'<>]{3,200})/gi,
  },
];

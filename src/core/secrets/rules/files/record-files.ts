import type { SecretRule } from '../../rule.ts';
import { fileRule } from './file-rule.ts';

/** Files with one record a line, or a form of their own. */
export const recordFileRules: readonly SecretRule[] = [
  fileRule({
    id: 'netrc-password',
    title: 'a password for a host',
    keywords: ['password'],
    path: /(?:^|\/)[._]netrc$/,
    pattern: /(?:^|\s)password[ \t]+("[^"\r\n]{1,300}"|[^\s"]\S{0,300})/g,
  }),
  fileRule({
    id: 'git-credentials',
    title: 'a password for a Git server',
    keywords: ['://'],
    path: /(?:^|\/)\.?git-credentials$/,
    pattern: /^https?:\/\/[^\s:/]{0,200}:(\S{1,400})@[^@\s]{1,200}$/gm,
  }),
  fileRule({
    id: 'pgpass-password',
    title: 'a password for PostgreSQL',
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    pattern: /^(?!#)(?:(?:\\.|[^:\\\r\n]){1,200}:){4}(\S[^\r\n]{0,400})$/gm,
  }),
  fileRule({
    id: 'htpasswd-hash',
    title: 'a hash of a password',
    path: /(?:^|\/)\.?ht(?:passwd|digest)[^/]{0,40}$/,
    pattern: /^(?!#)[^\s:#]{1,200}:(?:[^\s:]{1,100}:)?([^\s:]{4,200})$/gm,
  }),
  fileRule({
    id: 'shadow-hash',
    title: 'a hash of a password',
    path: /(?:^|\/)(?:g?shadow|master\.passwd)(?:-|\.bak|\.old)?$/,
    pattern: /^[^\s:#]{1,100}:!?(\$[^\s:]{10,400}|[./A-Za-z0-9]{13}|_[./A-Za-z0-9]{19}):/gm,
  }),
  fileRule({
    id: 'passwd-hash',
    title: 'a hash of a password',
    path: /(?:^|\/)(?:[\w.-]{0,40}passwd)$/,
    pattern: /^[^\s:#]{1,100}:(\$[^\s:]{10,400}|[./A-Za-z0-9]{13}):\d{1,10}:\d{1,10}:/gm,
  }),
  fileRule({
    id: 'pgbouncer-password',
    title: 'a password for PostgreSQL',
    path: /(?:^|\/)userlist\.txt$/,
    pattern: /^[ \t]*"[^"\r\n]{1,100}"[ \t]+"([^"\r\n]{1,300})"/gm,
  }),
  fileRule({
    id: 'ipsec-secret',
    title: 'a secret for a tunnel',
    path: /(?:^|\/)(?:ipsec|(?:chap|pap)-)\.?secrets$/,
    pattern:
      /(?:PSK|XAUTH|EAP|RSA)[ \t]+"?([^"\s{}][^"\r\n{}]{0,300})"?|^(?!#)\S{1,100}[ \t]+\S{1,100}[ \t]+("[^"\r\n]{1,300}"|\S{1,300})/gm,
  }),
  fileRule({
    id: 'wordpress-secret',
    title: 'a secret of WordPress',
    keywords: ['define('],
    path: /(?:^|\/)wp-config[^/]{0,40}\.php[^/]{0,10}$/,
    pattern:
      /define\(\s{0,4}["'](?:DB_PASSWORD|FTP_PASS|FTP_PRIKEY|(?:SECURE_)?AUTH_(?:KEY|SALT)|LOGGED_IN_(?:KEY|SALT)|NONCE_(?:KEY|SALT)|WP_CACHE_KEY_SALT)["']\s{0,4},\s{0,20}(?:'([^'\r\n]{1,300})'|"([^"\r\n]{1,300})")/g,
  }),
  fileRule({
    id: 'php-config-password',
    title: 'a password among settings',
    keywords: ['pass', 'pwd', 'secret'],
    path: /(?:^|\/)(?:[\w-]{0,30}config(?:uration)?|settings|database|db|connection|local|LocalSettings|env)(?:\.inc|\.local)?\.php$/,
    pattern:
      /(?:\$[\w>-]{0,40}?(?:pass(?:w(?:or)?d)?|pwd|secret)|\[?["'][\w.-]{0,40}(?:pass(?:w(?:or)?d)?|pwd|secret)["']\]?)\s{0,20}=>?\s{0,20}(?:'([^'\r\n]{1,300})'|"([^"\r\n]{1,300})")/gi,
  }),
  fileRule({
    id: 'mongodb-url-password',
    title: 'a password for MongoDB',
    keywords: ['mongodb'],
    path: /(?:^|\/)mongo[^/]{0,40}\.(?:ya?ml|json|conf)$/,
    pattern: /mongodb(?:\+srv)?:\/\/[^\s:/@]{1,100}:([^\s@/]{1,200})@/g,
  }),
  fileRule({
    id: 'composer-github-token',
    title: 'a token for packages of PHP',
    path: /(?:^|\/)\.?composer\/config\.json$/,
    pattern: /"[\w-]{1,60}\.(?:com|org|net)"\s{0,4}:\s{0,4}"([^"\r\n]{8,200})"/g,
  }),
  fileRule({
    id: 'openvpn-inline-key',
    title: 'a key or password for a tunnel',
    keywords: ['openvpn static key', '<auth-user-pass>'],
    path: /\.ovpn$/,
    pattern:
      /-{5}BEGIN OpenVPN Static key V1-{5}\s([0-9a-f\s]{32,1200})|<auth-user-pass>\s{1,4}\S{1,100}\s{1,4}(\S{1,200})/g,
  }),
  fileRule({
    id: 'putty-private-key',
    title: 'a private key of PuTTY',
    keywords: ['private-lines'],
    path: /\.ppk$/,
    confidence: 'certain',
    pattern: /^Private-Lines: \d{1,4}\r?\n([A-Za-z0-9+/=]{20,80})/gm,
  }),
  fileRule({
    id: 'user-table-hash',
    title: 'a hash of a password in a table of users',
    path: /\.(?:sql|dump)$/,
    confidence: 'possible',
    pattern:
      /^\s{0,8}(?:insert into [`"[]?[\w.]{0,40}(?:user|account|member|admin|customer)[\w.]{0,40}[`"\]]?[^\r\n]{0,300}?values[^\r\n]{0,300}?|\([^\r\n]{1,200}?)'((?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}))'/gim,
    minEntropy: 3,
  }),
  fileRule({
    id: 'subversion-password',
    title: 'a password for a repository',
    keywords: ['password'],
    path: /(?:^|\/)svn\.simple\/[0-9a-f]{32}$/,
    pattern: /K 8\npassword\nV \d{1,4}\n([^\r\n]{1,300})/g,
  }),
];

import type { SecretRule } from '../../rule.ts';
import { attributeFile, elementFile, fileRule, secretFile } from './file-rule.ts';

/** Files with one record a line, or a form of their own. */
const recordFileRules: readonly SecretRule[] = [
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
      /^\s{0,8}(?:insert into [`"\[]?[\w.]{0,40}(?:user|account|member|admin|customer)[\w.]{0,40}[`"\]]?[^\r\n]{0,300}?values[^\r\n]{0,300}?|\([^\r\n]{1,200}?)'((?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}))'/gim,
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

/** Files of XML. */
const xmlFileRules: readonly SecretRule[] = [
  elementFile({
    id: 'filezilla-password',
    title: 'a password for a server of files',
    path: /(?:^|\/)(?:filezilla|sitemanager|recentservers|queue)[^/]{0,20}\.xml$/i,
    keys: 'Pass',
  }),
  elementFile({
    id: 'maven-password',
    title: 'a password for Maven',
    path: /(?:^|\/)(?:\.m2\/settings|settings(?:-security)?|maven-settings)\.xml$/,
    keys: 'password|passphrase|master',
  }),
  elementFile({
    id: 'jenkins-credentials',
    title: 'a credential of Jenkins',
    path: /(?:^|\/)credentials\.xml$/,
    keys: 'password|passphrase|privateKey|secret|secretBytes|apiToken',
  }),
  elementFile({
    id: 'unattended-setup-password',
    title: 'a password for Windows',
    path: /(?:^|\/)(?:auto)?unattend[^/]{0,20}\.xml$/i,
    keys: 'Password|Value',
  }),
  attributeFile({
    id: 'jetbrains-server-password',
    title: 'a password for a server',
    path: /(?:^|\/)(?:WebServers|webServers|sshConfigs|dataSources(?:\.local)?)\.xml$/,
    keys: 'password|passphrase',
  }),
  attributeFile({
    id: 'dbeaver-password',
    title: 'a password for a database',
    path: /(?:^|\/)[^/]{0,20}data-sources[^/]{0,20}\.xml$/,
    keys: 'password',
  }),
  attributeFile({
    id: 'tomcat-password',
    title: 'a password for Tomcat',
    path: /(?:^|\/)tomcat-users\.xml$/,
    keys: 'password',
  }),
  attributeFile({
    id: 'group-policy-password',
    title: 'a password in a group policy',
    path: /(?:^|\/)(?:Groups|Services|Scheduledtasks|DataSources|Printers|Drives)\.xml$/i,
    keys: 'cpassword',
  }),
  attributeFile({
    id: 'remote-desktop-manager-password',
    title: 'a password for another computer',
    path: /(?:^|\/)confCons\.xml$/,
    keys: 'Password',
  }),
  fileRule({
    id: 'nuget-password',
    title: 'a password for a feed of NuGet',
    keywords: ['value="'],
    path: /(?:^|\/)nuget\.config$/i,
    pattern:
      /key="(?:ClearTextPassword|Password|apikey)"\s{1,8}value="([^"\r\n]{1,400})"|<add\s{1,8}key="https?:[^"\r\n]{1,200}"\s{1,8}value="([^"\r\n]{20,400})"/gi,
  }),
];

/** Files that are one secret from the first character to the last. */
const wholeFileRules: readonly SecretRule[] = [
  wholeFile(
    'rails-master-key',
    'the key to the credentials of Rails',
    /(?:^|\/)(?:master|credentials\/[\w-]{1,40}|[\w-]{0,20}production)\.key$/,
    String.raw`[0-9a-f]{32}`,
  ),
  wholeFile('vault-token-file', 'a token for Vault', /(?:^|\/)\.vault-token$/, String.raw`[\w.-]{8,300}`),
  wholeFile(
    'ansible-vault-password',
    'the password of a vault of Ansible',
    /(?:^|\/)\.?(?:ansible[._-]?)?vault[._-]?(?:pass(?:word|wd)?|key)(?:[._-]?file)?(?:\.txt)?$/i,
    String.raw`[^\r\n#]{4,300}`,
  ),
  wholeFile('erlang-cookie', 'the cookie of an Erlang cluster', /(?:^|\/)\.erlang\.cookie$/, String.raw`[^\s]{4,255}`),
  wholeFile(
    'password-file',
    'a password in a file of its own',
    /(?:^|\/)\.?(?:[\w-]{0,40}[._-])?(?:password|passwd|passphrase|pwd)(?:[._-]file)?(?:\.txt)?$/i,
    String.raw`(?![^\n]*:[^\n]*:)[^\s]{4,200}`,
  ),
  wholeFile(
    'token-file',
    'a token in a file of its own',
    /(?:^|\/)\.?(?:[\w-]{0,40}[._-])?(?:token|api[._-]?key|secret)(?:\.txt)?$/i,
    String.raw`[A-Za-z0-9+/=_.~-]{16,2000}`,
  ),
];

function wholeFile(id: string, title: string, path: RegExp, content: string): SecretRule {
  return fileRule({ id, title, path, pattern: new RegExp(String.raw`^\s{0,8}(${content})\s{0,8}$(?![\s\S])`, 'g') });
}

/** Stores of keys, by the bytes that they begin with. */
const keyStoreRules: readonly SecretRule[] = [
  fileRule({
    id: 'pkcs12-file',
    title: 'a store of keys (PKCS #12)',
    path: /\.(?:p12|pfx)$/i,
    pattern: /^\x30[\x80-\x84][\s\S]{0,4}\x02\x01\x03/g,
  }),
  fileRule({
    id: 'private-key-in-der',
    title: 'a private key in DER',
    path: /\.(?:key|der|pk8|pem|p8)$/i,
    confidence: 'certain',
    pattern: /^\x30[\x81\x82][\s\S]{1,2}\x02\x01[\0\x01][\x02\x04\x30]/g,
  }),
  fileRule({
    id: 'java-keystore',
    title: 'a store of keys (Java)',
    path: /\.(?:jks|jceks|keystore|ks|bks|truststore)$/i,
    pattern: /^(?:\xfe\xed\xfe\xed|\xce\xce\xce\xce)/g,
  }),
  fileRule({
    id: 'keepass-database',
    title: 'a database of passwords (KeePass)',
    path: /\.kdbx?$/i,
    pattern: /^\x03\xd9\xa2\x9a/g,
  }),
  fileRule({ id: 'kerberos-keytab', title: 'keys of Kerberos', path: /\.keytab$/i, pattern: /^\x05[\x01\x02]/g }),
];

/** Files of which the name says enough. */
const namedFileRules: readonly SecretRule[] = [
  secretFile(
    'firefox-key-database',
    'the keys to the stored logins of Firefox',
    /(?:^|\/)(?:key[34]\.db|signons\.sqlite)$/,
  ),
  secretFile('chrome-login-database', 'the stored logins of Chrome', /(?:^|\/)Login Data$/),
  secretFile(
    'gcloud-credential-database',
    'credentials for Google Cloud',
    /(?:^|\/)gcloud\/(?:credentials|access_tokens)\.db$/,
  ),
  secretFile('mysql-login-path', 'passwords for MySQL', /(?:^|\/)\.mylogin\.cnf$/),
  secretFile(
    'gnupg-private-key',
    'a private key of GnuPG',
    /(?:^|\/)(?:private-keys-v1\.d\/[0-9A-F]{40}\.key|secring\.gpg)$/,
  ),
  secretFile('vnc-password', 'a password for VNC', /(?:^|\/)\.vnc\/passwd$/),
  secretFile('dbeaver-credentials', 'passwords for databases', /(?:^|\/)credentials-config\.json$/),
  secretFile(
    'terraform-state',
    'a state of Terraform, which holds what it manages in clear',
    /\.tfstate(?:\.\d{0,20}\.?backup)?$/,
    'possible',
  ),
];

export const otherFileRules: readonly SecretRule[] = [
  ...recordFileRules,
  ...xmlFileRules,
  ...wholeFileRules,
  ...keyStoreRules,
  ...namedFileRules,
];

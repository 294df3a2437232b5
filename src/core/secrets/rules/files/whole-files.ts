import type { SecretRule } from '../../rule.ts';
import { fileRule, secretFile } from './file-rule.ts';

/** Files that are one secret from the first character to the last. */
export const wholeFileRules: readonly SecretRule[] = [
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
export const keyStoreRules: readonly SecretRule[] = [
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
export const namedFileRules: readonly SecretRule[] = [
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

import type { SecretRule } from '../../rule.ts';
import { type CredentialFile, settingsFile } from './file-rule.ts';

const PASSWORD = 'password|passwd|pass|pwd|passphrase';

/** Files of lines with a name and a value, by the programs that read them. Formats are those of the programs' manuals. */
const FILES: readonly CredentialFile[] = [
  {
    id: 'npmrc-credentials',
    title: 'credentials for a registry of npm',
    path: /(?:^|\/)\.npmrc$/,
    keys: String.raw`(?:\/\/[^\s=]{1,200}:)?(?:_auth|_authToken|_password)`,
  },
  {
    id: 'yarnrc-credentials',
    title: 'credentials for a registry of npm',
    path: /(?:^|\/)\.yarnrc(?:\.yml)?$/,
    keys: 'npmAuthToken|npmAuthIdent',
  },
  { id: 'pypirc-password', title: 'a password for a package index', path: /(?:^|\/)\.pypirc$/, keys: 'password' },
  {
    id: 'gem-credentials',
    title: 'a key for RubyGems',
    path: /(?:^|\/)\.gem\/credentials$/,
    keys: String.raw`:?[\w.:/-]{1,100}`,
  },
  {
    id: 'cargo-credentials',
    title: 'a token for a registry of Cargo',
    path: /(?:^|\/)\.cargo\/credentials(?:\.toml)?$/,
    keys: 'token|secret-key',
  },
  {
    id: 'gradle-credentials',
    title: 'a credential for Gradle',
    path: /(?:^|\/)gradle\.properties$/,
    keys: String.raw`[\w.-]{0,60}(?:password|passwd|token|secret|apikey|api[._-]key)`,
  },
  {
    id: 'mysql-client-password',
    title: 'a password for MySQL',
    path: /(?:^|\/)\.?my(?:login)?\.cnf$/,
    keys: 'password',
  },
  {
    id: 'postgresql-service-password',
    title: 'a password for PostgreSQL',
    path: /(?:^|\/)\.?pg_service\.conf$/,
    keys: 'password',
  },
  { id: 'odbc-password', title: 'a password for a database', path: /(?:^|\/)\.?odbc\.ini$/, keys: 'pwd|password' },
  { id: 'snowsql-password', title: 'a password for Snowflake', path: /(?:^|\/)\.snowsql\/config$/, keys: 'password' },
  {
    id: 'aws-credentials-file',
    title: 'a secret key of AWS',
    path: /(?:^|\/)(?:\.?aws\/(?:credentials|config)|\.?credentials|\.boto|boto\.cfg|\.passwd-s3fs)$/,
    keys: 'aws_secret_access_key|aws_session_token|gs_secret_access_key|gs_oauth2_refresh_token',
  },
  {
    id: 's3cmd-credentials',
    title: 'a secret key of S3',
    path: /(?:^|\/)\.?s3cfg$/,
    keys: 'secret_key|access_token|gpg_passphrase|proxy_password',
  },
  {
    id: 'tugboat-credentials',
    title: 'a key for DigitalOcean',
    path: /(?:^|\/)\.tugboat$/,
    keys: 'api_key|access_token',
  },
  {
    id: 'doctl-credentials',
    title: 'a token for DigitalOcean',
    path: /(?:^|\/)doctl\/config\.ya?ml$/,
    keys: 'access-token',
  },
  {
    id: 'oci-credentials',
    title: 'a passphrase for Oracle Cloud',
    path: /(?:^|\/)\.oci\/config$/,
    keys: 'pass_phrase',
  },
  {
    id: 'databricks-credentials',
    title: 'a token for Databricks',
    path: /(?:^|\/)\.databrickscfg$/,
    keys: 'token|password',
  },
  {
    id: 'rclone-credentials',
    title: 'a credential for a storage',
    path: /(?:^|\/)\.?rclone\.conf$/,
    keys: 'pass|password2?|token|secret_access_key|client_secret|key|service_account_credentials',
  },
  {
    id: 'heroku-credentials',
    title: 'a key for Heroku',
    path: /(?:^|\/)\.?heroku(?:\.json|\/[^/]+)?$/,
    keys: 'HEROKU_API_KEY|api_key|token|password',
  },
  {
    id: 'github-client-token',
    title: 'a token for GitHub',
    path: /(?:^|\/)(?:hub|gh\/hosts\.ya?ml|\.config\/hub)$/,
    keys: 'oauth_token',
  },
  {
    id: 'gitlab-client-token',
    title: 'a token for GitLab',
    path: /(?:^|\/)glab-cli\/config\.ya?ml$|(?:^|\/)\.python-gitlab\.cfg$/,
    keys: 'token|private_token|job_token|oauth_token',
  },
  { id: 'sentry-client-token', title: 'a token for Sentry', path: /(?:^|\/)\.sentryclirc$/, keys: 'token|api_key' },
  { id: 'ngrok-token', title: 'a token for ngrok', path: /(?:^|\/)ngrok\.ya?ml$/, keys: 'authtoken|api_key' },
  {
    id: 'terraform-credentials',
    title: 'a token for Terraform',
    path: /(?:^|\/)(?:\.terraformrc|terraform\.rc|credentials\.tfrc\.json)$/,
    keys: 'token',
  },
  {
    id: 'terraform-variables',
    title: 'a secret among the variables of Terraform',
    path: /\.tfvars(?:\.json)?$/,
    keys: String.raw`[\w-]{0,60}(?:password|passwd|secret|token|api_?key|access_?key|private_?key)`,
  },
  {
    id: 'mail-client-password',
    title: 'a password for a mail server',
    path: /(?:^|\/)\.?(?:e?smtprc|msmtprc|mbsyncrc|offlineimaprc|getmailrc|mailrc|muttrc|neomuttrc|fetchmailrc|isyncrc|ssmtp\.conf|sasl_passwd)$/,
    keys: 'password|pass|passphrase|remotepass|authpass|smtp_pass|imap_pass|set smtp-auth-password',
  },
  {
    id: 'ventrilo-password',
    title: 'a password for a Ventrilo server',
    path: /(?:^|\/)ventrilo_srv\.ini$/,
    keys: '(?:Admin)?Password',
  },
  {
    id: 'wireguard-key',
    title: 'a private key of WireGuard',
    path: /(?:^|\/)(?:wg|wireguard)[\w-]{0,30}\.conf$|(?:^|\/)wireguard\/[^/]+\.conf$/,
    keys: 'PrivateKey|PresharedKey',
  },
  {
    id: 'wifi-password',
    title: 'a passphrase for a wireless network',
    path: /(?:^|\/)(?:wpa_supplicant[\w-]{0,30}|hostapd[\w-]{0,30})\.conf$|\.nmconnection$/,
    keys: 'psk|wpa_passphrase|wpa_psk|password|wep_key\\d',
  },
  {
    id: 'smb-password',
    title: 'a password for a file server',
    path: /(?:^|\/)\.?smb(?:credentials|cred|passwd)?$/,
    keys: PASSWORD,
  },
  {
    id: 'redis-password',
    title: 'a password for Redis',
    path: /(?:^|\/)(?:redis|sentinel)[\w-]{0,30}\.conf$/,
    keys: 'requirepass|masterauth',
  },
  {
    id: 'ldap-password',
    title: 'a password for a directory',
    path: /(?:^|\/)(?:\.?ldap(?:rc|\.conf)|nslcd\.conf|nss_ldap\.conf|sssd\.conf)$/,
    keys: 'bindpw|rootbindpw|ldap_default_authtok',
  },
  {
    id: 'desktop-session-password',
    title: 'a password for another computer',
    path: /\.(?:remmina|rdp)$|(?:^|\/)winscp\.ini$/i,
    keys: 'password|ssh_password|password 51:b',
  },
  {
    id: 'mercurial-password',
    title: 'a password for a repository',
    path: /(?:^|\/)\.?hgrc$/,
    keys: String.raw`[\w.-]{1,60}\.password`,
  },
  {
    id: 'ftp-editor-password',
    title: 'a password for a server of files',
    path: /(?:^|\/)(?:sftp-config(?:-alt\d?)?\.json|\.?ftpconfig|\.?remote-sync\.json|\.vscode\/(?:ftp-)?sftp\.json|ftp-sync\.json|ftp-simple\.json|deployment-config\.json|\.ftpsync(?:_settings)?(?:\.json)?|\.?ftpquota|ftpsync\.settings)$/,
    keys: PASSWORD,
  },
  {
    id: 'robomongo-password',
    title: 'a password for MongoDB',
    path: /(?:^|\/)robo(?:mongo|3t)[^/]*\.json$/,
    keys: 'userPassword|userPasswordEncrypted|sshPassphrase|sshUserPassword',
  },
  {
    id: 'firefox-logins',
    title: 'a stored login of Firefox',
    path: /(?:^|\/)logins(?:-backup)?\.json$/,
    keys: 'encryptedUsername|encryptedPassword',
  },
  {
    id: 'docker-credentials',
    title: 'credentials for a registry of images',
    path: /(?:^|\/)(?:\.dockercfg|\.dockerconfigjson|\.docker\/config\.json|containers\/auth\.json)$/,
    keys: 'auth|identitytoken|registrytoken|password',
  },
  {
    id: 'composer-credentials',
    title: 'credentials for packages of PHP',
    path: /(?:^|\/)auth\.json$/,
    keys: String.raw`password|token|bearer|[\w-]{1,60}\.(?:com|org|net)`,
  },
  {
    id: 'kubeconfig-credentials',
    title: 'a credential for a cluster',
    path: /(?:^|\/)(?:\.kube\/config|kubeconfig[^/]*|[^/]+\.kubeconfig|(?:admin|kubelet|controller-manager|scheduler)\.conf)$/,
    keys: 'client-key-data|token|password|id-token|refresh-token|client-secret',
  },
  {
    id: 'google-user-credentials',
    title: 'a credential for Google Cloud',
    path: /(?:^|\/)(?:application_default_credentials|adc)\.json$/,
    keys: 'refresh_token|client_secret|private_key',
  },
  {
    id: 'rails-secret',
    title: 'a secret of Rails',
    path: /(?:^|\/)(?:config\/)?secrets\.ya?ml$/,
    keys: 'secret_key_base|secret_token',
  },
  {
    id: 'rails-database-password',
    title: 'a password for a database',
    path: /(?:^|\/)(?:database|mongoid|parameters)\.ya?ml$/,
    keys: String.raw`[\w.]{0,40}password`,
  },
  {
    id: 'django-secret-key',
    title: 'the secret key of Django',
    path: /(?:^|\/)(?:settings|local_settings|settings[/_][\w-]{1,40})\.py$/,
    keys: 'SECRET_KEY',
  },
  { id: 'kaggle-key', title: 'a key for Kaggle', path: /(?:^|\/)kaggle\.json$/, keys: 'key' },
];

export const settingsFileRules: readonly SecretRule[] = FILES.map(settingsFile);

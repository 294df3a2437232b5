import { expect } from 'chai';
import { describe, it } from 'mocha';
import { fileRules } from '../../../../../src/core/secrets/rules/files/file-rules.ts';
import { find } from '../../support/find.ts';
import { BASIC, HEX, hashText, STRONG, WEAK } from '../../support/sample-secrets.ts';

const BASE64_LINE = `${STRONG}${STRONG}${HEX}`.slice(0, 64);

/** Path, content, and the rule that finds something in it, however weak it looks. */
const FOUND: readonly (readonly [path: string, content: string, rule: string])[] = [
  ['.npmrc', `//registry.acme.io/:_authToken=${WEAK}`, 'npmrc-credentials'],
  ['app/.npmrc', `_auth = ${BASIC}`, 'npmrc-credentials'],
  ['.yarnrc.yml', `npmAuthToken: "${WEAK}"`, 'yarnrc-credentials'],
  ['.pypirc', `[pypi]\nusername = me\npassword = ${WEAK}`, 'pypirc-password'],
  ['.gem/credentials', `---\n:rubygems_api_key: ${HEX}`, 'gem-credentials'],
  ['.cargo/credentials.toml', `[registry]\ntoken = "${WEAK}"`, 'cargo-credentials'],
  ['gradle.properties', `nexusPassword=${WEAK}`, 'gradle-credentials'],
  ['.my.cnf', `[client]\npassword=${WEAK}`, 'mysql-client-password'],
  ['.odbc.ini', `PWD = ${WEAK}`, 'odbc-password'],
  ['.aws/credentials', `aws_secret_access_key = ${WEAK}`, 'aws-credentials-file'],
  ['.boto', `gs_secret_access_key = ${WEAK}`, 'aws-credentials-file'],
  ['.s3cfg', `secret_key = ${WEAK}`, 's3cmd-credentials'],
  ['.tugboat', `authentication:\n  api_key: ${HEX}`, 'tugboat-credentials'],
  ['.databrickscfg', `token = ${WEAK}`, 'databricks-credentials'],
  ['.config/rclone/rclone.conf', `[remote]\npass = ${WEAK}`, 'rclone-credentials'],
  ['cloud/heroku.json', `{ "HEROKU_API_KEY": "${WEAK}" }`, 'heroku-credentials'],
  ['.config/hub', `github.com:\n- user: me\n  oauth_token: ${WEAK}`, 'github-client-token'],
  ['.config/gh/hosts.yml', `    oauth_token: ${WEAK}`, 'github-client-token'],
  ['.sentryclirc', `[auth]\ntoken=${WEAK}`, 'sentry-client-token'],
  ['ngrok.yml', `authtoken: ${WEAK}`, 'ngrok-token'],
  ['.terraformrc', `credentials "app.terraform.io" {\n  token = "${WEAK}"\n}`, 'terraform-credentials'],
  ['prod/terraform.tfvars', `db_password = "${WEAK}"`, 'terraform-variables'],
  ['.msmtprc', `password ${WEAK}`, 'mail-client-password'],
  ['.esmtprc', `password "${WEAK}"`, 'mail-client-password'],
  ['ventrilo_srv.ini', `AdminPassword=${WEAK}`, 'ventrilo-password'],
  ['etc/wireguard/wg0.conf', `[Interface]\nPrivateKey = ${BASE64_LINE.slice(0, 43)}=`, 'wireguard-key'],
  ['wpa_supplicant.conf', `  psk="${WEAK}"`, 'wifi-password'],
  ['redis.conf', `requirepass ${WEAK}`, 'redis-password'],
  ['ldap.conf', `bindpw ${WEAK}`, 'ldap-password'],
  ['.hgrc', `acme.password = ${WEAK}`, 'mercurial-password'],
  ['.vscode/sftp.json', `{\n  "password": "${WEAK}"\n}`, 'ftp-editor-password'],
  ['.ftpconfig', `  "pass": "${WEAK}",`, 'ftp-editor-password'],
  ['deployment-config.json', `  "password": "${WEAK}",`, 'ftp-editor-password'],
  ['robomongo.json', `  "sshPassphrase" : "${WEAK}",`, 'robomongo-password'],
  ['.mozilla/firefox/logins.json', `  "encryptedPassword": "${BASE64_LINE}",`, 'firefox-logins'],
  ['.docker/config.json', `  "auth": "${BASIC}"`, 'docker-credentials'],
  ['.dockercfg', `{ "quay.io": {\n  "auth": "${BASIC}" } }`, 'docker-credentials'],
  ['.composer/auth.json', `  "github.com": "${WEAK}"`, 'composer-credentials'],
  ['.kube/config', `    client-key-data: ${BASE64_LINE}`, 'kubeconfig-credentials'],
  ['application_default_credentials.json', `  "refresh_token": "${WEAK}",`, 'google-user-credentials'],
  ['config/secrets.yml', `  secret_key_base: ${HEX}`, 'rails-secret'],
  ['config/database.yml', `  password: ${WEAK}`, 'rails-database-password'],
  ['shop/settings.py', `SECRET_KEY = '${WEAK}'`, 'django-secret-key'],
  ['kaggle.json', `{"username":"me",\n"key":"${HEX}"}`, 'kaggle-key'],
  ['.netrc', `machine a.io login me password ${WEAK}`, 'netrc-password'],
  ['_netrc', `machine a.io\n  login me\n  password ${WEAK}`, 'netrc-password'],
  ['.git-credentials', `https://me@acme.io:${WEAK}!#@9@git.acme.io`, 'git-credentials'],
  ['.pgpass', `localhost:5432:shop:root:${WEAK}`, 'pgpass-password'],
  ['.htpasswd', `me:${WEAK}`, 'htpasswd-hash'],
  ['etc/shadow', `root:*:1:0:9:7:::\nme:$6$${hashText(8)}$${hashText(86)}:17431:0:99999:7:::`, 'shadow-hash'],
  ['proftpdpasswd', `me:$1$${hashText(8)}$${hashText(22)}:3044:3045::/home/me:/bin/sh`, 'passwd-hash'],
  ['userlist.txt', `"me" "${WEAK}"`, 'pgbouncer-password'],
  ['ipsec.secrets', `: PSK "${WEAK}"`, 'ipsec-secret'],
  ['ppp/chap-secrets', `me pptpd ${WEAK} *`, 'ipsec-secret'],
  ['wp-config.php', `define( 'DB_PASSWORD', '${WEAK}' );`, 'wordpress-secret'],
  ['wp-config.php', `define('NONCE_SALT', '${WEAK}');`, 'wordpress-secret'],
  ['config.php', `$dbpasswd = '${WEAK}';`, 'php-config-password'],
  ['mongoid.yml', `uri: "mongodb://me:${WEAK}@db:27017/shop"`, 'mongodb-url-password'],
  ['office.ovpn', `<auth-user-pass>\nme\n${WEAK}\n</auth-user-pass>`, 'openvpn-inline-key'],
  ['key.ppk', `Private-Lines: 14\n${BASE64_LINE}`, 'putty-private-key'],
  ['dump.sql', `INSERT INTO \`users\` VALUES (1, 'me', '${HEX}');`, 'user-table-hash'],
  [
    '.subversion/auth/svn.simple/0123456789abcdef0123456789abcdef',
    `K 8\npassword\nV 7\n${WEAK}\n`,
    'subversion-password',
  ],
  ['filezilla.xml', `<Pass>${WEAK}</Pass>`, 'filezilla-password'],
  ['recentservers.xml', `<Pass encoding="base64">${BASIC}</Pass>`, 'filezilla-password'],
  ['.m2/settings.xml', `<password>${WEAK}</password>`, 'maven-password'],
  ['.m2/settings-security.xml', `<master>{${BASE64_LINE}}</master>`, 'maven-master-password'],
  ['.idea/WebServers.xml', `<fileTransfer host="a" password="${WEAK}" />`, 'jetbrains-server-password'],
  ['dbeaver-data-sources.xml', `<connection user="me" password="${WEAK}"/>`, 'dbeaver-password'],
  ['conf/tomcat-users.xml', `<user username="me" password="${WEAK}" roles="a"/>`, 'tomcat-password'],
  ['Policies/Groups.xml', `<Properties cpassword="${BASE64_LINE}"/>`, 'group-policy-password'],
  ['NuGet.Config', `<add key="ClearTextPassword" value="${WEAK}" />`, 'nuget-password'],
  ['config/master.key', `${HEX.slice(0, 32)}\n`, 'rails-master-key'],
  ['.vault-token', `${WEAK}${WEAK}\n`, 'vault-token-file'],
  ['.vault_pass.txt', `${WEAK}\n`, 'ansible-vault-password'],
  ['.erlang.cookie', STRONG, 'erlang-cookie'],
  ['db-password.txt', `${WEAK}\n`, 'password-file'],
  ['api-key.txt', `${STRONG}\n`, 'token-file'],
  ['store.p12', '\x30\x82\x0a\x01\x02\x01\x03\x30\x82', 'pkcs12-file'],
  ['server.key', '\x30\x82\x04\xa3\x02\x01\0\x02\x82', 'private-key-in-der'],
  ['app.jks', '\xfe\xed\xfe\xed\0\0\0\x02', 'java-keystore'],
  ['team.kdbx', '\x03\xd9\xa2\x9a\x67\xfb', 'keepass-database'],
  ['web.keytab', '\x05\x02\0\0', 'kerberos-keytab'],
  ['.mozilla/firefox/key4.db', 'SQLite format 3', 'firefox-key-database'],
  ['.config/gcloud/credentials.db', 'SQLite format 3', 'gcloud-credential-database'],
  ['prod.tfstate', '{}', 'terraform-state'],
  ['.bash_profile', `export HEROKU_API_KEY='${WEAK}'`, 'secret-in-shell-profile'],
  ['.zshrc', `export NPM_TOKEN=${WEAK}`, 'secret-in-shell-profile'],
  ['.env', `DB_PASSWORD=${WEAK}`, 'secret-in-env-file'],
  ['.env.production', `STRIPE_SECRET="${WEAK}"`, 'secret-in-env-file'],
  ['irc/config', `IRC_PASS=${WEAK}`, 'secret-in-env-file'],
];

/** Why nothing is found, the file, and one that only lacks the reason. */
type File = readonly [path: string, content: string];
const LEFT_ALONE: readonly (readonly [reason: string, silent: File, found: File])[] = [
  ['a variable', ['.npmrc', '//a.io/:_authToken=${NPM_TOKEN}'], ['.npmrc', `//a.io/:_authToken=${WEAK}`]],
  ['a variable that Compose escapes', ['.pypirc', 'password = $${PYPI_TOKEN}'], ['.pypirc', `password = ${WEAK}`]],
  [
    'a call that begins on the line',
    ['settings.py', "SECRET_KEY = env('SECRET_KEY',\n  default=None)"],
    ['settings.py', `SECRET_KEY = '${WEAK}'`],
  ],
  ['an example file', ['.env.example', `DB_PASSWORD=${WEAK}`], ['.env', `DB_PASSWORD=${WEAK}`]],
  ['a setting', ['.env', 'DB_HOST=shop-database'], ['.env', 'DB_PASSWORD=shop-database']],
  ['an empty setting', ['.env', 'DB_PASSWORD=\nDB_HOST=a'], ['.env', `DB_PASSWORD=${WEAK}\nDB_HOST=a`]],
  ['a template', ['.env', 'DB_PASSWORD={{ password }}'], ['.env', `DB_PASSWORD=${WEAK}`]],
  ['a stand-in', ['.pypirc', 'password = <your-password>'], ['.pypirc', `password = ${WEAK}`]],
  ['a comment', ['.pgpass', '#host:port:database:user:password'], ['.pgpass', `h:1:d:u:${WEAK}`]],
  [
    'a locked user',
    ['etc/shadow', 'daemon:*:17431:0:99999:7:::'],
    ['etc/shadow', `d:${hashText(13)}:17431:0:99999:7:::`],
  ],
  ['a user without hash', ['etc/passwd', 'root:x:0:0:root:/root:/bin/sh'], ['etc/passwd', `r:${hashText(13)}:0:0:::`]],
  ['another file', ['notes.txt', `localhost:5432:shop:root:${WEAK}`], ['.pgpass', `localhost:5432:shop:root:${WEAK}`]],
  ['a public key', ['wg0.conf', `PublicKey = ${BASE64_LINE}`], ['wg0.conf', `PrivateKey = ${BASE64_LINE}`]],
  [
    'a certificate',
    ['.kube/config', `client-certificate-data: ${BASE64_LINE}`],
    ['.kube/config', `client-key-data: ${BASE64_LINE}`],
  ],
  ['a certificate in DER', ['a.der', '\x30\x82\x04\xa3\x30\x82\x03'], ['a.der', '\x30\x82\x04\xa3\x02\x01\0\x02']],
  [
    'the public part of a key',
    ['a.ppk', `Public-Lines: 6\n${BASE64_LINE}`],
    ['a.ppk', `Private-Lines: 6\n${BASE64_LINE}`],
  ],
  [
    'a secret from the environment',
    ['settings.py', "SECRET_KEY = os.environ['KEY']"],
    ['settings.py', `SECRET_KEY = '${WEAK}'`],
  ],
  [
    'an encrypted password',
    ['.m2/settings.xml', '<password>${env.PASSWORD}</password>'],
    ['.m2/settings.xml', `<password>${WEAK}</password>`],
  ],
  [
    'what Maven encrypted',
    ['.m2/settings.xml', `<password>{${BASE64_LINE}}</password>`],
    ['.m2/settings.xml', `<password>${BASE64_LINE}</password>`],
  ],
  ['a program that writes kubeconfigs', ['pkg/kubeconfig_test.go', 'token: %s'], ['pkg/kubeconfig', 'token: %s']],
  ['a file of many lines', ['password.txt', 'one\ntwo three\nfour'], ['password.txt', WEAK]],
  ['the location of a key', ['.s3cfg', 'use_https = True'], ['.s3cfg', `secret_key = ${WEAK}`]],
  ['a prompt', ['.ftpconfig', '"promptForPass": false'], ['.ftpconfig', `"pass": "${WEAK}"`]],
  ['a product of another name', ['src/tokens.txt', STRONG], ['src/token.txt', STRONG]],
];

describe('rules by well-known file', () => {
  for (const [path, content, rule] of FOUND)
    it(`${rule} finds what ${path} holds`, () => {
      const findings = find(fileRules, content, path);
      expect(findings).to.have.length(1);
      expect(findings[0]).to.match(new RegExp(`^${rule} \\((?:certain|likely|possible)\\)`));
    });

  for (const [reason, silent, found] of LEFT_ALONE) {
    it(`leave ${reason} alone`, () => {
      expect(find(fileRules, silent[1], silent[0])).to.deep.equal([]);
      expect(find(fileRules, found[1], found[0]), 'without the reason').to.have.length(1);
    });
  }

  it('find each line that holds a secret', () => {
    const content = `machine a.io login me password ${WEAK}\nmachine b.io login me password ${WEAK}2\n`;
    expect(find(fileRules, content, '.netrc')).to.deep.equal([
      `netrc-password (likely): ${WEAK}`,
      `netrc-password (likely): ${WEAK}2`,
    ]);
  });

  it('are all about paths, and have ids of their own', () => {
    expect(fileRules.filter(({ path }) => path === undefined)).to.deep.equal([]);
    expect(new Set(fileRules.map(({ id }) => id)).size).to.equal(fileRules.length);
  });

  it('are all tried here', () => {
    const tried = new Set(FOUND.map(([, , rule]) => rule));
    expect(fileRules.map(({ id }) => id).filter((id) => !tried.has(id) && !UNTRIED.has(id))).to.deep.equal([]);
  });
});

/** Of the same make as others that are. */
const UNTRIED: ReadonlySet<string> = new Set([
  'postgresql-service-password',
  'snowsql-password',
  'doctl-credentials',
  'oci-credentials',
  'gitlab-client-token',
  'smb-password',
  'desktop-session-password',
  'composer-github-token',
  'jenkins-credentials',
  'unattended-setup-password',
  'remote-desktop-manager-password',
  'chrome-login-database',
  'mysql-login-path',
  'gnupg-private-key',
  'vnc-password',
  'dbeaver-credentials',
]);

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { assignmentRules } from '../../../../../src/core/secrets/rules/generic/assignment-rules.ts';
import { find } from '../../support/find.ts';
import { HEX, STRONG, WEAK } from '../../support/sample-secrets.ts';

/** Path, text, and the rule that finds the value in it. */
const FOUND: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['app.py', `password = "${STRONG}"`, 'secret-in-code'],
  ['app.py', `password: str = '${STRONG}'`, 'secret-in-code'],
  ['app.py', `config["api_key"] = b'${STRONG}'`, 'secret-in-code'],
  ['app.ts', `const authToken: string = \`${STRONG}\`;`, 'secret-in-code'],
  ['app.ts', `export default { clientSecret: '${STRONG}' };`, 'secret-in-code'],
  ['app.ts', `const key = process.env.API_KEY || "${STRONG}";`, 'secret-in-code'],
  ['app.ts', `const key = process.env.API_KEY ?? "${STRONG}";`, 'secret-in-code'],
  ['main.go', `dbPassword := "${STRONG}"`, 'secret-in-code'],
  ['main.go', `var token string = "${STRONG}"`, 'secret-in-code'],
  ['main.go', `secretKey := []byte("${STRONG}")`, 'secret-in-code'],
  ['main.go', `Config{Password: "${STRONG}"}`, 'secret-in-code'],
  ['Main.java', `private static final String PASSWORD = "${STRONG}";`, 'secret-in-code'],
  ['main.c', `char password[] = "${STRONG}";`, 'secret-in-code'],
  ['main.m', `NSString *apiKey = @"${STRONG}";`, 'secret-in-code'],
  ['app.rb', `:password => '${STRONG}'`, 'secret-in-code'],
  ['app.php', `$db_pass = '${STRONG}';`, 'secret-in-code'],
  ['app.php', `'password' => '${STRONG}',`, 'secret-in-code'],
  ['app.js', `if (password === '${STRONG}') enter();`, 'secret-in-code'],
  ['app.js', `const body = "{\\"password\\": \\"${STRONG}\\"}";`, 'secret-in-code'],
  ['app.php', `define('DB_PASSWORD', '${STRONG}');`, 'secret-in-arguments'],
  ['main.go', `os.Setenv("GITHUB_TOKEN", "${STRONG}")`, 'secret-in-arguments'],
  ['app.py', `os.getenv('API_KEY', '${STRONG}')`, 'secret-in-arguments'],
  ['Main.java', `dataSource.setPassword("${STRONG}");`, 'password-in-call'],
  ['Main.java', `.clientSecret("${STRONG}")`, 'secret-in-call'],
  ['app.ts', `fetch("https://x.org/?access_token=${STRONG}&a=1")`, 'secret-in-string'],
  ['app.cs', `new Connection("Server=db;Uid=sa;Password=${STRONG};")`, 'secret-in-string'],
  ['app.py', `run("mysql --password=${STRONG}")`, 'secret-in-string'],
  ['a.yaml', `password: ${STRONG}`, 'secret-in-setting'],
  ['a.yaml', `  - apiKey: ${STRONG} # rotate`, 'secret-in-setting'],
  ['a.yaml', `auth: { user: a, password: ${STRONG} }`, 'secret-in-setting'],
  ['a.yaml', `password: "${STRONG}"`, 'secret-in-quotes'],
  ['a.json', `{"accessToken": "${STRONG}"}`, 'secret-in-quotes'],
  ['a.toml', `secret-key = "${STRONG}"`, 'secret-in-quotes'],
  ['a.properties', `spring.datasource.password=${STRONG}`, 'secret-in-variable'],
  ['a.ini', `Password = ${STRONG}`, 'secret-in-variable'],
  ['Dockerfile', `ENV DB_PASSWORD=${STRONG}`, 'secret-in-variable'],
  ['run.sh', `export API_KEY=${STRONG}`, 'secret-in-variable'],
  ['run.sh', `docker run -e MYSQL_ROOT_PASSWORD=${STRONG} mysql`, 'secret-in-variable'],
  ['run.sh', `login --token ${STRONG}`, 'secret-in-option'],
  ['server.conf', `password ${STRONG}`, 'secret-in-directive'],
  ['fluent.conf', `  password "${STRONG}"`, 'secret-in-directive'],
  ['dovecot.cfg', `auth_password ${STRONG};`, 'secret-in-directive'],
  ['templates/secret.yaml', `password: {{ "${STRONG}" | b64enc }}`, 'secret-in-template'],
  ['templates/secret.yaml', `password: "{{ .Values.password | default "${STRONG}" }}"`, 'secret-in-template'],
  ['app.conf.j2', `password = {{ db_password | default('${STRONG}') }}`, 'secret-in-template'],
  ['run.sh', `PASSWORD=\${PASSWORD:-${STRONG}}`, 'secret-in-setting'],
  ['README.md', `--set auth.password=${STRONG}`, 'secret-in-variable'],
  ['values.yaml.j2', `adminPassword: ${STRONG}`, 'secret-in-setting'],
  ['a.xml', `<password>${STRONG}</password>`, 'secret-in-element'],
  ['a.xml', `<property name="password">${STRONG}</property>`, 'secret-in-element'],
  ['web.config', `<add key="ApiKey" value="${STRONG}" />`, 'secret-in-value-attribute'],
];

/** Why a text is left alone, the text, and one that only lacks the reason. */
const LEFT_ALONE: readonly (readonly [reason: string, path: string, silent: string, found: string])[] = [
  ['a call', 'app.py', 'password = get_password()', `password = "${STRONG}"`],
  ['a member', 'app.ts', 'token = this.config.token;', `token = "${STRONG}";`],
  ['a variable without quotes in code', 'app.py', `connect(password=${STRONG})`, `connect(password="${STRONG}")`],
  ['a file of another server', 'nginx.conf', 'ssl_certificate_key /etc/tls/tls.key;', `password ${STRONG};`],
  ['what a server passes on', 'nginx.conf', 'proxy_pass http://shop:8080;', `password ${STRONG};`],
  ['what a template calls', 'secret.yaml', 'password: {{ include "shop.password" . }}', `password: {{ "${STRONG}" }}`],
  ['a list in a template', 'secret.yaml', '{{- $passwords = append $passwords }}', `passwords = ${STRONG}`],
  ['an example in a document', 'README.md', '--set auth.password=secretpassword', '--set auth.password=kd83jx0'],
  ['a word in capitals', 'run.sh', '--from-literal=db-password=DB_PASSWORD', `--from-literal=db-password=${STRONG}`],
  [
    'what a template gets from a function',
    'secret.yaml',
    '{{- $password = include "a.password" . }}',
    `password = ${STRONG}`,
  ],
  ['a field of a template', 'secret.yaml', '{{- $password = coalesce .Values.a .Values.b }}', `password = ${STRONG}`],
  ['the name of a key', 'external.md', '- secretKey: username', `- secretKey: ${STRONG}`],
  ['the outcome of a test', 'README.md', '--- PASS: TestACRHelmRelease (15.31s)', `password: ${STRONG}`],
  ['what a template goes on with', 'run.sh', '--token=write-{{ $tenant }}', `--token=${STRONG}`],
  ['a label of a form', 'a.html', '<label for="password">Password</label>', `<b id="password">${STRONG}</b>`],
  ['a list that a template makes', 'secret.yaml', '{{- $secrets := list }}', `secret: ${STRONG}`],
  ['a word for a variable that is set', 'run.sh', 'case ${TOKEN:+has-token} in', `TOKEN=\${TOKEN:-${STRONG}}`],
  ['a variable without a value', 'run.sh', 'TOKEN=${TOKEN:-unset}', `TOKEN=\${TOKEN:-${STRONG}}`],
  ['a type', 'app.ts', 'password: string;', `password: "${STRONG}";`],
  ['a label', 'app.ts', 'password: "Enter your password"', `password: "${STRONG}"`],
  ['a sentence', 'a.md', 'The password: use what the mail says', `password: ${STRONG}`],
  ['a name in the midst of a sentence', 'a.md', `When asked for the token: ${STRONG}`, `token: ${STRONG}`],
  ['another noun after it', 'app.ts', `passwordPolicy = "${STRONG}"`, `password = "${STRONG}"`],
  ['a URL of tokens', 'a.yaml', `tokenUrl: ${STRONG}`, `token: ${STRONG}`],
  ['a reference to a Secret', 'a.yaml', 'existingSecret: shop-database', `clientSecret: ${STRONG}`],
  ['a public key', 'a.yaml', `publicKey: ${STRONG}`, `privateKey: ${STRONG}`],
  ['a number of tokens', 'a.yaml', 'maxTokens: 4096', `token: ${STRONG}`],
  ['a variable', 'a.yaml', 'password: ${DB_PASSWORD}', `password: ${STRONG}`],
  ['a template', 'a.yaml', 'password: {{ .Values.password }}', `password: ${STRONG}`],
  ['a stand-in', 'a.yaml', 'password: <your-password>', `password: ${STRONG}`],
  ['what was blotted out', 'a.yaml', 'password: ********', `password: ${STRONG}`],
  ['a path', 'a.yaml', 'password: /run/secrets/db', `password: ${STRONG}`],
  ['a host with a port', 'a.yaml', 'connectionString: "redis-cart:6379"', `connectionString: "${STRONG}"`],
  ['a permission', 'a.yaml', 'id-token: write', `id-token: ${STRONG}`],
  ['the outcome of a test', 'app.ts', `ok ? 'pass' : '${STRONG}'`, `ok ? 1 : { 'pass' : '${STRONG}' }`],
  ['a pattern', 'app.go', 'PasswordPattern = `^.{8,32}$`', `Password = "${STRONG}"`],
  ['a version', 'package.json', '"jsonwebtoken": "^9.0.2"', `"jsonwebtoken": "${STRONG}"`],
  ['an encoding', 'app.py', 'secret = "utf-8"', `secret = "${STRONG}"`],
  ['the scheme before a token', 'app.ts', "Authorization: 'Bearer ' + token", `Authorization: '${STRONG}' + token`],
  ['a token of another kind', 'app.ts', 'newToken("identifier", buffer)', `newToken("${STRONG}", buffer)`],
  ['the name of an object', 'app.go', 'newSecret("route53", data)', `newSecret("${STRONG}", data)`],
  ['an argument that is no value', 'app.go', 'child("privateKey", "size")', `child("privateKey", "${STRONG}")`],
  ['a common password in code', 'app.ts', 'password: "secret123"', `password: "${WEAK}"`],
  ['an anchor of YAML', 'a.yaml', 'DB_PASSWORD: &dbPassword "{{ .password }}"', `DB_PASSWORD: ${STRONG}`],
  ['an alias of YAML', 'a.yaml', 'DB_PASSWORD: *dbPassword', `DB_PASSWORD: ${STRONG}`],
  [
    'the token of a badge',
    'README.md',
    `![c](https://codecov.io/gh/a/b/graph/badge.svg?token=${STRONG})`,
    `![c](https://codecov.io/gh/a/b/report?token=${STRONG})`,
  ],
  ['a word before a variable', 'a.sh', 'install --creds=git:${TOKEN}', `install --creds=${STRONG}`],
  ['a realm', 'a.sh', '-e "AUTH_HTPASSWD_REALM=Realm-9x"', `-e "AUTH_HTPASSWD=${STRONG}"`],
  ['what stands between two texts', 'app.go', 'append(env, "PWD="+cmd.Dir, "X=1")', `setenv("PWD", "${STRONG}")`],
  ['the name of a constant', 'app.go', 'hardToken("MTLS_S2A")', `hardToken("${STRONG}")`],
  ['a lock file', 'yarn.lock', `token "x":\n  secret "${HEX}"\n  token: ${HEX}`, `token: ${HEX}`],
  ['a text of a user interface', 'locales/de.json', '{"password": "Kennwort8"}', `{"password": "${STRONG}"}`],
];

describe('rules for secrets under their names', () => {
  for (const [path, text, rule] of FOUND)
    it(`find one in ${path}: ${text.replace(STRONG, '…')}`, () =>
      expect(find(assignmentRules, text, path)).to.deep.equal([`${rule} (likely): ${STRONG}`]));

  for (const [reason, path, silent, found] of LEFT_ALONE) {
    it(`leave ${reason} alone`, () => {
      expect(find(assignmentRules, silent, path)).to.deep.equal([]);
      expect(find(assignmentRules, found, isQuiet(path) ? 'a.yaml' : path), 'without the reason').to.have.length(1);
    });
  }

  it('call a weak value possible', () => {
    expect(find(assignmentRules, `password: "${WEAK}"`, 'a.yaml')).to.deep.equal([
      `secret-in-quotes (possible): ${WEAK}`,
    ]);
    expect(find(assignmentRules, `password = "${WEAK}"`, 'a.py')).to.deep.equal([`secret-in-code (possible): ${WEAK}`]);
  });

  it('call what everybody tries first possible in settings, where somebody may have deployed it', () => {
    expect(find(assignmentRules, 'rootPassword: changeme', 'values.yaml')).to.deep.equal([
      'secret-in-setting (possible): changeme',
    ]);
  });

  it('find every one of several on a line', () => {
    expect(find(assignmentRules, `{"password": "${STRONG}", "apiKey": "${HEX}"}`, 'a.json')).to.have.length(2);
  });
});

const isQuiet = (path: string): boolean => path === 'yarn.lock' || path.startsWith('locales/');

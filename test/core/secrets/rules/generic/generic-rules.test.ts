import { expect } from 'chai';
import { describe, it } from 'mocha';
import { genericRules } from '../../../../../src/core/secrets/rules/generic/generic-rules.ts';
import { find } from '../../support/find.ts';
import { BASIC, HEX, hashText, hexText, STRONG, WEAK } from '../../support/sample-secrets.ts';

/** Text in a script, and the rule that finds something in it. */
const FOUND: readonly (readonly [text: string, rule: string])[] = [
  [`git clone https://deploy:${STRONG}@git.acme.io/shop.git`, 'credentials-in-url'],
  [`redis://:${STRONG}@cache:6379/0`, 'credentials-in-url'],
  [`amqp+ssl://me:${STRONG}@queue/vhost`, 'credentials-in-url'],
  [`Authorization: Basic ${BASIC}`, 'basic-authorization'],
  [`curl -H "Authorization: Bearer ${STRONG}" x`, 'bearer-authorization'],
  [`curl -H "PRIVATE-TOKEN: ${STRONG}" x`, 'bearer-authorization'],
  [`sshpass -p ${STRONG} ssh web`, 'password-for-sshpass'],
  [`sshpass -p '${STRONG}' ssh web`, 'password-for-sshpass'],
  [`curl -sS -u deploy:${STRONG} https://x.org`, 'password-for-curl'],
  [`curl --user deploy:${STRONG} x`, 'password-for-curl'],
  [`wget --http-password ${STRONG} x`, 'password-for-wget'],
  [`mysql -u root -p${STRONG} shop`, 'password-for-mysql'],
  [`mysqldump -uroot -p'${STRONG}' shop`, 'password-for-mysql'],
  [`docker login -u me -p ${STRONG} quay.io`, 'password-for-login'],
  [`htpasswd -bc users.txt me ${STRONG}`, 'password-for-htpasswd'],
  [`echo "root:${STRONG}" | chpasswd`, 'password-for-chpasswd'],
  [`openssl rsa -in key.pem -passin pass:${STRONG}`, 'password-for-openssl'],
  [`mongosh -u me -p ${STRONG} db`, 'password-for-mongo'],
  [`redis-cli -h cache -a ${STRONG} ping`, 'password-for-redis-cli'],
  [`ldapsearch -x -D cn=admin -w ${STRONG}`, 'password-for-ldapsearch'],
  [`sqlcmd -S db -U sa -P ${STRONG}`, 'password-for-sqlcmd'],
  [`zip -P ${STRONG} a.zip b`, 'password-for-zip'],
  [`$p = ConvertTo-SecureString "${STRONG}" -AsPlainText -Force`, 'password-for-powershell'],
  [`$p = ConvertTo-SecureString -String '${STRONG}' -Force -AsPlainText`, 'password-for-powershell'],
  [`curl -X POST https://a.example.org \\\n  --fail \\\n  -u me:${STRONG}`, 'password-for-curl'],
  [`oc exec vault-0 -- vault operator unseal ${STRONG}`, 'password-for-vault'],
  [`RUN echo "machine git.acme.io login ci password ${STRONG}" > ~/.netrc`, 'password-in-netrc'],
  [`new NetworkCredential("me@acme.io", "${STRONG}")`, 'password-in-network-credential'],
  [`CREATE USER 'me'@'%' IDENTIFIED BY '${STRONG}';`, 'password-in-sql'],
  [`ALTER ROLE me WITH LOGIN PASSWORD '${STRONG}';`, 'password-in-sql'],
  [`SET PASSWORD FOR 'me'@'%' = PASSWORD('${STRONG}');`, 'password-in-sql'],
  [`user: $2y$12$${hashText(53)}`, 'bcrypt-password-hash'],
  [`user: $6$${hashText(12)}$${hashText(86)}`, 'crypt-password-hash'],
  [`user: $apr1$${hashText(8)}$${hashText(22)}`, 'crypt-password-hash'],
  [`users=me:$$apr1$$${hashText(8)}$$${hashText(22)}`, 'crypt-password-hash'],
  [`users=me:$$2y$$05$$${hashText(53)}`, 'bcrypt-password-hash'],
  [`secret 9 $9$${hashText(14)}$${hashText(43)}`, 'cisco-password-hash'],
  [`user: $argon2id$v=19$m=65536,t=3,p=4$${hashText(22).replaceAll('.', 'x')}$${hashText(43)}`, 'argon2-password-hash'],
  [`user: pbkdf2_sha256$260000$${hashText(12)}$${hashText(43).replaceAll('.', 'x')}=`, 'pbkdf2-password-hash'],
  [`user: scrypt:32768:8:1$${hashText(16).replaceAll(/[./]/g, 'x')}$${hexText(128)}`, 'scrypt-password-hash'],
  [`user: sha1$Ab3dE$${hexText(40)}`, 'django-password-hash'],
  [`userPassword: {SSHA}${hashText(32).replaceAll('.', 'x')}`, 'ldap-password-hash'],
  [`user: $P$B${hashText(30)}`, 'phpass-password-hash'],
  [`IDENTIFIED BY PASSWORD '*${hexText(40).toUpperCase()}'`, 'mysql-password-hash'],
  [`Administrator:500:${hexText(32)}:${hexText(32)}:::`, 'ntlm-password-hash'],
  [`conn.login('me@acme.io', '${STRONG}', done)`, 'password-in-login-call'],
  [`routingKey: "${HEX}"`, 'random-key'],
];

/** Why a text is left alone, the text, and one that only lacks the reason. */
const LEFT_ALONE: readonly (readonly [reason: string, silent: string, found: string])[] = [
  ['a URL with a variable', 'https://me:${PASSWORD}@git.acme.io', `https://me:${STRONG}@git.acme.io`],
  ['a URL with a user alone', `https://${STRONG}@git.acme.io`, `https://me:${STRONG}@git.acme.io`],
  ['a URL with a port', 'https://git.acme.io:8443/@scope/x', `https://me:${STRONG}@git.acme.io:8443/@scope/x`],
  ['a URL of documentation', 'https://user:password@git.acme.io', `https://user:${STRONG}@git.acme.io`],
  ['base64 without user and password', `Basic ${Buffer.from('only words').toString('base64')}`, `Basic ${BASIC}`],
  ['basic words', 'Basic authentication', `Basic ${BASIC}`],
  ['a bearer of nothing', 'Authorization: Bearer <your-access-token>', `Authorization: Bearer ${STRONG}`],
  ['a bearer that is a variable', 'Authorization: Bearer $ACCESS_TOKEN', `Authorization: Bearer ${STRONG}`],
  ['a prompt for the password', 'mysql -u root -p shop', `mysql -u root -p${STRONG} shop`],
  ['a password from a variable', 'mysql -u root -p$PASSWORD shop', `mysql -u root -p${STRONG} shop`],
  ['a port', 'docker run -p 8080:80 nginx', `docker login -u me -p ${STRONG}`],
  ['a login from standard input', 'docker login -u me --password-stdin', `docker login -u me -p ${STRONG}`],
  [
    'a password that Windows encrypted',
    `ConvertTo-SecureString "${STRONG}"`,
    `ConvertTo-SecureString "${STRONG}" -AsPlainText`,
  ],
  [
    'a password of PowerShell from a variable',
    'ConvertTo-SecureString "$env:PW" -AsPlainText',
    `ConvertTo-SecureString "${STRONG}" -AsPlainText`,
  ],
  [
    'a credential of .NET from a variable',
    'new NetworkCredential("me", password)',
    `new NetworkCredential("me", "${STRONG}")`,
  ],
  [
    'a line of netrc from a variable',
    'machine git.acme.io login ci password ${TOKEN}',
    `machine git.acme.io login ci password ${STRONG}`,
  ],
  ['the command after curl', `curl https://a.example.org\nlogger -u me:${STRONG}`, `curl -u me:${STRONG}`],
  ['a folder for unzip', 'zip -r out.zip folder', `zip -P ${STRONG} out.zip folder`],
  [
    'a sentence with `identified by`',
    "A cluster can be identified by 'server'.",
    `CREATE USER x IDENTIFIED BY '${STRONG}'`,
  ],
  ['an algorithm of passwords', "SET password_encryption = 'scram-sha-256'", `SET PASSWORD = '${STRONG}'`],
  ['a hash that is cut off', `$2y$12$${hashText(20)}`, `$2y$12$${hashText(53)}`],
  ['a variable of a shell', '$1$2', `$1$${hashText(8)}$${hashText(22)}`],
  ['a login with a callback', "login('me@acme.io', callback)", `login('me@acme.io', '${STRONG}')`],
  ['a key in words', 'routingKey: "orders.created.v1"', `routingKey: "${HEX}"`],
];

describe('rules for secrets without a form of their own', () => {
  for (const [text, rule] of FOUND)
    it(`${rule} finds: ${text.replace(STRONG, '…').slice(0, 60)}`, () => {
      const findings = find(genericRules, text, 'run.txt');
      expect(findings).to.have.length(1);
      expect(findings[0]).to.match(new RegExp(`^${rule} `));
    });

  for (const [reason, silent, found] of LEFT_ALONE) {
    it(`leave ${reason} alone`, () => {
      expect(find(genericRules, silent, 'run.txt')).to.deep.equal([]);
      expect(find(genericRules, found, 'run.txt'), 'without the reason').to.have.length(1);
    });
  }

  it('decode what Basic authentication sends, and judge the password in it', () => {
    const weak = Buffer.from(`me:${WEAK}`).toString('base64');
    expect(find(genericRules, `Authorization: Basic ${BASIC}`, 'a.txt')).to.deep.equal([
      `basic-authorization (likely): ${BASIC}`,
    ]);
    expect(find(genericRules, `Authorization: Basic ${weak}`, 'a.txt')).to.deep.equal([
      `basic-authorization (possible): ${weak}`,
    ]);
  });

  it('have ids of their own, keywords, and patterns that every match of holds one', () => {
    const ids = genericRules.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { id, keywords } of genericRules) {
      expect(keywords, id).not.to.deep.equal([]);
      expect(keywords, id).to.deep.equal(keywords.map((keyword) => keyword.toLowerCase()));
    }
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { gradeSecret, type SecretGrade } from '../../../../src/core/secrets/values/grade-secret.ts';
import { looksLikeSecret } from '../../../../src/core/secrets/values/looks-like-secret.ts';

const CASES: Readonly<Record<SecretGrade, readonly string[]>> = {
  strong: [
    'kD83jx0sQ2',
    'Tr0ub4dor&3',
    '7h3-b1rd',
    'Summer2024!',
    '8f14e45fceea167a5a36dedd4bea2543',
    '550e8400-e29b-41d4-a716-446655440000',
    'u7hJKd9+/xk2==',
    'GLNT9cogo!ag4Ddx',
  ],
  weak: ['hunter2', 'monkey', 'p4ssw0rd', 'P@ssw0rd1!', 'Zebra1', 'quietly'],
  common: [
    'changeme',
    'minio123',
    'admin',
    'abcdefghijkl',
    '123456',
    'mysecretpassword',
    'Test1234',
    'secret!',
    'aws-9472-db-5510',
  ],
  none: [
    // in its place
    '',
    'xxxx',
    '****',
    'sk_XXXXXXXXXXXX',
    '<your-password>',
    'your-password',
    'YOUR_API_KEY',
    'PASSWORD',
    '**SOPS**',
    'KipTT1BTKio=',
    'FERNET_TOKEN',
    'MY_K8S_PASSWORD',
    'cluster-token-1',
    'insert-token-here',
    'REDACTED',
    'TODO',
    'none',
    'null',
    'AKIAIOSFODNN7EXAMPLE',
    'an example',
    // to be filled in
    '{{ .Values.password }}',
    '${PASSWORD}',
    '$PASSWORD',
    '%s',
    '%(password)s',
    '#{password}',
    '@Value',
    '__PASSWORD__',
    '\\t\\t',
    'x-x-x-x',
    '[password]',
    '(none)',
    ':dbpw',
    '%PASSWORD%',
    'yourPassw0rd',
    'k3y-here',
    // settings
    '1h30m',
    '#a1b2c3',
    'https://acme.org/oauth/token',
    'arn:aws:s3:::shop-1x9',
    '0a:1b:2c:3d:4e:5f',
    'image/x9q',
    'true',
    '10s',
    '512Mi',
    '2024-05-01',
    '1.20.3',
    '/etc/secret/token',
    './key.pem',
    'key.pem',
    'https://example.org/token',
    'vault.internal:8200',
    'localhost',
    'redis-cart:6379',
    '../a/b/x',
    'utf-8',
    'scram-sha-256',
    '^7.1.0',
    '00000000-0000-0000-0000-000000000000',
    'Bearer',
    'success',
    '\\n\\t',
    '10.0.0.1',
    'me@work.org',
    'application/json',
    // code
    'config.password',
    'getPassword()',
    'self.token',
    'os.environ["X"]',
    'process.env.TOKEN',
    'string | undefined',
    '[]byte',
    'String',
    'dbPassword',
    'DB_PASSWORD',
    'MTLS_S2A',
    '+cmd.Dir, ',
    '^.{8,32}$',
    'a\\r\\nx: y',
    '"${password}"',
    'new Password(x)',
    'x9=>y8z7',
    // elsewhere
    'vault:secret/x9#k8',
    'op://vault/item/field',
    // public
    '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUd9',
    `age1${'q7zk9'.repeat(12).slice(0, 58)}`,
    '@sha256:0a1b2c3d4e5f',
    'sha256:0a1b',
    'ssh-ed25519 AAAAC3Nz',
    // names and sentences
    'db-credentials',
    'kube-system/token',
    'Enter your password',
    'The token is not valid',
  ],
};

describe('gradeSecret', () => {
  for (const [grade, values] of Object.entries(CASES))
    for (const value of values)
      it(`finds ${grade} in ${JSON.stringify(value)}`, () => expect(gradeSecret(value)).to.equal(grade));

  it('takes words with hyphens for a password under the name of one only', () => {
    expect(gradeSecret('correct-horse', { name: 'dbPassword' })).to.equal('weak');
    expect(gradeSecret('correct-horse', { name: 'secret' })).to.equal('none');
  });

  it('does not believe that a token is a word, as a password may be', () => {
    for (const value of ['identifier', 'Output', '4096', 'password']) {
      expect(gradeSecret(value, { name: 'token' }), value).to.equal('none');
      expect(gradeSecret(value, { name: 'password' }), value).not.to.equal('none');
    }
  });

  it('wants more than a hint from a name that has other meanings', () => {
    expect(gradeSecret('hunter2', { name: 'auth' })).to.equal('none');
    expect(gradeSecret('kD83jx0sQ2', { name: 'auth' })).to.equal('strong');
  });

  it('takes an object for a secret only when there is much in it', () => {
    expect(gradeSecret('{"alg":"HS256"}')).to.equal('none');
  });

  it('looks into base64 for words', () => {
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    expect(gradeSecret(encoded('deploy:quiet-river-meadow'))).to.equal('weak');
    expect(gradeSecret(encoded('kD83jx0sQ2vBz7Lm4Tq9'))).to.equal('strong');
  });

  it("takes a word that was put into base64 under the name of a password for one, unless it is everybody's", () => {
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    expect(gradeSecret(encoded('quobyte'), { name: 'password' })).to.equal('strong');
    expect(gradeSecret(encoded('changeme'), { name: 'password' })).to.not.equal('strong');
  });

  it('takes a digest for a secret unless its name says what it is', () => {
    const digest = '8f14e45fceea167a5a36dedd4bea2543';
    expect(gradeSecret(digest, { name: 'api_key' })).to.equal('strong');
    expect(gradeSecret(digest, { name: 'checksum' })).to.equal('none');
  });
});

describe('looksLikeSecret', () => {
  it('is true for a weak password, too: it is one', () => {
    expect(looksLikeSecret('changeme')).to.equal(true);
    expect(looksLikeSecret('<changeme>')).to.equal(false);
  });
});

import { createHash, createHmac, createPrivateKey } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * Values that look like live ones, made from their names: none stands in the repository, and every run has the same ones.
 * `@@github-token@@` and `@@github-token:2@@` are two tokens, `@@b64:password@@` is a password in base64.
 */
export function madeUpValue(name: string): string | undefined {
  const [, encoding, kind = '', number = ''] = /^(?:(b64|json):)?([a-z][a-z0-9-]*)(?::(\d+))?$/.exec(name) ?? [];
  const value = plainValue(kind, `${kind}:${number}`);
  if (value === undefined || encoding === undefined) return value;
  return encoding === 'b64' ? Buffer.from(value).toString('base64') : JSON.stringify(value).slice(1, -1);
}

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `alnum-20`: a kind with a length. */
const SIZED: Readonly<Record<string, (size: number, seed: string) => string>> = {
  alnum: (size, seed) => drawn(BASE62, size, seed),
  base36: (size, seed) => drawn(BASE36, size, seed),
  hex: (size, seed) => drawn('0123456789abcdef', size, seed),
  base64: (size, seed) => bytesOf(size, seed).toString('base64'),
  base64url: (size, seed) => bytesOf(size, seed).toString('base64url'),
};

const KINDS: Readonly<Record<string, (seed: string) => string>> = {
  password: (seed) => `${drawn(BASE62, 7, seed)}!${drawn(BASE62, 6, `${seed}b`)}-${drawn(BASE62, 4, `${seed}c`)}`,
  userpass: (seed) => `deploy:${drawn(BASE62, 18, seed)}`,
  uuid: (seed) => uuid(seed),
  'github-token': (seed) => withCrc(prefix('gh', 'p_'), drawn(BASE62, 30, seed)),
  'npm-token': (seed) => withCrc(prefix('npm', '_'), drawn(BASE62, 30, seed)),
  'gitlab-token': (seed) => `${prefix('gl', 'pat-')}${drawn(BASE62, 20, seed)}`,
  'grafana-token': (seed) =>
    `${prefix('gls', 'a_')}${drawn(BASE62, 32, seed)}_${drawn('0123456789abcdef', 8, `${seed}c`)}`,
  'vault-token': (seed) => `${prefix('hv', 's.')}${drawn(BASE62, 95, seed)}`,
  'stripe-key': (seed) => `${prefix('sk', '_live_')}${drawn(BASE62, 24, seed)}`,
  'slack-token': (seed) =>
    `${prefix('xo', 'xb-')}${drawn('0123456789', 12, seed)}-${drawn('0123456789', 12, `${seed}b`)}-${drawn(BASE62, 24, seed)}`,
  'slack-webhook': (seed) =>
    `https://${prefix('hooks.', 'slack')}.com/services/T${drawn('ABCDEFGHJK0123456789', 10, seed)}/B${drawn('ABCDEFGHJK0123456789', 10, `${seed}b`)}/${drawn(BASE62, 24, seed)}`,
  'aws-key-id': (seed) => `${prefix('AK', 'IA')}${drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, seed)}`,
  'aws-secret': (seed) => drawn(`${BASE62}/+`, 40, seed),
  'discord-webhook': (seed) =>
    `https://${prefix('discord', '.com/api/webhooks')}/${drawn('123456789', 19, seed)}/${drawn(`${BASE62}_-`, 68, seed)}`,
  'teams-webhook': (seed) =>
    `https://contoso.${prefix('webhook', '.office')}.com/webhookb2/${uuid(seed)}@${uuid(`${seed}b`)}/IncomingWebhook/${drawn('0123456789abcdef', 32, seed)}/${uuid(`${seed}c`)}`,
  'openai-key': (seed) => `${prefix('sk', '-proj-')}${drawn(BASE62, 74, seed)}T3BlbkFJ${drawn(BASE62, 74, `${seed}b`)}`,
  'telegram-token': (seed) => `${drawn('123456789', 10, seed)}:AA${drawn(`${BASE62}_-`, 33, seed)}`,
  'age-key': (seed) => `${prefix('AGE-SECRET', '-KEY-1')}${drawn('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58, seed)}`,
  'json-config': (seed) =>
    JSON.stringify({ host: 'smtp.example.com', user: 'mailer', password: drawn(BASE62, 18, seed) }),
  'ini-config': (seed) =>
    `[backup]\ntype = s3\naccess_key_id = ${drawn(BASE62, 20, seed)}\nsecret_access_key = ${drawn(BASE62, 40, `${seed}b`)}\n`,
  netrc: (seed) => `machine git.example.com login ci password ${drawn(BASE62, 20, seed)}\n`,
  kubeconfig: (seed) =>
    `apiVersion: v1\nkind: Config\nclusters: []\nusers:\n- name: admin\n  user:\n    token: ${webToken(seed)}\n`,
  'bootstrap-token': (seed) => `${drawn(BASE36, 6, seed)}.${drawn(BASE36, 16, `${seed}b`)}`,
  jwt: webToken,
  certificate: (seed) => armoured('CERTIFICATE', bytesOf(640, seed)),
  'public-key': (seed) => armoured('PUBLIC KEY', bytesOf(294, seed)),
  'private-key': (seed) => privateKey(seed),
  'openssh-key': openSshKey,
  'ssh-public': (seed) => `ssh-ed25519 ${sshPublic(bytesOf(32, seed)).toString('base64')} deploy@example.com`,
  'known-hosts': (seed) => `git.example.com ssh-ed25519 ${sshPublic(bytesOf(32, seed)).toString('base64')}`,
  sops: ciphertext,
  sealed: (seed) => Buffer.concat([Buffer.from([2, 0]), bytesOf(560, seed)]).toString('base64'),
  'docker-config': (seed) =>
    encodedJson({ auths: { 'registry.example.com': { auth: encoded(`robot:${drawn(BASE62, 18, seed)}`) } } }),
  'docker-cfg': (seed) =>
    encodedJson({
      'https://index.docker.io/v1/': { auth: encoded(`robot:${drawn(BASE62, 18, seed)}`), email: 'a@example.com' },
    }),
};

function plainValue(kind: string, seed: string): string | undefined {
  const [, family = '', size = ''] = /^(base64url|base64|base36|alnum|hex)-?(\d+)$/.exec(kind) ?? [];
  return KINDS[kind]?.(seed) ?? SIZED[family]?.(Number(size), seed);
}

/** The beginning of a token, in two parts: together they would look like one. */
const prefix = (first: string, second: string): string => first + second;

/** Bytes that depend on the seed alone. */
function bytesOf(size: number, seed: string): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, at) =>
    createHash('sha256').update(`${seed}/${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}

const drawn = (alphabet: string, size: number, seed: string): string =>
  [...bytesOf(size, seed)].map((byte) => alphabet[byte % alphabet.length]).join('');

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const encodedJson = (value: unknown): string => encoded(JSON.stringify(value));

const hyphened = (hex: string): string => hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
const uuid = (seed: string): string => hyphened(drawn('0123456789abcdef', 32, seed));

/** GitHub and npm end a token with the CRC-32 of what is before it, in base62. */
function withCrc(prefix: string, body: string): string {
  let rest = crc32(body);
  let sum = '';
  while (sum.length < 6) {
    sum = `${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[rest % 62] ?? ''}${sum}`;
    rest = Math.floor(rest / 62);
  }
  return `${prefix}${body}${sum}`;
}

function webToken(seed: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'kubernetes/serviceaccount', sub: `system:serviceaccount:ci:${drawn(BASE36, 6, seed)}` })}`;
  return `${content}.${createHmac('sha256', seed).update(content).digest('base64url')}`;
}

function armoured(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

/** An Ed25519 key in PKCS#8: the prefix is the same in all of them. */
function privateKey(seed: string): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), bytesOf(32, seed)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
    .trimEnd();
}

const sshField = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const sshPublic = (point: Buffer): Buffer => Buffer.concat([sshField('ssh-ed25519'), sshField(point)]);

/** As `ssh-keygen -t ed25519` writes it; the point does not belong to the scalar, which no scanner knows. */
function openSshKey(seed: string): string {
  const point = bytesOf(32, seed);
  const check = bytesOf(4, `${seed}check`);
  const secret = Buffer.concat([
    check,
    check,
    sshPublic(point),
    sshField(Buffer.concat([bytesOf(32, `${seed}d`), point])),
    sshField('deploy'),
    Buffer.from([1, 2, 3]),
  ]);
  const padded = Buffer.concat([secret, Buffer.from([4, 5, 6, 7].slice(0, (8 - (secret.length % 8)) % 8))]);
  const key = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    sshField('none'),
    sshField('none'),
    sshField(''),
    Buffer.from([0, 0, 0, 1]),
    sshField(sshPublic(point)),
    sshField(padded),
  ]);
  return armoured('OPENSSH PRIVATE KEY', key);
}

function ciphertext(seed: string): string {
  const part = (size: number, name: string): string => bytesOf(size, `${seed}${name}`).toString('base64');
  return `ENC[AES256_GCM,data:${part(24, 'data')},iv:${part(32, 'iv')},tag:${part(16, 'tag')},type:str]`;
}

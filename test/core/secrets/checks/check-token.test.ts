import { createHash, generateKeyPairSync } from 'node:crypto';
import { crc32 as crc32OfZlib } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkToken } from '../../../../src/core/secrets/checks/check-token.ts';
import { crc32 } from '../../../../src/core/secrets/checks/crc32.ts';
import type { TokenCheck } from '../../../../src/core/secrets/rule.ts';

const proofOf = (check: TokenCheck, secret: string, match = secret): string => checkToken(check, { secret, match });

describe('crc32', () => {
  it('is the checksum that zip files have', () => {
    // Not in every Node that is supported; the second value is that of the CRC catalogue.
    expect(crc32('123456789')).to.equal(0xcbf43926);
    if (typeof crc32OfZlib === 'function') expect(crc32('some text')).to.equal(crc32OfZlib('some text'));
  });
});

/** In parts, so that no scanner takes this file for a leak. */
const PREFIX = ['gh', 'p_'].join('');

describe('the checksum of a token of GitHub or npm', () => {
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const withChecksum = (random: string): string => {
    let digits = '';
    for (let rest = crc32(random), i = 0; i < 6; i++, rest = Math.floor(rest / 62))
      digits = (DIGITS[rest % 62] ?? '') + digits;
    return `${PREFIX}${random}${digits}`;
  };

  it('proves the token', () => {
    for (const random of ['a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5', '0'.repeat(30)]) {
      expect(proofOf('crc32-base62', withChecksum(random))).to.equal('proven');
    }
  });
  it('is missing in one that was made up', () => {
    expect(proofOf('crc32-base62', PREFIX + 'a1B2c3'.repeat(6))).to.equal('refuted');
    expect(proofOf('crc32-base62', 'abc')).to.equal('refuted');
  });
});

describe('a JSON Web Token', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = (header: unknown, claims: unknown, signature = 'c2lnbmF0dXJl'): string =>
    `${part(header)}.${part(claims)}.${signature}`;

  it('is one when header and claims are JSON', () => {
    expect(proofOf('jwt', jwt({ alg: 'RS256' }, { sub: 'a' }))).to.equal('proven');
  });
  it('is of less use without a signature or an algorithm', () => {
    expect(proofOf('jwt', jwt({ alg: 'none' }, { sub: 'a' }))).to.equal('doubtful');
    expect(proofOf('jwt', jwt({ alg: 'RS256' }, { sub: 'a' }, ''))).to.equal('doubtful');
    expect(proofOf('jwt', jwt({ typ: 'JWT' }, { sub: 'a' }))).to.equal('doubtful');
  });
  it('may be encrypted: then only its header can be read', () => {
    expect(proofOf('jwt', `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`)).to.equal('plausible');
  });
  it('is none when a part is not JSON', () => {
    expect(proofOf('jwt', `${part({ alg: 'RS256' })}.bm90anNvbg.c2ln`)).to.equal('refuted');
    expect(proofOf('jwt', 'a.b.c')).to.equal('refuted');
  });
  it('is none when it is the example of jwt.io', () => {
    expect(proofOf('jwt', jwt({ alg: 'HS256' }, { sub: '1234567890', name: 'John Doe', iat: 1516239022 }))).to.equal(
      'refuted',
    );
  });
});

describe('a private key', () => {
  const pem = (
    type: 'rsa' | 'ec' | 'ed25519',
    cipher?: { readonly cipher: string; readonly passphrase: string },
  ): string => {
    const encoding = { type: 'pkcs8', format: 'pem', ...cipher } as const;
    switch (type) {
      case 'rsa':
        return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(encoding).toString();
      case 'ec':
        return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(encoding).toString();
      case 'ed25519':
        return generateKeyPairSync('ed25519').privateKey.export(encoding).toString();
    }
  };
  const armored = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
  const random = (bytes: number): string => {
    const hashes = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) =>
      createHash('sha256').update(`${i}`).digest(),
    );
    return Buffer.concat(hashes).subarray(0, bytes).toString('base64');
  };
  const openssh = (cipher: string): string => {
    const name = Buffer.from(cipher);
    const head = Buffer.concat([Buffer.from('openssh-key-v1\0\0\0\0'), Buffer.from([name.length]), name]);
    return armored('OPENSSH PRIVATE KEY', Buffer.concat([head, Buffer.from(random(200), 'base64')]).toString('base64'));
  };

  it('is proven when its body is as long as it says', () => {
    for (const type of ['rsa', 'ec', 'ed25519'] as const)
      expect(proofOf('private-key', pem(type)), type).to.equal('proven');
  });
  it('is proven on one line of JSON, indented in YAML, and quoted line by line', () => {
    const key = pem('ec').trim();
    const forms = [
      JSON.stringify({ key }),
      key.replaceAll('\n', '\\\\n'),
      key.replaceAll('\n', '\n      '),
      key.split('\n').map((line) => `  "${line}\\n" +`).join('\n'),
      key.replaceAll('\n', '\r\n'),
    ]; // prettier-ignore
    for (const form of forms) expect(proofOf('private-key', form), form.slice(0, 40)).to.equal('proven');
  });
  it('is less to a thief when it is encrypted', () => {
    const encrypted = [
      pem('rsa', { cipher: 'aes-256-cbc', passphrase: 'p' }),
      armored('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${random(600)}`),
      armored('ENCRYPTED COSIGN PRIVATE KEY', random(400)),
      openssh('aes256-ctr'),
    ];
    for (const key of encrypted) expect(proofOf('private-key', key), key.slice(0, 40)).to.equal('doubtful');
  });
  it('of OpenSSH is proven by how it begins', () => {
    expect(proofOf('private-key', openssh('none'))).to.equal('proven');
  });
  it('of OpenPGP is plausible, headers or not', () => {
    const label = ['PGP PRIVATE', 'KEY BLOCK'].join(' ');
    expect(proofOf('private-key', armored(label, `Version: GnuPG v2\n\n${random(500)}\n=aB3d`))).to.equal('plausible');
  });
  it('is none when somebody left it out', () => {
    const bodies = [
      '...',
      'MIIEpAIBAAKCAQEA...',
      'A'.repeat(400),
      '<your key here>',
      '{{ .Values.key }}',
      '',
      '[REDACTED]',
    ];
    for (const body of bodies)
      expect(proofOf('private-key', armored('RSA PRIVATE KEY', body)), body).to.equal('refuted');
  });
  it('may be given by its body alone', () => {
    const body = pem('ec').split('\n').slice(1, -2).join('');
    expect(proofOf('private-key', body)).to.equal('proven');
  });
  it('of PuTTY says itself whether it is encrypted', () => {
    const putty = (cipher: string): string =>
      `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: ${cipher}\nComment: c\nPrivate-Lines: 1\n${random(40)}\n`;
    expect(proofOf('private-key', putty('none'))).to.equal('proven');
    expect(proofOf('private-key', putty('aes256-cbc'))).to.equal('doubtful');
    expect(proofOf('private-key', 'PuTTY-User-Key-File-3: ssh-rsa\n')).to.equal('refuted');
  });
  it('of age is proven by its checksum (BIP 173)', () => {
    const identity = bech32('age-secret-key-', Buffer.from(random(32), 'base64')).toUpperCase();
    expect(proofOf('private-key', identity)).to.equal('proven');
    expect(
      proofOf(
        'private-key',
        identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')),
      ),
    ).to.equal('refuted');
    expect(proofOf('private-key', `AGE-SECRET-KEY-1${'B'.repeat(58)}`)).to.equal('refuted');
  });
});

/** As BIP 173 has it, written from its reference. */
function bech32(prefix: string, bytes: Buffer): string {
  const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, '0'), 2));
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  const values = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...data, 0, 0, 0, 0, 0, 0];
  let check = 1n;
  for (const value of values) {
    const top = check >> 25n;
    check = ((check & 0x1ffffffn) << 5n) ^ BigInt(value);
    const terms = [0x3b6a57b2n, 0x26508e6dn, 0x1ea119fan, 0x3d4233ddn, 0x2a1462b3n];
    terms.forEach((term, i) => (check ^= (top >> BigInt(i)) & 1n ? term : 0n));
  }
  check ^= 1n;
  const sum = Array.from({ length: 6 }, (_, i) => Number((check >> BigInt(5 * (5 - i))) & 31n));
  return `${prefix}1${[...data, ...sum].map((value) => alphabet[value]).join('')}`;
}

describe('the check digit of Luhn', () => {
  it('tells a number from others', () => {
    expect(proofOf('luhn', '4000-0000-0000-0002')).to.equal('plausible');
    expect(proofOf('luhn', '4000-0000-0000-0003')).to.equal('refuted');
    expect(proofOf('luhn', '0000000000000000')).to.equal('refuted');
    expect(proofOf('luhn', '')).to.equal('refuted');
  });
});

describe('a URL with a password', () => {
  const url = (password: string, host = 'db.prod.internal', user = 'svc'): string =>
    `postgres://${user}:${password}@${host}:5432/app`;

  it('is plausible', () => {
    for (const password of ['Zq8-1mPw0xT', 'hunter2!', 'a%40b%2Fc9'])
      expect(proofOf('credentials-url', url(password))).to.equal('plausible');
  });
  it('is none when the password is a reference, a template or a stand-in', () => {
    const none = [
      '${DB_PASSWORD}',
      '$(PASSWORD)',
      '{{.Password}}',
      '<password>',
      'password',
      'PASSWORD',
      'your-password',
      'xxxx',
      '****',
      '%s',
      'changeme',
      '[PASSWORD]',
    ];
    for (const password of none) expect(proofOf('credentials-url', url(password)), password).to.equal('refuted');
  });
  it('is doubtful when it repeats the user, or is for a host of examples', () => {
    expect(proofOf('credentials-url', url('postgres', 'db', 'postgres'))).to.equal('doubtful');
    expect(proofOf('credentials-url', url('Zq8-1mPw0xT', 'example.com'))).to.equal('doubtful');
    expect(proofOf('credentials-url', url('Zq8-1mPw0xT', 'localhost'))).to.equal('doubtful');
  });
  it('is looked at in the match when the secret is the password alone', () => {
    expect(proofOf('credentials-url', 'Zq8-1mPw0xT', url('Zq8-1mPw0xT', 'localhost'))).to.equal('doubtful');
  });
});

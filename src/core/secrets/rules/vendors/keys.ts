import type { SecretRule } from '../../rule.ts';
import { tokenRules } from '../token-rule.ts';

/** The text between the lines that begin and end a key: anything but another such line. */
const BODY = String.raw`(?:[^-]|-(?!----)){40,16000}?`;

/** Headers of an encrypted key in the form of OpenSSL. */
const ENCRYPTED_HEADERS = String.raw`(?:\s|\\[nr]){1,8}Proc-Type: 4,ENCRYPTED`;

const pemKey = (name: string, unless = ''): RegExp =>
  new RegExp(`(-----BEGIN ${name}-----${unless}${BODY}-----END ${name}-----)`, 'g');

/** Private keys. A public key or certificate is none. A key that a passphrase protects is only possibly a leak. */
export const keyRules: readonly SecretRule[] = [
  {
    id: 'private-key',
    title: 'a private key in PEM',
    confidence: 'certain',
    keywords: ['private key-----'],
    pattern: pemKey(String.raw`(?:(?:RSA|EC|DSA|DH|ANY|X25519|ED25519) )?PRIVATE KEY`, `(?!${ENCRYPTED_HEADERS})`),
    check: 'private-key',
  },
  {
    id: 'openssh-private-key',
    title: 'a private key of OpenSSH',
    confidence: 'certain',
    keywords: ['openssh private key-----'],
    pattern: pemKey('OPENSSH PRIVATE KEY'),
    check: 'private-key',
  },
  {
    id: 'pgp-private-key',
    title: 'a private key of OpenPGP',
    confidence: 'certain',
    keywords: ['pgp private key block-----'],
    pattern: pemKey('PGP PRIVATE KEY BLOCK'),
  },
  {
    id: 'encrypted-private-key',
    title: 'a private key in PEM that a passphrase protects',
    confidence: 'possible',
    keywords: ['encrypted private key-----', 'proc-type: 4,encrypted'],
    pattern: new RegExp(
      `(-----BEGIN ENCRYPTED PRIVATE KEY-----${BODY}-----END ENCRYPTED PRIVATE KEY-----|` +
        `-----BEGIN (?:(?:RSA|EC|DSA) )?PRIVATE KEY-----${ENCRYPTED_HEADERS}${BODY}-----END (?:(?:RSA|EC|DSA) )?PRIVATE KEY-----)`,
      'g',
    ),
  },
  {
    id: 'cosign-private-key',
    title: 'a private key of cosign, which a passphrase protects',
    confidence: 'possible',
    keywords: ['cosign private key-----', 'sigstore private key-----'],
    pattern: pemKey('ENCRYPTED (?:COSIGN|SIGSTORE) PRIVATE KEY'),
  },
  {
    id: 'ssh2-private-key',
    title: 'a private key of SSH (ssh.com)',
    confidence: 'certain',
    keywords: ['begin ssh2 encrypted private key'],
    pattern: /(---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[^-]{40,8000}---- END SSH2 ENCRYPTED PRIVATE KEY ----)/g,
  },
  {
    id: 'putty-key',
    title: 'a private key of PuTTY',
    confidence: 'certain',
    keywords: ['putty-user-key-file-'],
    pattern:
      /(PuTTY-User-Key-File-[23]: [\w-]{4,40}\s{1,4}Encryption: [\w-]{4,20}\s[^\0]{20,3000}?Private-Lines: \d{1,3}\s{1,4}(?:[A-Za-z0-9+/=]{1,64}\s{1,4}){1,100})/g,
  },
  {
    id: 'nats-credentials',
    title: 'the seed in a credentials file of NATS',
    confidence: 'certain',
    keywords: ['user nkey seed-----'],
    pattern: /-----BEGIN USER NKEY SEED-----\s{1,4}(S[A-Z2-7]{57})\s/g,
  },
  {
    id: 'tor-hidden-service-key',
    title: 'a secret key of a hidden service of Tor',
    confidence: 'certain',
    keywords: ['ed25519-v3:'],
    pattern: /(ED25519-V3:[A-Za-z0-9+/]{86}==)/g,
  },
  {
    id: 'wireguard-private-key',
    title: 'a private key of WireGuard',
    confidence: 'likely',
    keywords: ['privatekey', 'private-key', 'private_key', 'presharedkey', 'preshared-key', 'preshared_key'],
    pattern:
      /(?:[Pp]rivate[-_]?[Kk]ey|PRIVATE_KEY|[Pp]reshared[-_]?[Kk]ey)["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?!=)/g,
    minEntropy: 4,
  },
  {
    id: 'private-key-der',
    title: 'a private key in PKCS #8, in base64',
    confidence: 'certain',
    // `version 0, rsaEncryption` and the two other algorithms, as they begin in base64.
    keywords: ['ibadanbgkqhkig9w0baqefaasc', 'mighageambmgbyqgsm49', 'mc4caqawbqydk2vwbcie'],
    pattern:
      /(?<![\w+/])(MII[A-Za-z0-9+/]{2}[AQgw]IBADANBgkqhkiG9w0BAQEFAASC[A-Za-z0-9+/]{300,8000}={0,2}|MIGHAgEAMBMGByqGSM49[A-Za-z0-9+/]{100,220}={0,2}|MC4CAQAwBQYDK2VwBCIE[A-Za-z0-9+/]{42,46}={0,2})(?![\w+/])/g,
  },
  {
    id: 'acme-account-key',
    title: 'an account key of ACME or a key of one of its certificates',
    confidence: 'certain',
    keywords: ['"privatekey"'],
    pattern: /"PrivateKey"\s{0,4}:\s{0,4}"(MII[A-Za-z0-9+/]{200,8000}={0,2})"/g,
  },
  {
    id: 'pkcs12-bundle',
    title: 'a PKCS #12 bundle in base64',
    confidence: 'likely',
    keywords: ['ibazcc'],
    pattern: /(?<![\w+/])(MI[I-L][A-Za-z0-9+/]{2}[AQgw]IBAzCC[A-Za-z0-9+/\s]{200,16000}={0,2})(?![\w+/])/g,
  },
  {
    id: 'json-web-private-key',
    title: 'a private key in a JSON Web Key',
    confidence: 'certain',
    keywords: ['"kty"'],
    pattern:
      /"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP)"[^{}]{0,4000}?"d"\s{0,4}:\s{0,4}"([\w-]{40,1400})"|"d"\s{0,4}:\s{0,4}"([\w-]{40,1400})"[^{}]{0,4000}?"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP)"/g,
  },
  {
    id: 'json-web-symmetric-key',
    title: 'a symmetric key in a JSON Web Key',
    confidence: 'certain',
    keywords: ['"oct"'],
    pattern:
      /"kty"\s{0,4}:\s{0,4}"oct"[^{}]{0,800}?"k"\s{0,4}:\s{0,4}"([\w-]{16,700})"|"k"\s{0,4}:\s{0,4}"([\w-]{16,700})"[^{}]{0,800}?"kty"\s{0,4}:\s{0,4}"oct"/g,
  },
  {
    id: 'rsa-key-xml',
    title: 'a private key in the XML of .NET',
    confidence: 'certain',
    keywords: ['</rsakeyvalue>', '<rsakeyvalue>'],
    pattern: /<RSAKeyValue>[^\0]{100,4000}?<D>([A-Za-z0-9+/=\s]{80,1400})<\/D>/g,
  },
  ...tokenRules([
    {
      id: 'age-secret-key',
      title: 'a secret key of age',
      token: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/,
    },
    {
      id: 'age-hybrid-secret-key',
      title: 'a post-quantum secret key of age',
      token: /AGE-SECRET-KEY-PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/,
    },
    {
      id: 'age-plugin-identity',
      title: 'an identity of a plugin of age',
      token: /AGE-PLUGIN-[A-Z0-9-]{2,30}-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{20,400}/,
      confidence: 'possible',
    },
    {
      id: 'minisign-secret-key',
      title: 'a secret key of minisign',
      token: /RWRTY0Iy[A-Za-z0-9+/]{200,210}={0,2}/,
    },
    {
      id: 'nix-signing-key',
      title: 'a secret signing key of a Nix binary cache',
      keywords: ['-1:'],
      token: /[a-z][\w.-]{4,60}-1:[A-Za-z0-9+/]{86}==/,
    },
  ]),
];

import { decodeBase64 } from '../text/decode-base64.ts';
import { shannonEntropy } from '../shannon-entropy.ts';
import { checkAgeKey } from './check-age-key.ts';
import type { Evidence, Proof } from './proof.ts';

/** The shortest body is that of an Ed25519 key in PKCS #8: 48 bytes. */
const MIN_BODY_CHARACTERS = 60;
/** Base64 of random bytes has more by far: so much, even that of a short key. */
const MIN_BODY_ENTROPY = 4;

/**
 * A private key: PEM (RFC 7468, RFC 1421), OpenSSH, OpenPGP (RFC 9580), PuTTY, age. What holds no key at all, only dots or one
 * letter many times, is none. Who finds an encrypted one still needs its password.
 */
export function checkPrivateKey({ secret, match }: Evidence): Proof {
  const text = match.includes('-----BEGIN') || match.includes('PuTTY-User-Key-File') ? match : secret;
  if (/AGE-SECRET-KEY-/i.test(text)) return checkAgeKey(secret);
  if (text.includes('PuTTY-User-Key-File')) return checkPutty(text);
  return checkPem(text);
}

function checkPem(text: string): Proof {
  const [, label = '', rest = text] = /-----BEGIN ([A-Z0-9 ]*)-----([^]*)/.exec(text) ?? [];
  const lines = linesOfPem(rest.replace(/-----END[^]*/, ''));
  const isEncrypted =
    /ENCRYPTED/.test(label) || lines.some((line) => /^(?:Proc-Type:.*ENCRYPTED|DEK-Info:)/.test(line));
  const body = lines.filter((line) => !/^[A-Za-z-]+: /.test(line)).join('');
  if (!isPlausibleBody(body)) return 'refuted';
  if (isEncrypted || isEncryptedOpenSsh(body)) return 'doubtful';
  return isDer(body) || isOpenSsh(body) ? 'proven' : 'plausible';
}

/** Line breaks may be escaped, lines indented, quoted and joined: keys stand in JSON and in source code, too. */
const linesOfPem = (text: string): readonly string[] =>
  text.split(/\\+r|\\+n|[\r\n]/).map((line) => line.replace(AFTER_LINE, '').replace(BEFORE_LINE, ''));

const BEFORE_LINE = /^(?:[\s"'`,|>*#\\-]|\+ |\/\/ )+/;
const AFTER_LINE = /(?: \+|[\s"'`,;\\])+$/;

/** Three dots, brackets and the like mean that somebody left the key out. */
function isPlausibleBody(body: string): boolean {
  const isBase64 = /^[A-Za-z0-9+/=]+$/.test(body);
  return isBase64 && body.length >= MIN_BODY_CHARACTERS && shannonEntropy(body) > MIN_BODY_ENTROPY;
}

/** A SEQUENCE of as many bytes as there are. */
function isDer(body: string): boolean {
  const der = decodeBase64(body.slice(0, 8));
  if (der.charCodeAt(0) !== 0x30) return false;
  const size = der.charCodeAt(1);
  const bytes = Math.floor((body.replace(/=+$/, '').length * 3) / 4);
  if (size < 0x80) return bytes === size + 2;
  if (size === 0x81) return bytes === der.charCodeAt(2) + 3;
  return size === 0x82 && bytes === der.charCodeAt(2) * 256 + der.charCodeAt(3) + 4;
}

/** `openssh-key-v1`, NUL, then the name of the cipher with its length before it (openssh PROTOCOL.key). */
const opensshCipher = (body: string): string | undefined =>
  /^openssh-key-v1\0\0\0\0[^]([a-z0-9@.-]+)/.exec(decodeBase64(body.slice(0, 80)))?.[1];
const isOpenSsh = (body: string): boolean => opensshCipher(body) !== undefined;
const isEncryptedOpenSsh = (body: string): boolean => !(opensshCipher(body)?.startsWith('none') ?? true);

function checkPutty(text: string): Proof {
  const [, cipher] = /Encryption: *([a-z0-9-]+)/.exec(text) ?? [];
  if (cipher === undefined || !/Private-Lines: *\d/.test(text)) return 'refuted';
  return cipher === 'none' ? 'proven' : 'doubtful';
}

import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { pem, sequence, tag, time } from '../../src/node/certificates/der-writer.ts';

/** A certificate and its private key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Whom a certificate is for: to Kubernetes, a user and the groups that the user is in. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly organizations?: readonly string[];
}

/** Vouches for others. Every certificate is also good for a server on `localhost` and 127.0.0.1, and for one of these names. */
export interface CertificateAuthority {
  readonly cert: string;
  issue(subject: CertificateSubject, names?: readonly string[]): Certificate;
}

/** Makes a certificate that vouches for itself, for `localhost` and 127.0.0.1, in memory. Valid for the day around now. */
export function selfSignedCertificate(now: Date = new Date()): Certificate {
  const subject = { commonName: 'localhost' };
  return certify({ subject, issuer: subject, extensions: [IS_AUTHORITY, HAS_NAMES], now });
}

/** Makes an authority of its own, valid for the day around now. */
export function certificateAuthority(now: Date = new Date()): CertificateAuthority {
  const issuer = { commonName: 'sluice-test-authority' };
  const { cert, key } = certify({ subject: issuer, issuer, extensions: [IS_AUTHORITY], now });
  return {
    cert,
    issue: (subject, names = []) => certify({ subject, issuer, issuerKey: key, extensions: [namesOf(names)], now }),
  };
}

const HOUR_MS = 3_600_000;

interface Request {
  readonly subject: CertificateSubject;
  readonly issuer: CertificateSubject;
  /** PEM; absent when the certificate vouches for itself. */
  readonly issuerKey?: string;
  readonly extensions: readonly Uint8Array[];
  readonly now: Date;
}

/** X.509 in DER, with nothing that a test does not need. */
function certify(request: Request): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = toBeSigned(request, publicKey);
  const signature = createSign('sha256')
    .update(signed)
    .sign(request.issuerKey ?? privateKey);
  const certificate = sequence(signed, ECDSA_WITH_SHA256, tag(0x03, Buffer.from([0]), signature));
  return { cert: pem('CERTIFICATE', certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function toBeSigned({ subject, issuer, extensions, now }: Request, publicKey: KeyObject): Buffer {
  return sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    // A positive number, whatever the random bytes are.
    tag(0x02, Buffer.from([1]), randomBytes(15)),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time(now.getTime() - HOUR_MS), time(now.getTime() + 24 * HOUR_MS)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensions)),
  );
}

const nameOf = ({ commonName, organizations = [] }: CertificateSubject): Buffer =>
  sequence(...organizations.map((one) => attribute([0x55, 4, 10], one)), attribute([0x55, 4, 3], commonName));

const attribute = (id: readonly number[], text: string): Buffer =>
  tag(0x31, sequence(tag(0x06, Buffer.from(id)), tag(0x0c, Buffer.from(text))));

const extension = (id: readonly number[], value: Buffer): Buffer =>
  sequence(tag(0x06, Buffer.from(id)), tag(0x04, value));

const ECDSA_WITH_SHA256 = sequence(tag(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])));
const IS_AUTHORITY = extension([0x55, 29, 19], sequence(tag(0x01, Buffer.from([0xff]))));
const namesOf = (names: readonly string[]): Buffer =>
  extension(
    [0x55, 29, 17],
    sequence(
      ...['localhost', ...names].map((name) => tag(0x82, Buffer.from(name))),
      tag(0x87, Buffer.from([127, 0, 0, 1])),
    ),
  );
const HAS_NAMES = namesOf([]);

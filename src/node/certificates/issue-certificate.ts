import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import type { CertificateTerms } from '../../core/certificates/certificate-terms.ts';
import { bits, integer, octets, oid, pem, sequence, set, tag, time } from './der-writer.ts';

/** A certificate with its private key, which nothing prints: neither JSON nor `inspect` show what a KeyObject holds. */
export interface KeyPair {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/** Makes an authority that vouches for itself and for servers, and for no other authority. `now` in milliseconds since the epoch. */
export function issueAuthority(now: number, { authorityMs, skewMs }: CertificateTerms): KeyPair {
  const keys = ecKeys();
  // Its own name, so that nobody takes it for the one before.
  const name = nameOf(`${AUTHORITY_NAME} ${randomBytes(4).toString('hex')}`);
  const keyId = keyIdOf(keys.publicKey);
  return certify({
    ...keys,
    subject: name,
    issuer: { name, key: keys.privateKey },
    validity: [now - skewMs, now + authorityMs],
    extensions: [
      critical(EXTENSIONS.basicConstraints, sequence(TRUE, integer(0))),
      critical(EXTENSIONS.keyUsage, bits([KEY_CERT_SIGN, CRL_SIGN])),
      plain(EXTENSIONS.subjectKeyId, octets(keyId)),
    ],
  });
}

/** Makes a certificate for a server of these DNS names. It ends with its authority at the latest. */
export function issueServer(
  authority: KeyPair,
  names: readonly string[],
  now: number,
  { serverMs, skewMs }: CertificateTerms,
): KeyPair {
  const keys = ecKeys();
  return certify({
    ...keys,
    // Who checks reads the DNS names; a common name could not even hold them all.
    subject: nameOf('Sluice webhook'),
    issuer: { name: subjectOf(authority.certificate), key: authority.key },
    validity: [now - skewMs, Math.min(now + serverMs, Date.parse(authority.certificate.validTo))],
    extensions: [
      critical(EXTENSIONS.basicConstraints, sequence()),
      critical(EXTENSIONS.keyUsage, bits([DIGITAL_SIGNATURE])),
      plain(EXTENSIONS.extendedKeyUsage, sequence(oid('1.3.6.1.5.5.7.3.1'))),
      plain(EXTENSIONS.subjectKeyId, octets(keyIdOf(keys.publicKey))),
      plain(EXTENSIONS.authorityKeyId, sequence(tag(0x80, keyIdOf(createPublicKey(authority.key))))),
      plain(EXTENSIONS.alternativeNames, sequence(...names.map((name) => tag(0x82, Buffer.from(name, 'ascii'))))),
    ],
  });
}

/** Whether a subject, as Node prints it, is that of an authority made here: then its one common name is all of it. */
export const isAuthorityName = (subject: string): boolean => /^CN=Sluice webhook authority [0-9a-f]{8}$/.test(subject);

interface CertificateRequest {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** In DER. */
  readonly subject: Buffer;
  readonly issuer: { readonly name: Buffer; readonly key: KeyObject };
  readonly validity: readonly [number, number];
  readonly extensions: readonly Buffer[];
}

/** RFC 5280, 4.1 */
function certify({ publicKey, privateKey, subject, issuer, validity, extensions }: CertificateRequest): KeyPair {
  const body = sequence(
    tag(0xa0, integer(VERSION_3)),
    serialNumber(),
    ECDSA_WITH_SHA256,
    issuer.name,
    sequence(...validity.map(time)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensions)),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, tag(0x03, WHOLE_BYTES, sign('sha256', body, issuer.key)));
  return { certificate: new X509Certificate(pem('CERTIFICATE', der)), key: privateKey };
}

const ecKeys = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** 127 random bits behind one that keeps the number positive and of one length. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return tag(0x02, bytes);
}

const nameOf = (commonName: string): Buffer =>
  sequence(set(sequence(oid('2.5.4.3'), tag(0x0c, Buffer.from(commonName)))));

/** The authorities are our own: their names are one common name. */
const subjectOf = ({ subject }: X509Certificate): Buffer => nameOf(subject.replace(/^CN=/, ''));

/** The first 160 bits of the key's SHA-256 (RFC 7093, 2.1). */
const keyIdOf = (publicKey: KeyObject): Buffer =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);

const plain = (id: string, value: Buffer): Buffer => sequence(oid(id), octets(value));
const critical = (id: string, value: Buffer): Buffer => sequence(oid(id), TRUE, octets(value));

const AUTHORITY_NAME = 'Sluice webhook authority';
const VERSION_3 = 2;
const TRUE = tag(0x01, Buffer.from([0xff]));
/** Of the last byte of a string of bits, none is left out. */
const WHOLE_BYTES = Buffer.from([0]);
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;
const CRL_SIGN = 6;

const EXTENSIONS = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

import { X509Certificate, type KeyObject } from 'node:crypto';
import {
  booleanOf,
  childrenOf,
  DER,
  DerError,
  expectTag,
  oidOf,
  readDer,
  sequenceOf,
  timeOf,
  type DerValue,
} from './der.ts';
import { readName, type NameAttribute } from './distinguished-name.ts';

/** An X.509 certificate, with what the Notary Project demands things of. */
export interface Certificate {
  /** OpenSSL's reading of the same bytes: for signatures. */
  readonly x509: X509Certificate;
  /** Its public key. OpenSSL reads a certificate without it. @throws DerError when it is none that OpenSSL reads */
  readonly key: KeyObject;
  readonly raw: Buffer;
  readonly serial: Buffer;
  readonly subject: Name;
  readonly issuer: Name;
  /** Milliseconds since the epoch; both belong to the time in which it is valid. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** OID of the algorithm by which it is signed. */
  readonly signedBy: string;
  readonly extensions: ReadonlyMap<string, Extension>;
}

export interface Name {
  readonly raw: Buffer;
  readonly attributes: readonly NameAttribute[];
}

export interface Extension {
  readonly critical: boolean;
  readonly value: Buffer;
}

/** @throws DerError */
export function readCertificate(der: Buffer): Certificate {
  const [body, algorithm] = sequenceOf(readDer(der));
  const fields = sequenceOf(body);
  // The version comes first, except in the first version.
  const [serial, , issuer, validity, subject, , ...rest] = fields[0]?.tag === DER.context ? fields.slice(1) : fields;
  const [notBefore, notAfter] = sequenceOf(validity);
  const x509 = openSslReading(der);
  return {
    x509,
    get key() {
      return keyOf(x509);
    },
    raw: der,
    serial: expectTag(serial, DER.integer).content,
    subject: toName(subject),
    issuer: toName(issuer),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    signedBy: oidOf(sequenceOf(algorithm)[0]),
    extensions: readExtensions(rest.find(({ tag }) => tag === DER.context + 3)),
  };
}

function openSslReading(der: Buffer): X509Certificate {
  try {
    const x509 = new X509Certificate(der);
    // Two readers of one certificate must read the same bytes.
    if (x509.raw.equals(der)) return x509;
  } catch (error) {
    throw new DerError('OpenSSL does not read the certificate', { cause: error });
  }
  throw new DerError('bytes follow the certificate');
}

function keyOf(x509: X509Certificate): KeyObject {
  try {
    return x509.publicKey;
  } catch (error) {
    throw new DerError('OpenSSL does not read the key of the certificate', { cause: error });
  }
}

function toName(value: DerValue | undefined): Name {
  const sequence = expectTag(value, DER.sequence);
  return { raw: sequence.raw, attributes: readName(sequence) };
}

function readExtensions(wrapped: DerValue | undefined): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  if (wrapped === undefined) return extensions;
  const [list] = childrenOf(wrapped);
  for (const extension of sequenceOf(list)) {
    const [id, ...rest] = sequenceOf(extension);
    const oid = oidOf(id);
    // Of two of a kind nobody knows which is meant.
    if (extensions.has(oid)) throw new DerError('an extension is there twice');
    const critical = rest.length > 1 && booleanOf(rest[0]);
    extensions.set(oid, { critical, value: expectTag(rest.at(-1), DER.octetString).content });
  }
  return extensions;
}

/** The certificates of a text in PEM, which may hold other things, too. */
export function certificatesInPem(pem: string): readonly Certificate[] {
  return [...pem.matchAll(PEM)].map(([, base64 = '']) => readCertificate(Buffer.from(base64, 'base64')));
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

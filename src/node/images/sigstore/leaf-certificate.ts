import { createPublicKey, X509Certificate as NodeCertificate, type KeyObject } from 'node:crypto';
import { X509Certificate, type ASN1Obj } from '@sigstore/core';
import { weakness } from './public-key.ts';
import { RememberingCertificate } from './remembering-certificate.ts';
import { Refusal } from './refusal.ts';

/** The certificate that a signature was made under, of which nothing is proved yet but that it may sign and can be read. */
export interface LeafCertificate {
  readonly certificate: X509Certificate;
  readonly der: Buffer;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** Its one name: an address on the web, of mail, or a user name. */
  readonly subject: string;
  /** Who vouched for the name; empty in certificates that are not Fulcio's. */
  readonly issuer: string;
  /** The text of an extension of Fulcio's, such as the GitHub workflow. */
  readonly extension: (oid: string) => string | undefined;
}

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const OID = {
  subjectAlternativeName: '2.5.29.17',
  extendedKeyUsage: '2.5.29.37',
  issuerV1: '1.3.6.1.4.1.57264.1.1',
  issuerV2: '1.3.6.1.4.1.57264.1.8',
  userName: '1.3.6.1.4.1.57264.1.7',
} as const;
/** Before this number, Fulcio's extensions are bare texts; from it on, they are in DER. */
const FIRST_IN_DER = 8;
const FULCIO = /^1\.3\.6\.1\.4\.1\.57264\.1\.(\d+)$/;
const MAX_BYTES = 64 * 1024;

/**
 * Reads a signer's certificate, and refuses what may not sign or could be taken for another one.
 * @throws Refusal IMG_CERT_INVALID
 */
export function readLeafCertificate(der: Buffer): LeafCertificate {
  const certificate = parse(der);
  try {
    return toLeaf(certificate, der);
  } catch (error) {
    throw error instanceof Refusal ? error : invalid('it cannot be read');
  }
}

function parse(der: Buffer): X509Certificate {
  if (der.length > MAX_BYTES) throw invalid(`it has ${der.length} bytes`);
  try {
    // OpenSSL reads it, too: what two readers would take for two things is none.
    if (new NodeCertificate(der).raw.equals(der))
      return new RememberingCertificate(X509Certificate.parse(Buffer.from(der)), der);
  } catch {
    // Said below.
  }
  if (isPublicKey(der)) throw invalid('a bare public key stands in its place, which nobody vouched for');
  throw invalid('it is no certificate in DER');
}

function toLeaf(certificate: X509Certificate, der: Buffer): LeafCertificate {
  requireDistinctExtensions(certificate);
  if (certificate.extBasicConstraints?.isCA === true) throw invalid('it is one of an authority, and not of a signer');
  if (!purposes(certificate).includes(CODE_SIGNING)) throw invalid('its purpose is not to sign code');
  const publicKey = certificate.publicKey;
  const problem = weakness(keyOf(publicKey));
  if (problem !== undefined) throw invalid(`its key cannot be used: ${problem}`);
  return {
    certificate,
    der,
    publicKey,
    subject: subjectOf(certificate),
    issuer: fulcioText(certificate, OID.issuerV2) ?? fulcioText(certificate, OID.issuerV1) ?? '',
    extension: (oid) => fulcioText(certificate, oid),
  };
}

function isPublicKey(der: Buffer): boolean {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' }).type === 'public';
  } catch {
    return false;
  }
}

const keyOf = (spki: Buffer): KeyObject => createPublicKey({ key: spki, format: 'der', type: 'spki' });

/** Of two extensions of a kind, one reader would take the first and another the last. */
function requireDistinctExtensions({ extensions }: X509Certificate): void {
  const oids = extensions.map(({ subs }) => subs[0]?.toOID());
  if (new Set(oids).size !== oids.length) throw invalid('it has two extensions of a kind');
}

const purposes = (certificate: X509Certificate): readonly string[] =>
  certificate.extension(OID.extendedKeyUsage)?.valueObj.subs[0]?.subs.map((purpose) => purpose.toOID()) ?? [];

/** Tags of the names in a SubjectAlternativeName. */
const NAME = { otherName: 0, mail: 1, address: 6 } as const;

function subjectOf(certificate: X509Certificate): string {
  const names = certificate.extension(OID.subjectAlternativeName)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (name === undefined || names.length !== 1) throw invalid(`it has ${names.length} names, and it must have one`);
  if (name.tag.isContextSpecific(NAME.address) || name.tag.isContextSpecific(NAME.mail)) return printable(name.value);
  if (name.tag.isContextSpecific(NAME.otherName)) return userName(name);
  throw invalid('its name is of a kind that signers do not have');
}

function userName({ subs: [oid, value] }: ASN1Obj): string {
  const text = value?.subs[0]?.value;
  if (oid?.toOID() !== OID.userName || text === undefined)
    throw invalid('its name is of a kind that signers do not have');
  return printable(text);
}

function fulcioText(certificate: X509Certificate, oid: string): string | undefined {
  const number = FULCIO.exec(oid)?.[1];
  const value = certificate.extension(oid)?.valueObj;
  if (number === undefined || value === undefined) return undefined;
  if (Number(number) < FIRST_IN_DER) return printable(value.value);
  const text = value.subs[0]?.value;
  return text === undefined ? undefined : printable(text);
}

/** Whether an authority made the certificate, at whatever time. */
export function isIssuedBy({ certificate }: LeafCertificate, authority: X509Certificate): boolean {
  try {
    return certificate.issuer.equals(authority.subject) && certificate.verify(authority);
  } catch {
    return false;
  }
}

/** Whether a certificate vouches for itself. What cannot be read does not. */
export function isSelfSigned(der: Buffer): boolean {
  try {
    const certificate = X509Certificate.parse(Buffer.from(der));
    return certificate.issuer.equals(certificate.subject);
  } catch {
    return false;
  }
}

/** `O=sigstore.dev, CN=sigstore-intermediate` of the authority, as the certificate calls it. */
export function nameOfIssuer({ der }: LeafCertificate): string {
  try {
    return new NodeCertificate(der).issuer.replaceAll('\n', ', ');
  } catch {
    return 'its name cannot be read';
  }
}

/** Names are compared as texts; a line break or a byte that only looks like a letter has no place in one. */
function printable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes) || UNPRINTABLE.test(text))
    throw invalid('a name in it holds a line break or another character that is not shown');
  return text;
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const invalid = (problem: string): Refusal =>
  new Refusal('IMG_CERT_INVALID', `the certificate may not sign: ${problem}`);

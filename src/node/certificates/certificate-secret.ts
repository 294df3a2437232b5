import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { CertificateFacts, ServerFacts, StoredFacts } from '../../core/certificates/next-certificates.ts';
import { SluiceError } from '../../core/errors.ts';
import { objectAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { isAuthorityName, type KeyPair } from './issue-certificate.ts';
import { bundleOf, readCertificates } from './certificate-bundle.ts';

/** What the Secret holds that all replicas share. */
export interface StoredCertificates {
  /** Who is trusted. The first signs. */
  readonly authorities: readonly X509Certificate[];
  /** Of the first. Absent: it cannot sign. */
  readonly authorityKey: KeyObject | undefined;
  readonly server: KeyPair | undefined;
  readonly asked: StoredFacts['asked'];
}

/** A person sets this on the Secret, to `authority` or `server`, to have it replaced before its time. */
export const RENEW_ANNOTATION = 'sluice.dev/renew';

/** Nobody needs more, and a Secret can hold a mebibyte. */
const MOST_BYTES = 65_536;

/**
 * What a Secret holds; undefined for one that somebody made to be filled. What is broken in it counts as missing.
 * @throws SluiceError CONFIG_INVALID for a Secret of somebody else, which must not be written over
 */
export function readCertificateSecret(secret: JsonObject): StoredCertificates | undefined {
  const data = objectAt(secret, ['data']);
  const names = Object.keys(data);
  if (names.length === 0) return undefined;
  if (!names.includes('ca.key')) throw foreign(secret);
  const authorities = readCertificates(member(data, 'ca.crt')).filter(({ ca }) => ca);
  return {
    authorities,
    authorityKey: readSigningKey(authorities[0], member(data, 'ca.key')),
    server: readPair(readCertificates(member(data, 'tls.crt'))[0], member(data, 'tls.key')),
    asked: readAsked(textAt(secret, ['metadata', 'annotations', RENEW_ANNOTATION])),
  };
}

/** The Secret with these certificates in place of what it held; what else is in it stays. */
export function writeCertificateSecret(
  secret: JsonObject,
  { authorities, authorityKey, server }: StoredCertificates,
): JsonObject {
  const metadata = objectAt(secret, ['metadata']);
  const { [RENEW_ANNOTATION]: _, ...annotations } = objectAt(metadata, ['annotations']);
  return {
    ...secret,
    metadata: { ...metadata, annotations },
    data: {
      ...objectAt(secret, ['data']),
      'ca.crt': encoded(bundleOf(authorities)),
      'ca.key': encoded(pemOf(authorityKey)),
      'tls.crt': encoded(server?.certificate.toString() ?? ''),
      'tls.key': encoded(pemOf(server?.key)),
    },
  };
}

export const emptySecret = (namespace: string, name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: { namespace, name, labels: { 'app.kubernetes.io/managed-by': 'sluice' } },
});

export const pemOf = (key: KeyObject | undefined): string =>
  key === undefined ? '' : key.export({ type: 'pkcs8', format: 'pem' }).toString();

export function storedFacts({ authorities, authorityKey, server, asked }: StoredCertificates): StoredFacts {
  return {
    authorities: authorities.map(certificateFacts),
    canSign: authorityKey !== undefined,
    server: server && serverFacts(server.certificate, authorities),
    asked,
  };
}

const certificateFacts = ({ fingerprint256, validFrom, validTo }: X509Certificate): CertificateFacts => ({
  fingerprint: fingerprint256,
  notBefore: Date.parse(validFrom),
  notAfter: Date.parse(validTo),
});

function serverFacts(certificate: X509Certificate, authorities: readonly X509Certificate[]): ServerFacts {
  const issuer = authorities.find((one) => certificate.checkIssued(one) && certificate.verify(one.publicKey));
  const names = (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''));
  return { ...certificateFacts(certificate), issuer: issuer?.fingerprint256 ?? '', names };
}

/** The key of an authority as we make them. Of another, nothing would be signed in a way that holds. */
function readSigningKey(authority: X509Certificate | undefined, text: string): KeyObject | undefined {
  const key = readPair(authority, text)?.key;
  const isOurs = authority !== undefined && isAuthorityName(authority.subject);
  return isOurs && key?.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
}

/** Undefined unless they are made for each other. What is wrong with a key is not told: it might quote it. */
function readPair(certificate: X509Certificate | undefined, text: string): KeyPair | undefined {
  if (certificate === undefined) return undefined;
  try {
    const key = createPrivateKey(text);
    return certificate.checkPrivateKey(key) ? { certificate, key } : undefined;
  } catch {
    return undefined;
  }
}

function member(data: JsonObject, name: string): string {
  const text = textAt(data, [name]);
  return text.length > MOST_BYTES ? '' : Buffer.from(text, 'base64').toString();
}

const readAsked = (text: string): StoredFacts['asked'] =>
  text === 'authority' || text === 'server' ? text : undefined;

const encoded = (text: string): string => Buffer.from(text).toString('base64');

function foreign(secret: JsonObject): SluiceError {
  const name = `${textAt(secret, ['metadata', 'namespace'])}/${textAt(secret, ['metadata', 'name'])}`;
  return new SluiceError(
    'CONFIG_INVALID',
    `the Secret ${name} is not one that sluice keeps its certificates in: it has data, and no ca.key; name another with --cert-secret, or mount it and give --tls-cert and --tls-key`,
  );
}

import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { bits, generalizedTime, integer, octets, oid, pem, sequence, set, tag, time } from '../../src/node/certificates/der-writer.ts';

/** Certificates, envelopes and timestamps of the Notary Project, made here; each can be made wrong in one way. */

export const DAY_MS: number = 86_400_000;

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const ecKey = (namedCurve = 'P-256'): KeyPair => generateKeyPairSync('ec', { namedCurve });
export const rsaKey = (modulusLength = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength });

/** A certificate and its key. */
export interface Issued extends KeyPair {
  readonly der: Buffer;
  readonly pem: string;
  /** Of its own name. */
  readonly name: Buffer;
  readonly serial: Buffer;
}

export interface CertificateOptions {
  readonly subject?: readonly (readonly [type: string, value: string])[];
  readonly keys?: KeyPair;
  /** Who issues it; itself where nobody does. */
  readonly issuer?: Issued;
  readonly isAuthority?: boolean;
  readonly longestPath?: number;
  readonly constraintsCritical?: boolean;
  readonly keyUsage?: readonly number[] | 'none';
  readonly keyUsageCritical?: boolean;
  readonly extendedKeyUsage?: readonly string[];
  readonly extendedCritical?: boolean;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly hash?: 'sha1' | 'sha256';
}

const SIGNATURES: Readonly<Record<string, Buffer>> = {
  ec: sequence(oid('1.2.840.10045.4.3.2')),
  rsa: sequence(oid('1.2.840.113549.1.1.11'), tag(0x05)),
  sha1: sequence(oid('1.2.840.10045.4.1')),
};

const TYPES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
};

let serials = 0;

export function issue(options: CertificateOptions = {}): Issued {
  const keys = options.keys ?? ecKey();
  const name = nameOf(options.subject ?? [['CN', 'Acme root']]);
  const signer = options.issuer?.privateKey ?? keys.privateKey;
  const hash = options.hash ?? 'sha256';
  const algorithm = SIGNATURES[hash === 'sha1' ? 'sha1' : (signer.asymmetricKeyType ?? '')] ?? Buffer.alloc(0);
  serials += 1;
  const serial = integer(serials);
  const body = sequence(
    tag(0xa0, integer(2)),
    serial,
    algorithm,
    options.issuer?.name ?? name,
    sequence(time(options.notBefore ?? NOW - DAY_MS), time(options.notAfter ?? NOW + DAY_MS)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensionsOf(options))),
  );
  const der = sequence(body, algorithm, tag(0x03, Buffer.from([0]), sign(hash, body, signer)));
  return { ...keys, der, pem: pem('CERTIFICATE', der), name, serial };
}

/** The time of all tests, for verifiers are told what time it is. */
export const NOW: number = Date.parse('2026-11-21T12:00:00Z');

const nameOf = (attributes: readonly (readonly [string, string])[]): Buffer =>
  sequence(
    ...attributes.map(([type, value]) =>
      set(sequence(oid(TYPES[type] ?? type), tag(0x0c, Buffer.from(value, 'utf8')))),
    ),
  );

function extensionsOf(options: CertificateOptions): readonly Buffer[] {
  const { isAuthority = false, longestPath, keyUsage = isAuthority ? [5] : [0], extendedKeyUsage } = options;
  const path = longestPath === undefined ? [] : [integer(longestPath)];
  const constraints = sequence(...(isAuthority ? [tag(0x01, Buffer.from([0xff]))] : []), ...path);
  return [
    extension('2.5.29.19', options.constraintsCritical ?? true, constraints),
    ...(keyUsage === 'none' ? [] : [extension('2.5.29.15', options.keyUsageCritical ?? true, bits(keyUsage))]),
    ...(extendedKeyUsage === undefined
      ? []
      : [extension('2.5.29.37', options.extendedCritical ?? false, sequence(...extendedKeyUsage.map(oid)))]),
  ];
}

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [tag(0x01, Buffer.from([0xff]))] : []), octets(value));

export interface EnvelopeOptions {
  /** The signer first. */
  readonly chain: readonly Issued[];
  readonly target: object;
  readonly algorithm?: string;
  /** Instead of the usual fields of the protected header; `undefined` takes one out. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly unprotected?: Readonly<Record<string, unknown>>;
  /** Made over the signature. */
  readonly timestamp?: (signature: Buffer) => Buffer;
}

/** Flattened JWS, as notation writes it. */
export function signEnvelope(options: EnvelopeOptions): Record<string, unknown> {
  const [signer] = options.chain;
  if (signer === undefined) throw new Error('nobody signs');
  const algorithm = options.algorithm ?? algorithmFor(signer.publicKey);
  const header = {
    alg: algorithm,
    cty: 'application/vnd.cncf.notary.payload.v1+json',
    crit: ['io.cncf.notary.signingScheme'],
    'io.cncf.notary.signingScheme': 'notary.x509',
    'io.cncf.notary.signingTime': new Date(NOW).toISOString(),
    ...options.header,
  };
  const protectedText = Buffer.from(JSON.stringify(header)).toString('base64url');
  const payload = Buffer.from(JSON.stringify({ targetArtifact: options.target })).toString('base64url');
  const signature = signJws(signer.privateKey, algorithm, Buffer.from(`${protectedText}.${payload}`));
  const timestamp = options.timestamp?.(signature).toString('base64');
  return {
    payload,
    protected: protectedText,
    header: {
      x5c: options.chain.map(({ der }) => der.toString('base64')),
      'io.cncf.notary.signingAgent': 'test/1.0',
      ...(timestamp === undefined ? {} : { 'io.cncf.notary.timestampSignature': timestamp }),
      ...options.unprotected,
    },
    signature: signature.toString('base64url'),
  };
}

function algorithmFor({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): string {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails;
  if (asymmetricKeyType === 'rsa') return modulusLength >= 4096 ? 'PS512' : modulusLength >= 3072 ? 'PS384' : 'PS256';
  return { secp384r1: 'ES384', secp521r1: 'ES512' }[namedCurve] ?? 'ES256';
}

function signJws(key: KeyObject, algorithm: string, data: Buffer): Buffer {
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' });
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return sign(hash, data, algorithm.startsWith('RS') ? key : { key, ...pss });
}

export interface TimestampOptions {
  readonly tsa: Issued;
  /** Sent along; the signer where nobody says otherwise. */
  readonly certificates?: readonly Issued[];
  readonly at?: number;
  readonly accuracySeconds?: number;
  /** What is countersigned instead. */
  readonly over?: Buffer;
  /** The certificate that the signed attributes name; none: they name none. */
  readonly named?: Issued | 'none';
  /** The content that is digested instead. */
  readonly digested?: Buffer;
  /** What a request asks for, as it asks: the `MessageImprint`, and the number that must come back. */
  readonly asked?: { readonly imprint: Buffer; readonly nonce?: Buffer };
}

const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), tag(0x05));
const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** A `TimeStampToken` (RFC 3161) over some bytes. */
export function timestampToken(options: TimestampOptions, over: Buffer): Buffer {
  const { tsa, certificates = [tsa], at = NOW, accuracySeconds, named = tsa } = options;
  const info = sequence(
    integer(1),
    oid('1.2.3.4'),
    options.asked?.imprint ?? sequence(SHA256, octets(digest(options.over ?? over))),
    integer(7),
    generalizedTime(at),
    ...(accuracySeconds === undefined ? [] : [sequence(integer(accuracySeconds))]),
    ...(options.asked?.nonce === undefined ? [] : [options.asked.nonce]),
  );
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octets(digest(options.digested ?? info))),
    ...(named === 'none'
      ? []
      : [attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(digest(named.der))))))]),
  ];
  const isRsa = tsa.privateKey.asymmetricKeyType === 'rsa';
  const signerInfo = sequence(
    integer(1),
    sequence(issuerName(tsa), tsa.serial),
    SHA256,
    tag(0xa0, ...attributes),
    isRsa ? sequence(oid('1.2.840.113549.1.1.1'), tag(0x05)) : sequence(oid('1.2.840.10045.4.3.2')),
    octets(sign('sha256', set(...attributes), tsa.privateKey)),
  );
  const signedData = sequence(
    integer(3),
    set(SHA256),
    sequence(oid('1.2.840.113549.1.9.16.1.4'), tag(0xa0, octets(info))),
    ...(certificates.length === 0 ? [] : [tag(0xa0, ...certificates.map(({ der }) => der))]),
    set(signerInfo),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), tag(0xa0, signedData));
}

/** Answers a request (`TimeStampReq`) as a timestamping authority does: `TimeStampResp`, granted. */
export function timestampResponse(options: TimestampOptions, request: Buffer): Buffer {
  const [, imprint = Buffer.alloc(0), ...rest] = partsOf(request);
  const nonce = rest.find((part) => part[0] === 0x02);
  const asked = { imprint, ...(nonce === undefined ? {} : { nonce }) };
  return sequence(sequence(integer(0)), timestampToken({ ...options, asked }, Buffer.alloc(0)));
}

const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), set(value));

/** The issuer's name as the certificate has it: the fourth field of its body. */
function issuerName({ der }: Issued): Buffer {
  const body = partsOf(partsOf(der)[0] ?? Buffer.alloc(0));
  return body[3] ?? Buffer.alloc(0);
}

function partsOf(value: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  const { start } = headOf(value, 0);
  for (let at = start; at < value.length;) {
    const { start: content, length } = headOf(value, at);
    parts.push(value.subarray(at, content + length));
    at = content + length;
  }
  return parts;
}

function headOf(bytes: Buffer, at: number): { readonly start: number; readonly length: number } {
  const first = bytes[at + 1] ?? 0;
  const size = first < 0x80 ? 0 : first & 0x7f;
  return { start: at + 2 + size, length: size === 0 ? first : bytes.readUIntBE(at + 2, size) };
}

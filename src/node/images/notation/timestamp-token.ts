import { createHash, verify } from 'node:crypto';
import { Refusal } from '../sigstore/refusal.ts';
import { isIssuedBy, checkChain, TIMESTAMPING } from './certificate-chain.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import {
  childrenOf,
  DER,
  DerError,
  expectTag,
  oidOf,
  readDer,
  sequenceOf,
  smallInteger,
  timeOf,
  type DerValue,
} from './der.ts';

/** When something was there at the latest, by a timestamping authority: a span, for clocks are only so good. */
export interface Timestamp {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly earliest: number;
  readonly latest: number;
}

/**
 * Verifies a countersignature (RFC 3161) over some bytes by an authority that one of the roots vouches for.
 * @param token `TimeStampToken` in DER
 * @throws Refusal IMG_TIMESTAMP
 */
export function verifyTimestamp(token: Buffer, over: Buffer, roots: readonly Certificate[]): Timestamp {
  try {
    return verifyToken(token, over, roots);
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('IMG_TIMESTAMP', 'its timestamp cannot be read');
    throw error;
  }
}

function verifyToken(token: Buffer, over: Buffer, roots: readonly Certificate[]): Timestamp {
  const { content, certificates, signer } = readSignedData(token);
  const info = readTimestampInfo(content);
  if (!hashOf(info.hash, over).equals(info.imprint)) throw refusal('its timestamp is for another signature');
  const leaf = certificates.find((one) => one.issuer.raw.equals(signer.issuer) && one.serial.equals(signer.serial));
  if (leaf === undefined) throw refusal('its timestamp comes without the certificate that signs it');
  checkAttributes(signer, content, leaf);
  if (!isSignature(signer, leaf)) throw refusal('its timestamp does not verify');
  const chain = chainTo(roots, leaf, certificates, info.time);
  if (chain === undefined)
    throw refusal('its timestamp is by an authority that no certificate under "tsa" vouches for');
  checkChain(chain, TIMESTAMPING);
  return { time: info.time, earliest: info.time - info.accuracy, latest: info.time + info.accuracy };
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TIMESTAMP_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

interface SignedData {
  /** `TSTInfo` in DER. */
  readonly content: Buffer;
  readonly certificates: readonly Certificate[];
  readonly signer: Signer;
}

interface Signer {
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly hash: Hash;
  /** As they are signed. */
  readonly attributesDer: Buffer;
  readonly attributes: ReadonlyMap<string, DerValue>;
  readonly algorithm: string;
  readonly signature: Buffer;
}

/** Most certificates that come with a timestamp. */
const MOST_CERTIFICATES = 10;

function readSignedData(token: Buffer): SignedData {
  const [type, wrapped] = sequenceOf(readDer(token));
  if (oidOf(type) !== SIGNED_DATA) throw new DerError('no signed data');
  const [, , encapsulated, ...rest] = sequenceOf(only(expectTag(wrapped, DER.context)));
  const [contentType, content] = sequenceOf(encapsulated);
  if (oidOf(contentType) !== TIMESTAMP_INFO) throw new DerError('no timestamp');
  const certificates = rest.find(({ tag }) => tag === DER.context);
  const bag = certificates === undefined ? [] : childrenOf(certificates);
  if (bag.length > MOST_CERTIFICATES) throw new DerError('too many certificates');
  return {
    content: expectTag(only(expectTag(content, DER.context)), DER.octetString).content,
    certificates: bag.filter(({ tag }) => tag === DER.sequence).map(({ raw }) => readCertificate(raw)),
    // A timestamp has one signer.
    signer: readSigner(only(expectTag(rest.at(-1), DER.set))),
  };
}

function only(value: DerValue): DerValue {
  const [first, ...others] = childrenOf(value);
  if (first === undefined || others.length > 0) throw new DerError('expected one value');
  return first;
}

function readSigner(signerInfo: DerValue): Signer {
  const [, id, digest, attributes, algorithm, signature] = sequenceOf(signerInfo);
  const [issuer, serial] = sequenceOf(id);
  const signed = expectTag(attributes, DER.context);
  return {
    issuer: expectTag(issuer, DER.sequence).raw,
    serial: expectTag(serial, DER.integer).content,
    hash: hashNamed(oidOf(sequenceOf(digest)[0])),
    // They stand behind a tag of their own, and are signed as the set that they are.
    attributesDer: Buffer.concat([Buffer.from([DER.set]), signed.raw.subarray(1)]),
    attributes: readAttributes(signed),
    algorithm: oidOf(sequenceOf(algorithm)[0]),
    signature: expectTag(signature, DER.octetString).content,
  };
}

function readAttributes(signed: DerValue): ReadonlyMap<string, DerValue> {
  const attributes = new Map<string, DerValue>();
  for (const attribute of childrenOf(signed)) {
    const [type, values] = sequenceOf(attribute);
    const oid = oidOf(type);
    if (attributes.has(oid)) throw new DerError('an attribute is there twice');
    attributes.set(oid, expectTag(values, DER.set));
  }
  return attributes;
}

/** What was signed is this content, and by this very certificate. */
function checkAttributes({ attributes, hash }: Signer, content: Buffer, leaf: Certificate): void {
  if (oidOf(only(required(attributes, CONTENT_TYPE))) !== TIMESTAMP_INFO) throw new DerError('no timestamp');
  const digest = expectTag(only(required(attributes, MESSAGE_DIGEST)), DER.octetString).content;
  if (!digest.equals(hashOf(hash, content))) throw refusal('its timestamp was altered or damaged');
  const [ids] = sequenceOf(only(required(attributes, SIGNING_CERTIFICATE_V2)));
  const [first, ...fields] = sequenceOf(sequenceOf(ids)[0]);
  // The hash is SHA-256 where none is named.
  const isNamed = first?.tag === DER.sequence;
  const named = isNamed ? hashNamed(oidOf(sequenceOf(first)[0])) : 'sha256';
  const expected = expectTag(isNamed ? fields[0] : first, DER.octetString).content;
  if (!expected.equals(hashOf(named, leaf.raw))) throw refusal('its timestamp names another certificate than signs it');
}

function required(attributes: ReadonlyMap<string, DerValue>, oid: string): DerValue {
  const value = attributes.get(oid);
  if (value === undefined) throw new DerError('an attribute is missing');
  return value;
}

type Hash = 'sha256' | 'sha384' | 'sha512';

const hashOf = (hash: Hash, bytes: Buffer): Buffer => createHash(hash).update(bytes).digest();

function hashNamed(oid: string): Hash {
  const hash = HASHES.get(oid);
  if (hash === undefined) throw new DerError('a hash that is not used any more, or not yet');
  return hash;
}

const HASHES: ReadonlyMap<string, Hash> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** The hash by the algorithm of the signature; `undefined` is the one that was named for the content. */
const SIGNATURES: ReadonlyMap<string, { readonly type: 'rsa' | 'ec'; readonly hash?: Hash }> = new Map([
  ['1.2.840.113549.1.1.1', { type: 'rsa' }],
  ['1.2.840.113549.1.1.11', { type: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { type: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { type: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.4.3.2', { type: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { type: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { type: 'ec', hash: 'sha512' }],
]);

function isSignature({ algorithm, hash, attributesDer, signature }: Signer, leaf: Certificate): boolean {
  const known = SIGNATURES.get(algorithm);
  const key = leaf.key;
  if (known === undefined || key.asymmetricKeyType !== known.type) return false;
  // Sizes of RSA keys that no longer prove anything.
  if (known.type === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return false;
  try {
    return verify(known.hash ?? hash, attributesDer, key, signature);
  } catch {
    return false;
  }
}

interface TimestampInfo {
  readonly time: number;
  /** Milliseconds. */
  readonly accuracy: number;
  readonly hash: Hash;
  readonly imprint: Buffer;
}

function readTimestampInfo(content: Buffer): TimestampInfo {
  const [version, policy, imprint, , time, accuracy] = sequenceOf(readDer(content));
  if (version === undefined || smallInteger(expectTag(version, DER.integer)) !== 1)
    throw new DerError('another version');
  const [algorithm, hashed] = sequenceOf(imprint);
  return {
    time: timeOf(expectTag(time, DER.generalizedTime)),
    accuracy: accuracy?.tag === DER.sequence ? accuracyOf(accuracy) : oidOf(policy) === BASELINE_POLICY ? 1000 : 0,
    hash: hashNamed(oidOf(sequenceOf(algorithm)[0])),
    imprint: expectTag(hashed, DER.octetString).content,
  };
}

/** ETSI's baseline policy for timestamps promises a second. */
const BASELINE_POLICY = '0.4.0.2023.1.1';

/** Seconds, `[0]` milliseconds, `[1]` microseconds; rounded up. */
function accuracyOf(accuracy: DerValue): number {
  return sequenceOf(accuracy).reduce((sum, part) => {
    const amount = smallInteger(part);
    if (part.tag === DER.integer) return sum + amount * 1000;
    return sum + (part.tag === DER.contextPrimitive ? amount : Math.ceil(amount / 1000));
  }, 0);
}

/**
 * A chain from a certificate to one of the roots, through what came with the timestamp, valid at a time. Each certificate is looked
 * at once, for whoever pushed them may have made many that could issue each other.
 */
function chainTo(
  roots: readonly Certificate[],
  leaf: Certificate,
  bag: readonly Certificate[],
  time: number,
): readonly Certificate[] | undefined {
  const isRoot = (one: Certificate): boolean => roots.some(({ raw }) => raw.equals(one.raw));
  const isValid = ({ notBefore, notAfter }: Certificate): boolean => time >= notBefore && time <= notAfter;
  const unseen = new Set([...roots, ...bag].filter(({ raw }) => !raw.equals(leaf.raw)));
  const open: (readonly [Certificate, ...Certificate[]])[] = [[leaf]];
  for (const chain of open) {
    const [last] = chain;
    if (!isValid(last)) continue;
    if (isRoot(last)) return chain.toReversed();
    for (const issuer of unseen) {
      if (!isIssuedBy(last, issuer)) continue;
      unseen.delete(issuer);
      open.push([issuer, ...chain]);
    }
  }
  return undefined;
}

const refusal = (reason: string): Refusal => new Refusal('IMG_TIMESTAMP', reason);

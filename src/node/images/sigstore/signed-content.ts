import { hash as hashOf, timingSafeEqual, verify, constants, type KeyObject } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { HashAlgorithm, type Envelope, type MessageSignature } from '@sigstore/protobuf-specs';
import type { SignedEntity } from '@sigstore/verify';
import { Refusal } from './refusal.ts';

/** A signature with what it is over, as `@sigstore/verify` asks about it. */
export type SignedContent = SignedEntity['signature'];

export type Hash = 'sha256' | 'sha384' | 'sha512';

/**
 * A signature over a text: cosign's payload, or the manifest itself.
 * @param hash the signer's; keys of larger curves may also sign with the hash that goes with them
 * @throws Refusal IMG_DIGEST_MISMATCH when the bundle speaks of another text
 */
export function messageContent(
  { messageDigest, signature }: Pick<MessageSignature, 'messageDigest' | 'signature'>,
  text: Uint8Array,
  hash: Hash,
): SignedContent {
  const named = messageDigest === undefined ? undefined : HASHES.get(messageDigest.algorithm);
  if (messageDigest === undefined || named === undefined)
    throw new Refusal('IMG_UNSUPPORTED', 'the signature is made over a hash that is none of SHA-2');
  if (!isEqual(digestOf(named, text), messageDigest.digest))
    throw new Refusal('IMG_DIGEST_MISMATCH', 'the bundle signs something else: its digest is not that of the image');
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: (digest) => isDigestOf(digest, text),
    compareSignedDigest: (digest) => isDigestOf(digest, text),
    verifySignature: (key) => isSignedBy(key, text, signature, hash),
  };
}

/** A signature over an envelope's payload and its kind. */
export function envelopeContent({ payload, payloadType, signatures }: Envelope, hash: Hash): SignedContent {
  const signature = signatures[0]?.sig ?? Buffer.alloc(0);
  const signed = dsse.preAuthEncoding(payloadType, payload);
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: (digest) => isDigestOf(digest, payload),
    compareSignedDigest: (digest) => isDigestOf(digest, signed),
    verifySignature: (key) => isSignedBy(key, signed, signature, hash),
  };
}

const HASHES: ReadonlyMap<HashAlgorithm, Hash> = new Map([
  [HashAlgorithm.SHA2_256, 'sha256'],
  [HashAlgorithm.SHA2_384, 'sha384'],
  [HashAlgorithm.SHA2_512, 'sha512'],
]);

const HASH_OF_LENGTH: ReadonlyMap<number, Hash> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

function isDigestOf(digest: Uint8Array, text: Uint8Array): boolean {
  const hash = HASH_OF_LENGTH.get(digest.length);
  return hash !== undefined && isEqual(digest, digestOf(hash, text));
}

const HASH_OF_CURVE: Readonly<Record<string, Hash>> = { secp384r1: 'sha384', secp521r1: 'sha512' };

/** ECDSA, Ed25519, and RSA in both of its forms. */
function isSignedBy(key: KeyObject, text: Uint8Array, signature: Uint8Array, hash: Hash): boolean {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return holds(() => verify(null, text, key, signature));
    case 'ec': {
      const hashOfCurve = HASH_OF_CURVE[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'sha256';
      const isBy = (each: Hash): boolean => holds(() => verify(each, text, key, signature));
      return isBy(hash) || (hashOfCurve !== hash && isBy(hashOfCurve));
    }
    case 'rsa':
      return (
        holds(() => verify(hash, text, key, signature)) || holds(() => verify(hash, text, { key, ...PSS }, signature))
      );
    case 'rsa-pss':
      return holds(() => verify(hash, text, { key, ...PSS }, signature));
    default:
      return false;
  }
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };

/** OpenSSL may throw at a signature that has no form. */
function holds(verification: () => boolean): boolean {
  try {
    return verification();
  } catch {
    return false;
  }
}

const digestOf = (hash: Hash, text: Uint8Array): Buffer => hashOf(hash, text, 'buffer');
const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A key that may verify. */
export interface PublicKey {
  readonly key: KeyObject;
  /** SubjectPublicKeyInfo. */
  readonly der: Buffer;
  /** `SHA256:` and the base64 of the digest of the SPKI, which is also the hint that cosign writes into bundles. */
  readonly fingerprint: string;
}

const CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const FEWEST_RSA_BITS = 2048;
const MAX_PEM = 64 * 1024;
const LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/;

/**
 * Reads the public key of an authority: ECDSA on P-256, P-384 or P-521, RSA from 2048 bits on, Ed25519.
 * @throws Refusal IMG_UNSUPPORTED
 */
export function readPublicKey(pem: string): PublicKey {
  const known = keys.get(pem);
  if (known !== undefined) return known;
  const read = toPublicKey(parsePem(pem));
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(pem, read);
  return read;
}

const MOST_KEYS = 1000;
const keys = new Map<string, PublicKey>();

function parsePem(pem: string): KeyObject {
  const label = pem.length > MAX_PEM ? undefined : LABEL.exec(pem)?.[1];
  // Node would also take the public half of a private key, which nobody should have handed out.
  if (label !== 'PUBLIC KEY' && label !== 'RSA PUBLIC KEY')
    throw unusable(`it is ${label === undefined ? 'no PEM' : `a "${label}"`}, and a "PUBLIC KEY" is wanted`);
  try {
    return createPublicKey(pem);
  } catch {
    throw unusable('it cannot be read');
  }
}

/** Why a configuration cannot name the key; undefined: it can. */
export function publicKeyProblem(pem: string): string | undefined {
  try {
    readPublicKey(pem);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function toPublicKey(key: KeyObject): PublicKey {
  const problem = weakness(key);
  if (problem !== undefined) throw unusable(problem);
  const der = key.export({ type: 'spki', format: 'der' });
  return { key, der, fingerprint: fingerprintOf(der) };
}

function fingerprintOf(der: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}

/** Why a key may not verify. */
export function weakness({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  const { namedCurve = '', modulusLength = 0 } = asymmetricKeyDetails ?? {};
  switch (asymmetricKeyType) {
    case 'ed25519':
      return undefined;
    case 'ec':
      return CURVES.has(namedCurve) ? undefined : `the curve ${namedCurve} is not used; P-256, P-384 and P-521 are`;
    case 'rsa':
    case 'rsa-pss':
      return modulusLength >= FEWEST_RSA_BITS
        ? undefined
        : `it is RSA with ${modulusLength} bits; from ${FEWEST_RSA_BITS} on it is taken`;
    default:
      return `${asymmetricKeyType ?? 'its kind'} is not used; ECDSA, RSA and Ed25519 are`;
  }
}

const unusable = (problem: string): Refusal =>
  new Refusal('IMG_UNSUPPORTED', `the public key cannot be used: ${problem}`);

import { constants, createHmac, timingSafeEqual, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import type { BundleKey } from './bundle-keys.ts';

/** A JSON Web Token, taken apart. Nothing in it is to be believed before its signature holds. */
export interface BundleToken {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** What was signed. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

const PART = /^[\w-]*$/;

/** Undefined for what is no token in compact form. */
export function parseToken(text: string): BundleToken | undefined {
  const parts = text.split('.');
  const [head, body, signature] = parts;
  if (head === undefined || body === undefined || signature === undefined || parts.length !== 3) return undefined;
  if (!parts.every((part) => PART.test(part))) return undefined;
  const header = parseObject(head);
  const payload = parseObject(body);
  if (header === undefined || payload === undefined) return undefined;
  return { header, payload, signed: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
}

function parseObject(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the signature is the key's, by the key's own algorithm; a token for another algorithm never is. */
export function isSignedBy({ header, signed, signature }: BundleToken, { algorithm, material }: BundleKey): boolean {
  if (header['alg'] !== algorithm) return false;
  const digest = `sha${algorithm.slice(2)}`;
  if (material.kind === 'secret') {
    const expected = createHmac(digest, material.bytes).update(signed).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
  return verify(digest, signed, verification(algorithm, material.key), signature);
}

function verification(algorithm: string, key: KeyObject): VerifyKeyObjectInput {
  // Tokens hold the two numbers of an ECDSA signature side by side, not as ASN.1.
  if (algorithm.startsWith('ES')) return { key, dsaEncoding: 'ieee-p1363' };
  if (algorithm.startsWith('RS')) return { key, padding: constants.RSA_PKCS1_PADDING };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

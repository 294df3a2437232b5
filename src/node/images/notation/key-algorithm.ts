import { constants, verify, type KeyObject } from 'node:crypto';

/** How a key of the Notary Project signs: each kind and size of key has one way. */
export interface KeyAlgorithm {
  /** As JWS calls it. */
  readonly name: string;
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly kind: 'rsa' | 'ec';
}

/** The one algorithm of a key; undefined for keys that may not sign. */
export function algorithmOf(key: KeyObject): KeyAlgorithm | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return RSA.get(modulusLength ?? 0);
  if (key.asymmetricKeyType === 'ec') return EC.get(namedCurve ?? '');
  return undefined;
}

const RSA: ReadonlyMap<number, KeyAlgorithm> = new Map([
  [2048, { name: 'PS256', hash: 'sha256', kind: 'rsa' }],
  [3072, { name: 'PS384', hash: 'sha384', kind: 'rsa' }],
  [4096, { name: 'PS512', hash: 'sha512', kind: 'rsa' }],
]);

const EC: ReadonlyMap<string, KeyAlgorithm> = new Map([
  ['prime256v1', { name: 'ES256', hash: 'sha256', kind: 'ec' }],
  ['secp384r1', { name: 'ES384', hash: 'sha384', kind: 'ec' }],
  ['secp521r1', { name: 'ES512', hash: 'sha512', kind: 'ec' }],
]);

/** Whether a signature as JWS writes it is the key's. */
export function verifyJws({ hash, kind }: KeyAlgorithm, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  try {
    return verify(
      hash,
      data,
      kind === 'ec'
        ? { key, dsaEncoding: 'ieee-p1363' }
        : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
      signature,
    );
  } catch {
    // OpenSSL refuses some malformed signatures by an error.
    return false;
  }
}

import { createHash, createHmac, sign, type KeyObject } from 'node:crypto';

export interface SigningOptions {
  readonly algorithm: string;
  readonly key: KeyObject | Buffer;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface ClaimedFile {
  readonly name: string;
  readonly hash: string;
  readonly algorithm: string;
}

/** The claim about a file that is hashed by its bytes. */
export function claimOf(name: string, content: string): ClaimedFile {
  return { name, hash: createHash('sha256').update(content).digest('hex'), algorithm: 'SHA-256' };
}

/** `.signatures.json`, as OPA writes it. */
export function signaturesOf(files: readonly ClaimedFile[], options: SigningOptions): string {
  return JSON.stringify({ signatures: [tokenOf(files, options)] });
}

export function tokenOf(files: readonly ClaimedFile[], { algorithm, key, header, claims }: SigningOptions): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: algorithm, typ: 'JWT', ...header })}.${part({ files, ...claims })}`;
  return `${signed}.${signatureOf(signed, algorithm, key).toString('base64url')}`;
}

function signatureOf(signed: string, algorithm: string, key: KeyObject | Buffer): Buffer {
  const digest = `sha${algorithm.slice(2)}`;
  if (Buffer.isBuffer(key)) return createHmac(digest, key).update(signed).digest();
  if (algorithm.startsWith('ES')) return sign(digest, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return sign(digest, Buffer.from(signed), algorithm.startsWith('PS') ? { key, ...PSS } : { key });
}

/** RSA_PKCS1_PSS_PADDING with a salt as long as the digest. */
const PSS = { padding: 6, saltLength: -1 } as const;

import type { ImageCode } from '../../../core/images/image-code.ts';
import { Refusal, shown } from '../sigstore/refusal.ts';
import type { Certificate, Extension } from './certificate.ts';
import { bitsOf, booleanOf, DER, oidOf, readDer, sequenceOf, smallInteger } from './der.ts';
import { nameText } from './distinguished-name.ts';
import { algorithmOf } from './key-algorithm.ts';

/** What a chain is for, and the code of one that is not fit for it. */
export interface ChainPurpose {
  readonly kind: 'code signing' | 'timestamping';
  readonly code: ImageCode;
}

export const CODE_SIGNING: ChainPurpose = { kind: 'code signing', code: 'IMG_CERT_INVALID' };
export const TIMESTAMPING: ChainPurpose = { kind: 'timestamping', code: 'IMG_TIMESTAMP' };

/**
 * Holds a chain to the certificate requirements of the Notary Project: each certificate is issued by the next, the last by itself,
 * and each may do what it does. Times are looked at elsewhere, trust, too.
 * @param chain from the one that signs to the root
 * @throws Refusal with the code of the purpose; DerError
 */
export function checkChain(chain: readonly Certificate[], purpose: ChainPurpose): void {
  const [leaf] = chain;
  if (leaf === undefined) throw new Refusal(purpose.code, 'it comes without a certificate');
  for (const [index, certificate] of chain.entries()) {
    checkIssuer(certificate, chain[index + 1], purpose);
    if (!SIGNATURE_ALGORITHMS.has(certificate.signedBy))
      complain(certificate, purpose, 'is signed by a weak algorithm');
    if (index > 0) checkIssuing(certificate, index - 1, purpose);
  }
  checkLeaf(leaf, purpose);
}

function checkIssuer(certificate: Certificate, issuer: Certificate | undefined, purpose: ChainPurpose): void {
  if (issuer === undefined) {
    if (!isIssuedBy(certificate, certificate))
      complain(certificate, purpose, 'ends the chain and is no root: the chain must be whole');
  } else if (isIssuedBy(certificate, certificate)) {
    complain(certificate, purpose, 'has issued itself, and others follow');
  } else if (!isIssuedBy(certificate, issuer)) {
    complain(certificate, purpose, 'is not issued by the next of the chain');
  }
}

/** By name and by signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.issuer.raw.equals(issuer.subject.raw) && isSignedBy(certificate, issuer);
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.key);
  } catch {
    // Keys and algorithms that do not go together are an error to OpenSSL.
    return false;
  }
}

/** @param below how many of the chain it issues besides the one that signs */
function checkIssuing(certificate: Certificate, below: number, purpose: ChainPurpose): void {
  const { isAuthority, longestPath, critical } = basicConstraints(certificate);
  if (!isAuthority || !critical) complain(certificate, purpose, 'issues others and is no certificate authority');
  if (longestPath !== undefined && longestPath < below)
    complain(certificate, purpose, 'may not issue a chain this long');
  if (!keyUsage(certificate, purpose).has(CERT_SIGN)) complain(certificate, purpose, 'may not sign certificates');
}

function checkLeaf(certificate: Certificate, purpose: ChainPurpose): void {
  if (basicConstraints(certificate).isAuthority) complain(certificate, purpose, 'signs and is a certificate authority');
  const usage = keyUsage(certificate, purpose);
  if (!usage.has(DIGITAL_SIGNATURE) || NOT_FOR_SIGNERS.some((bit) => usage.has(bit)))
    complain(certificate, purpose, 'is for other things than digital signatures (key usage)');
  if (!mayBeUsedFor(certificate, purpose))
    complain(certificate, purpose, `is not for ${purpose.kind} (extended key usage)`);
  if (purpose.kind === 'code signing' && algorithmOf(certificate.key) === undefined)
    complain(certificate, purpose, 'has a key of a kind or size that may not sign');
}

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Any, servers, clients, mail, timestamps, OCSP. */
const NOT_FOR_CODE: readonly string[] = [
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.4',
  TIME_STAMPING,
  '1.3.6.1.5.5.7.3.9',
];

/** Bits of the key usage. */
const DIGITAL_SIGNATURE = 0;
const CERT_SIGN = 5;
/** Everything but digital signature and non-repudiation. */
const NOT_FOR_SIGNERS: readonly number[] = [2, 3, 4, CERT_SIGN, 6, 7, 8];

/** RSA, RSA-PSS and ECDSA with SHA-2, and Ed25519. */
const SIGNATURE_ALGORITHMS: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.10',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.3.101.112',
]);

function mayBeUsedFor({ extensions }: Certificate, { kind }: ChainPurpose): boolean {
  const extension = extensions.get(EXTENDED_KEY_USAGE);
  const uses = extension === undefined ? [] : sequenceOf(readDer(extension.value)).map(oidOf);
  if (kind === 'timestamping') return extension?.critical === true && uses.length === 1 && uses[0] === TIME_STAMPING;
  return !uses.some((use) => NOT_FOR_CODE.includes(use));
}

function keyUsage(certificate: Certificate, purpose: ChainPurpose): ReadonlySet<number> {
  const extension: Extension | undefined = certificate.extensions.get(KEY_USAGE);
  if (extension === undefined || (purpose.kind === 'code signing' && !extension.critical))
    return complain(certificate, purpose, 'does not say what its key is for (key usage, critical)');
  return bitsOf(readDer(extension.value));
}

interface BasicConstraints {
  readonly isAuthority: boolean;
  readonly longestPath: number | undefined;
  readonly critical: boolean;
}

function basicConstraints({ extensions }: Certificate): BasicConstraints {
  const extension = extensions.get(BASIC_CONSTRAINTS);
  if (extension === undefined) return { isAuthority: false, longestPath: undefined, critical: false };
  const fields = sequenceOf(readDer(extension.value));
  const flag = fields.find(({ tag }) => tag === DER.boolean);
  const path = fields.find(({ tag }) => tag === DER.integer);
  return {
    isAuthority: flag !== undefined && booleanOf(flag),
    longestPath: path === undefined ? undefined : smallInteger(path),
    critical: extension.critical,
  };
}

function complain({ subject }: Certificate, { code }: ChainPurpose, problem: string): never {
  throw new Refusal(code, `the certificate of "${shown(nameText(subject.attributes))}" ${problem}`);
}

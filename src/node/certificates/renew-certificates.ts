import type { CertificateTerms } from '../../core/certificates/certificate-terms.ts';
import type { CertificateAction } from '../../core/certificates/next-certificates.ts';
import type { StoredCertificates } from './certificate-secret.ts';
import { issueAuthority, issueServer, type KeyPair } from './issue-certificate.ts';

export interface RenewalOptions {
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly terms: CertificateTerms;
}

type StoreAction = Extract<CertificateAction, { kind: 'store' }>;

/** Makes the certificates that an action asks for, beside those that it keeps. */
export function renewCertificates(
  stored: StoredCertificates | undefined,
  { authority, server, trusted }: StoreAction,
  { names, now, terms }: RenewalOptions,
): StoredCertificates {
  const kept = (stored?.authorities ?? []).filter(({ fingerprint256 }) => trusted.includes(fingerprint256));
  const signer = authority === 'new' ? issueAuthority(now, terms) : signerOf(stored);
  return {
    authorities: authority === 'new' ? [signer.certificate, ...kept] : kept,
    authorityKey: signer.key,
    server: server === 'new' ? issueServer(signer, names, now, terms) : stored?.server,
    asked: undefined,
  };
}

function signerOf(stored: StoredCertificates | undefined): KeyPair {
  const certificate = stored?.authorities[0];
  const key = stored?.authorityKey;
  if (certificate !== undefined && key !== undefined) return { certificate, key };
  throw new Error('an authority without its key is replaced, not kept');
}

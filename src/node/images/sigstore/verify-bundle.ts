import type { Demand } from '../../../core/images/authority.ts';
import type { ValidSignature } from '../../../core/images/signature-check.ts';
import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';
import { Verifier, type SignedEntity, type TrustMaterial } from '@sigstore/verify';
import { readEntrySigner, type EntrySigner } from './entry-signer.ts';
import { explainFailure } from './explain-failure.ts';
import { isSelfSigned, readLeafCertificate, type LeafCertificate } from './leaf-certificate.ts';
import type { PublicKey } from './public-key.ts';
import { otherKind, Refusal } from './refusal.ts';
import type { SignedContent } from './signed-content.ts';
import { EMPTY_TRUST_ROOT, type TrustRoot } from './trust-root.ts';

/** What a signature must bring along, and by whom. */
export interface Verification {
  /** Verifies with it; absent: with the certificate that the signature was made under. */
  readonly key?: PublicKey;
  readonly tlog: Demand;
  readonly timestamp: Demand;
  readonly sct: 'required' | 'ignored';
  /** Asked only when there is something to look up in it. @throws Refusal */
  readonly trustRoot: () => TrustRoot;
  /** For certificates without any time of signing. */
  readonly now: () => Date;
}

export interface VerifiedBundle extends Pick<ValidSignature, 'tlog' | 'timestamps'> {
  /** Absent: it was verified with a key. */
  readonly certificate?: LeafCertificate;
}

/**
 * Verifies a signature with all that stands beside it. Who may sign, and what is said of which image, is for the caller.
 * @throws Refusal
 */
export function verifyBundle(bundle: Bundle, content: SignedContent, verification: Verification): VerifiedBundle {
  const { tlogEntries, timestamps } = evidenceOf(bundle, verification);
  const certificate = certificateOf(bundle, verification.key);
  const signers = tlogEntries.map(readEntrySigner);
  requireEvidence(tlogEntries, timestamps, verification, certificate);
  const trustRoot = isTrustRootNeeded(certificate, tlogEntries, timestamps)
    ? verification.trustRoot()
    : EMPTY_TRUST_ROOT;
  const entity = toEntity(content, { certificate, tlogEntries, timestamps }, verification);
  const trust = toTrust(trustRoot, verification);
  try {
    createVerifier(trust, verification).verify(entity);
  } catch (error) {
    throw explainFailure(error, { entity, trust, trustRoot, certificate, key: verification.key });
  }
  for (const signer of signers) requireSameSigner(signer, certificate, verification.key);
  return {
    ...(certificate !== undefined && { certificate }),
    ...logged(tlogEntries),
    timestamps: timesOf(tlogEntries, timestamps),
  };
}

interface Evidence {
  readonly tlogEntries: TransparencyLogEntry[];
  readonly timestamps: readonly RFC3161Timestamp[];
}

/** What nobody looks at is as if it were not there. */
function evidenceOf({ verificationMaterial }: Bundle, { tlog, timestamp }: Verification): Evidence {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  const timestamps = timestamp === 'ignored' ? [] : (timestampVerificationData?.rfc3161Timestamps ?? []);
  return {
    tlogEntries: tlog === 'ignored' ? [] : tlogEntries,
    timestamps: timestamps.map(({ signedTimestamp }) => parseTimestamp(signedTimestamp)),
  };
}

const MAX_TIMESTAMP = 64 * 1024;

function parseTimestamp(bytes: Uint8Array): RFC3161Timestamp {
  try {
    if (bytes.length > MAX_TIMESTAMP) throw new RangeError('too large');
    const timestamp = RFC3161Timestamp.parse(Buffer.from(bytes));
    if (GRANTED.has(timestamp.status) && Number.isFinite(timestamp.signingTime.getTime())) return timestamp;
  } catch {
    // Said below.
  }
  throw new Refusal('IMG_TIMESTAMP', 'the timestamp cannot be read');
}

/** PKIStatus: granted, granted with modifications. */
const GRANTED: ReadonlySet<bigint> = new Set([0n, 1n]);

function certificateOf(
  { verificationMaterial: { content } }: Bundle,
  key: PublicKey | undefined,
): LeafCertificate | undefined {
  const leaf = leafOf(content);
  if (key === undefined && leaf === undefined)
    throw otherKind('IMG_WRONG_IDENTITY', 'it is signed by a bare key, and somebody with a certificate is wanted');
  if (leaf === undefined) return undefined;
  const certificate = readLeafCertificate(leaf);
  if (key === undefined) return certificate;
  // `cosign sign --key … --certificate …` puts the key's own certificate beside it.
  if (certificate.publicKey.equals(key.der)) return undefined;
  throw otherKind('IMG_WRONG_KEY', `it is signed under a certificate of another key than ${key.fingerprint}`);
}

function leafOf(content: Bundle['verificationMaterial']['content']): Buffer | undefined {
  switch (content.$case) {
    case 'publicKey':
      return undefined;
    case 'certificate':
      return Buffer.from(content.certificate.rawBytes);
    case 'x509CertificateChain': {
      const [leaf, ...rest] = content.x509CertificateChain.certificates;
      if (leaf === undefined) throw new Refusal('IMG_CERT_INVALID', 'the chain of certificates is empty');
      for (const { rawBytes } of rest) requireIntermediate(Buffer.from(rawBytes));
      return Buffer.from(leaf.rawBytes);
    }
  }
}

function requireIntermediate(der: Buffer): void {
  if (isSelfSigned(der))
    throw new Refusal(
      'IMG_CERT_INVALID',
      'the signature brings a root certificate along, and roots come from trust roots',
    );
}

function requireEvidence(
  entries: Evidence['tlogEntries'],
  timestamps: Evidence['timestamps'],
  { tlog, timestamp }: Verification,
  certificate: LeafCertificate | undefined,
): void {
  if (tlog === 'required' && entries.length === 0)
    throw new Refusal('IMG_TLOG', 'it has no entry of a transparency log, and one is demanded');
  if (new Set(entries.map(identityOf)).size !== entries.length)
    throw new Refusal('IMG_TLOG', 'an entry of the log is there twice, and counts once');
  if (timestamp === 'required' && timestamps.length === 0)
    throw new Refusal('IMG_TIMESTAMP', 'it has no signed timestamp (RFC 3161), and one is demanded');
  const hasTime = timestamps.length > 0 || entries.some(({ inclusionPromise }) => inclusionPromise !== undefined);
  if (certificate !== undefined && entries.length > 0 && !hasTime)
    throw new Refusal(
      'IMG_TIMESTAMP',
      'its log entry has no time (Rekor v2), so a signed timestamp (RFC 3161) is needed',
    );
}

/** The index beside an entry is not part of it. */
const identityOf = ({ logId, canonicalizedBody }: TransparencyLogEntry): string =>
  `${logId.keyId.toString('base64')} ${canonicalizedBody.toString('base64')}`;

const isTrustRootNeeded = (
  certificate: LeafCertificate | undefined,
  entries: readonly unknown[],
  timestamps: readonly unknown[],
): boolean => certificate !== undefined || entries.length > 0 || timestamps.length > 0;

function toEntity(
  content: SignedContent,
  { certificate, tlogEntries, timestamps }: Evidence & { readonly certificate: LeafCertificate | undefined },
  { now }: Verification,
): SignedEntity {
  const times: SignedEntity['timestamps'] = [
    ...tlogEntries.filter(hasTime).map((tlogEntry) => ({ $case: 'transparency-log' as const, tlogEntry })),
    ...timestamps.map((timestamp) => ({ $case: 'timestamp-authority' as const, timestamp })),
  ];
  if (certificate === undefined)
    return { signature: content, key: { $case: 'public-key', hint: '' }, tlogEntries, timestamps: times };
  return {
    signature: content,
    key: { $case: 'certificate', certificate: certificate.certificate },
    tlogEntries,
    timestamps: times.length > 0 ? times : [presentTime(now())],
  };
}

const hasTime = ({ inclusionPromise }: TransparencyLogEntry): boolean => inclusionPromise !== undefined;

/** Where nobody says when it was signed, the certificate must be valid now. The library takes times from entries only. */
function presentTime(now: Date): SignedEntity['timestamps'][number] {
  return {
    $case: 'transparency-log',
    tlogEntry: {
      logIndex: '0',
      logId: { keyId: Buffer.alloc(0) },
      kindVersion: { kind: '', version: '' },
      integratedTime: String(Math.floor(now.getTime() / 1000)),
      inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
      inclusionProof: undefined,
      canonicalizedBody: Buffer.alloc(0),
    },
  };
}

function toTrust({ material }: TrustRoot, { key, sct }: Verification): TrustMaterial {
  return {
    ...material,
    ctlogs: sct === 'ignored' ? ANY_LOG : material.ctlogs,
    publicKey: () => {
      if (key === undefined) throw otherKind('IMG_WRONG_IDENTITY', 'it is signed by a bare key');
      return { publicKey: key.key, validFor: () => true };
    },
  };
}

/**
 * The certificate logs of somebody who does not ask whether a certificate was logged. The library refuses proofs that it cannot
 * check also where it demands none.
 */
class AnyLog extends Array<TrustMaterial['ctlogs'][number]> {
  override filter(): this {
    return this;
  }
  override some(): boolean {
    return true;
  }
}

/** Empty, and nothing of it changes. */
const ANY_LOG = new AnyLog();

const createVerifier = (trust: TrustMaterial, { key, tlog, sct }: Verification): Verifier =>
  new Verifier(trust, {
    tlogThreshold: tlog === 'required' ? 1 : 0,
    ctlogThreshold: key === undefined && sct === 'required' ? 1 : 0,
    timestampThreshold: key === undefined ? 1 : 0,
  });

function requireSameSigner(
  signer: EntrySigner,
  certificate: LeafCertificate | undefined,
  key: PublicKey | undefined,
): void {
  const isSame =
    certificate === undefined
      ? key !== undefined && publicKeyOf(signer).equals(key.der)
      : signer.kind === 'certificate' && signer.der.equals(certificate.der);
  if (!isSame) throw new Refusal('IMG_TLOG', 'its log entry names another key or certificate than it was signed with');
}

const publicKeyOf = (signer: EntrySigner): Buffer =>
  signer.kind === 'key' ? signer.der : readLeafCertificate(signer.der).publicKey;

/** A proof vouches for the index in its tree, a promise for the one beside it. */
function logged([entry]: readonly TransparencyLogEntry[]): Pick<VerifiedBundle, 'tlog'> {
  if (entry === undefined) return {};
  if (!hasTime(entry)) return { tlog: { index: entry.inclusionProof?.logIndex ?? entry.logIndex } };
  return { tlog: { index: entry.logIndex, time: timeOf(entry) } };
}

const timeOf = ({ integratedTime }: TransparencyLogEntry): string =>
  new Date(Number(integratedTime) * 1000).toISOString();

const timesOf = (entries: Evidence['tlogEntries'], timestamps: Evidence['timestamps']): readonly string[] =>
  [...entries.filter(hasTime).map(timeOf), ...timestamps.map(({ signingTime }) => signingTime.toISOString())].sort();

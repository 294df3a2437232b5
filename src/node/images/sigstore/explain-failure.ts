import { VerificationError, type SignedEntity, type TrustMaterial } from '@sigstore/verify';
import { isIssuedBy, nameOfIssuer, type LeafCertificate } from './leaf-certificate.ts';
import type { PublicKey } from './public-key.ts';
import { Refusal, shown } from './refusal.ts';
import type { TrustRoot } from './trust-root.ts';

/** What was verified, and failed. */
export interface FailedVerification {
  readonly entity: SignedEntity;
  readonly trust: TrustMaterial;
  readonly trustRoot: TrustRoot;
  readonly certificate: LeafCertificate | undefined;
  readonly key: PublicKey | undefined;
}

/** Says in our words what the verifying library did not like. Whatever it could not even read is damaged. */
export function explainFailure(error: unknown, failed: FailedVerification): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof VerificationError))
    return new Refusal('IMG_SIG_INVALID', 'the signature cannot be read: it is damaged');
  switch (error.code) {
    case 'TIMESTAMP_ERROR':
      return timestampFailure(error.message, failed);
    case 'CERTIFICATE_ERROR':
      return certificateFailure(error.message, failed);
    case 'PUBLIC_KEY_ERROR':
      return new Refusal('IMG_WRONG_KEY', 'it is signed with a key that is not known');
    case 'SIGNATURE_ERROR':
      return signatureFailure(failed);
    case 'TLOG_BODY_ERROR':
      return new Refusal('IMG_TLOG', 'its log entry is of another signature or another text');
    default:
      return logFailure(failed);
  }
}

function timestampFailure(message: string, { trustRoot }: FailedVerification): Refusal {
  if (message === 'duplicate timestamp') return new Refusal('IMG_TIMESTAMP', 'a timestamp is there twice');
  return new Refusal(
    'IMG_TIMESTAMP',
    `its timestamp does not hold: it is of another signature, or no timestamp authority of the trust root "${trustRoot.name}" gave it`,
  );
}

function logFailure({ trustRoot }: FailedVerification): Refusal {
  return new Refusal(
    'IMG_TLOG',
    `its log entry does not hold: it was altered, or is of a log that is not in the trust root "${trustRoot.name}"`,
  );
}

function signatureFailure({ key }: FailedVerification): Refusal {
  return key === undefined
    ? new Refusal('IMG_SIG_INVALID', 'the signature does not verify: what is signed or the signature was altered')
    : new Refusal(
        'IMG_WRONG_KEY',
        `it does not verify with the key ${key.fingerprint}: another key made it, or it was altered`,
      );
}

function certificateFailure(message: string, failed: FailedVerification): Refusal {
  if (message.includes('SCT')) return sctFailure(message, failed);
  const { certificate, trustRoot } = failed;
  if (certificate === undefined) return new Refusal('IMG_CERT_INVALID', 'the certificate may not sign');
  const authorities = failed.trust.certificateAuthorities.flatMap(({ certChain }) => certChain);
  if (!authorities.some((authority) => isIssuedBy(certificate, authority)))
    return new Refusal(
      'IMG_TRUST_ROOT',
      `it is signed under an authority that is not in the trust root "${trustRoot.name}" (${shown(nameOfIssuer(certificate))}); if you trust it, add its trusted_root.json under trustRoots:`,
    );
  return outsideOfValidity(certificate, failed);
}

function sctFailure(message: string, { trustRoot }: FailedVerification): Refusal {
  const problem = message.startsWith('expected')
    ? 'no proof that it was logged (SCT) is in it'
    : `the proof that it was logged (SCT) does not hold by the trust root "${trustRoot.name}"`;
  return new Refusal('IMG_CERT_INVALID', `the certificate may not sign: ${problem}`);
}

function outsideOfValidity({ certificate }: LeafCertificate, { entity, trustRoot }: FailedVerification): Refusal {
  const times = entity.timestamps.map(toTime);
  const outside = times.find((time) => !certificate.validForDate(time));
  if (outside === undefined)
    return new Refusal(
      'IMG_TRUST_ROOT',
      `the authority of its certificate was not valid when it signed, by the trust root "${trustRoot.name}"`,
    );
  const validity = `${iso(certificate.notBefore)} to ${iso(certificate.notAfter)}`;
  return new Refusal(
    'IMG_CERT_EXPIRED',
    isPresent(entity)
      ? `nothing proves when it was signed, and its certificate was valid from ${validity} only`
      : `it says that it was signed at ${iso(outside)}, and its certificate was valid from ${validity}`,
  );
}

/** Nothing but our own clock said what time it was. */
const isPresent = ({ timestamps, tlogEntries }: SignedEntity): boolean =>
  tlogEntries.length === 0 && timestamps.every(({ $case }) => $case === 'transparency-log');

function toTime(timestamp: SignedEntity['timestamps'][number]): Date {
  switch (timestamp.$case) {
    case 'timestamp-authority':
      return timestamp.timestamp.signingTime;
    case 'transparency-log':
      return new Date(Number(timestamp.tlogEntry.integratedTime) * 1000);
  }
}

const iso = (time: Date): string =>
  Number.isNaN(time.getTime()) ? 'no time' : time.toISOString().replace('.000Z', 'Z');

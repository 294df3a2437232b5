import { isJsonObject } from '../../model/json.ts';
import {
  VULNERABILITY_SEVERITIES,
  type AttestationFact,
  type ProvenanceFact,
  type SbomFact,
  type ScanFact,
  type VexStatement,
  type VulnerabilityFact,
} from '../attestation.ts';
import { IMAGE_CODES, type ImageCode } from '../image-code.ts';
import type { AuthorityFact, ImageFinding, SignatureFact } from '../image-fact.ts';
import type { FoundSigner } from '../signature-check.ts';
import { either, isFlag, isText, isTrue, listOf, objectOf, oneOf, optional, recordOf, type Shape } from './shape.ts';

const isCode: Shape<ImageCode> = (value): value is ImageCode =>
  typeof value === 'string' && Object.hasOwn(IMAGE_CODES, value);

type Signer<K extends FoundSigner['kind']> = Extract<FoundSigner, { readonly kind: K }>;

const isSigner: Shape<FoundSigner> = either(
  objectOf<Signer<'identity'>>({ kind: oneOf(['identity']), subject: isText, issuer: isText }),
  either(
    objectOf<Signer<'key'>>({ kind: oneOf(['key']), fingerprint: isText }),
    objectOf<Signer<'certificate'>>({ kind: oneOf(['certificate']), subject: isText, issuer: isText }),
  ),
);

const VULNERABILITY = {
  id: isText,
  aliases: optional(listOf(isText)),
  severity: oneOf(VULNERABILITY_SEVERITIES),
  package: isText,
  version: isText,
  purl: optional(isText),
  fixed: isText,
};

const SCAN = {
  scanner: isText,
  scannerVersion: optional(isText),
  finishedOn: optional(isText),
  vulnerabilities: listOf(objectOf<VulnerabilityFact>(VULNERABILITY)),
  truncated: optional(isTrue),
};

const isProvenance = objectOf<ProvenanceFact>({
  builder: isText,
  buildType: isText,
  sourceUri: optional(isText),
  sourceRef: optional(isText),
  sourceDigest: optional(isText),
  finishedOn: optional(isText),
});

const isSbom = objectOf<SbomFact>({
  format: oneOf(['spdx', 'cyclonedx']),
  version: isText,
  createdOn: optional(isText),
  packages: listOf(
    objectOf<SbomFact['packages'][number]>({
      name: isText,
      version: isText,
      purl: optional(isText),
      licenses: optional(listOf(isText)),
    }),
  ),
  truncated: optional(isTrue),
});

const isVexStatement = objectOf<VexStatement>({
  vulnerability: isText,
  aliases: optional(listOf(isText)),
  status: oneOf(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: optional(isText),
  products: listOf(isText),
  subcomponents: optional(listOf(isText)),
  timestamp: optional(isText),
});

const isAttestation = objectOf<AttestationFact>({
  predicateType: isText,
  authority: isText,
  signer: isText,
  by: isSigner,
  provenance: optional(isProvenance),
  sbom: optional(isSbom),
  scan: optional(objectOf<ScanFact>(SCAN)),
  vex: optional(listOf(isVexStatement)),
  predicate: optional(isJsonObject),
});

const isSignature = objectOf<SignatureFact>({
  format: isText,
  place: isText,
  ok: isFlag,
  authority: optional(isText),
  signer: optional(isText),
  by: optional(isSigner),
  tlog: optional(objectOf<NonNullable<SignatureFact['tlog']>>({ index: isText, time: optional(isText) })),
  timestamps: optional(listOf(isText)),
  annotations: optional(recordOf(isText)),
  code: optional(isCode),
  reason: optional(isText),
});

const isAuthority = objectOf<AuthorityFact>({
  name: isText,
  action: oneOf(['deny', 'warn']),
  satisfied: isFlag,
  code: optional(isCode),
  message: optional(isText),
});

/** Whether a value that was read is a finding throughout: policies and reports read every part of it. */
export const isImageFinding: Shape<ImageFinding> = objectOf<ImageFinding>({
  ref: isText,
  registry: isText,
  repository: isText,
  tag: optional(isText),
  digest: optional(isText),
  pinned: isFlag,
  status: oneOf(['verified', 'unsigned', 'untrusted', 'invalid', 'error', 'skipped']),
  code: optional(isCode),
  message: optional(isText),
  authorities: listOf(isAuthority),
  signatures: listOf(isSignature),
  attestations: listOf(isAttestation),
  scans: listOf(objectOf<ImageFinding['scans'][number]>({ ...SCAN, file: isText })),
  stale: optional(isTrue),
  error: optional(objectOf<NonNullable<ImageFinding['error']>>({ code: isCode, message: isText, retryable: isFlag })),
});

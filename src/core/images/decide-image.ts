import type { Authority, Signer } from './authority.ts';
import { attestationFacts } from './attestation-facts.ts';
import { authorityFact } from './authority-fact.ts';
import type { ImageAnswer } from './image-answer.ts';
import type { ImageCode } from './image-code.ts';
import type { AuthorityFact, ImageFinding, ImageStatus } from './image-fact.ts';
import type { Reference } from './reference.ts';
import type { SignatureCheck } from './signature-check.ts';
import { signatureFacts } from './signature-facts.ts';
import type { SignatureMaterial, SignatureSearch } from './signature-material.ts';
import { NOTHING_FOUND } from './nothing-found.ts';

/** An image, and what came of holding it to every authority that covers it. */
export interface ExaminedImage {
  /** As it is written. */
  readonly ref: string;
  readonly reference: Reference;
  /** Of what the registry has; absent when nobody had to ask it. */
  readonly digest?: string;
  readonly authorities: readonly ExaminedAuthority[];
}

export interface ExaminedAuthority {
  readonly authority: Authority;
  readonly search: ImageAnswer<SignatureSearch>;
  readonly checks: readonly ExaminedSignature[];
  /** The images of a multi-platform index, when each of them must be signed. */
  readonly platforms?: readonly ExaminedPlatform[];
}

export interface ExaminedPlatform {
  /** `linux/arm64 (sha256:…)`. */
  readonly label: string;
  readonly search: ImageAnswer<SignatureSearch>;
  readonly checks: readonly ExaminedSignature[];
}

export interface ExaminedSignature {
  readonly material: SignatureMaterial;
  readonly signer: Signer;
  readonly check: SignatureCheck;
}

/** The fact about an image whose registry was asked. */
export function decideImage({ ref, reference, authorities, ...asked }: ExaminedImage): ImageFinding {
  const digest = asked.digest ?? reference.digest;
  const facts = authorities.map((one) => authorityFact(one, { reference, digest: digest ?? 'DIGEST' }));
  const common = {
    ...namesOf(ref, reference),
    ...(digest === undefined ? {} : { digest }),
    authorities: facts,
    signatures: signatureFacts(authorities),
    attestations: attestationFacts(authorities),
    scans: [],
  };
  const failed = worst(facts);
  if (authorities.length === 0) return { ...common, ...NOT_COVERED };
  if (failed === undefined) return { ...common, status: 'verified' };
  const { code, message = '' } = failed;
  const fault = authorities
    .map(({ search }) => search)
    .find((search) => search.kind === 'fault' && search.code === code);
  return {
    ...common,
    status: statusOf(code),
    code,
    message,
    ...(fault?.kind === 'fault' ? { error: { code, message, retryable: fault.retryable } } : {}),
  };
}

/** The fact about an image of which nobody could find out anything. */
export function unknownImage(
  ref: string,
  reference: Reference,
  { code, message, retryable }: Extract<ImageAnswer<never>, { readonly kind: 'fault' }>,
  authorities: readonly Authority[] = [],
): ImageFinding {
  return {
    ...namesOf(ref, reference),
    ...(reference.digest === undefined ? {} : { digest: reference.digest }),
    status: 'error',
    code,
    message,
    ...NOTHING_FOUND,
    authorities: authorities.map(({ name, action }) => ({ name, action, satisfied: false, code, message })),
    error: { code, message, retryable },
  };
}

/** The fact about a text that names no image. */
export function invalidImage(ref: string, problem: string): ImageFinding {
  const code = 'IMG_REFERENCE_INVALID';
  const message = `is no name of an image: ${problem}`;
  return {
    ref,
    registry: '',
    repository: '',
    pinned: false,
    status: 'error',
    code,
    message,
    ...NOTHING_FOUND,
    error: { code, message, retryable: false },
  };
}

const NOT_COVERED = {
  status: 'untrusted',
  code: 'IMG_NO_AUTHORITY',
  message: 'is covered by no authority; add one whose "images" name it under images.authorities in sluice.yaml',
} as const;

/** The same finding for another name of the same bytes. */
export function renamed(finding: ImageFinding, ref: string, reference: Reference): ImageFinding {
  const { tag: _, ...rest } = finding;
  return { ...rest, ...namesOf(ref, reference) };
}

export function namesOf(
  ref: string,
  { registry, repository, tag, digest }: Reference,
): Pick<ImageFinding, 'ref' | 'registry' | 'repository' | 'tag' | 'pinned'> {
  return { ref, registry, repository, ...(tag === undefined ? {} : { tag }), pinned: digest !== undefined };
}

/** What denies is worse than what warns, and what was found out is worse than what nobody could find out. */
function worst(facts: readonly AuthorityFact[]): (AuthorityFact & { readonly code: ImageCode }) | undefined {
  const failed = facts.flatMap((fact) =>
    fact.satisfied || fact.code === undefined ? [] : [{ ...fact, code: fact.code }],
  );
  const rank = ({ action, code }: (typeof failed)[number]): number =>
    (action === 'deny' ? 0 : 10) + RANK[statusOf(code)];
  return failed.sort((a, b) => rank(a) - rank(b))[0];
}

const RANK: Readonly<Record<ImageStatus, number>> = {
  invalid: 0,
  untrusted: 1,
  unsigned: 2,
  error: 3,
  skipped: 4,
  verified: 5,
};

/** Which status a code belongs to. */
export function statusOf(code: ImageCode): ImageStatus {
  switch (code) {
    case 'IMG_UNSIGNED':
      return 'unsigned';
    case 'IMG_SIG_INVALID':
    case 'IMG_DIGEST_MISMATCH':
      return 'invalid';
    case 'IMG_WRONG_IDENTITY':
    case 'IMG_WRONG_KEY':
    case 'IMG_TLOG':
    case 'IMG_TIMESTAMP':
    case 'IMG_CERT_EXPIRED':
    case 'IMG_SIG_EXPIRED':
    case 'IMG_CERT_INVALID':
    case 'IMG_TRUST_ROOT':
    case 'IMG_ANNOTATION':
    case 'IMG_UNSUPPORTED':
    case 'IMG_REVOKED':
    case 'IMG_NO_AUTHORITY':
    case 'ATT_MISSING':
      return 'untrusted';
    case 'IMG_NOT_LOCKED':
    case 'IMG_LOCK_STALE':
    case 'IMG_NOT_ASKED':
      return 'skipped';
    case 'IMG_REFERENCE_INVALID':
    case 'IMG_NOT_FOUND':
    case 'IMG_UNAUTHORIZED':
    case 'IMG_REGISTRY_DOWN':
    case 'IMG_TIMEOUT':
    case 'IMG_ADDRESS_REFUSED':
    case 'IMG_TOO_LARGE':
      return 'error';
  }
}
